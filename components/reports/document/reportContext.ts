'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { PanelGrid } from '@/lib/reports/grids'
import type { ReportRunSet } from '@/lib/reports/runSets'
import type { ReportSettings } from '@/lib/reports/settings'
import type { Store } from './recordStores'
import type { OpenReport } from './useReport'

/** The report that is around, for blocks in its text. */
export const ReportContext = createContext<OpenReport | null>(null)

export function useOpenReport(): OpenReport {
  const open = useContext(ReportContext)
  if (!open) throw new Error('there is no report around')
  return open
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get)
}

export const useReportSettings = (): ReportSettings => useStore(useOpenReport().settings)
export const useRunSets = (): readonly ReportRunSet[] => useStore(useOpenReport().runSets)

/** Renders again only when this grid changes; undefined when somebody deleted it. */
export function useGrid(id: string): PanelGrid | undefined {
  const { grids } = useOpenReport()
  return useSyncExternalStore(
    grids.subscribe,
    () => grids.get().byId.get(id),
    () => undefined,
  )
}
