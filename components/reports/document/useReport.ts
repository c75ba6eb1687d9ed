'use client'

import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { DocumentSession } from '@/components/collab/session'
import { useOwnDocument } from '@/components/collab/useOwnDocument'
import { queryKeys } from '@/components/live/queryKeys'
import { useOpened } from '@/components/ui/useOpened'
import type { ReportItem } from '@/lib/api/reports'
import { reportsApi } from '@/lib/api/reportsClient'
import { REPORT_SCHEMA } from '@/lib/reports/document'
import type { ReportRunSet } from '@/lib/reports/runSets'
import type { ReportSettings } from '@/lib/reports/settings'
import { reportUndo } from '@/lib/reports/undo'
import type { OwnUndo } from '@/lib/workspace/undo'
import {
  gridsStore,
  runSetsStore,
  settingsStore,
  type ShownGrids,
  type Store,
} from './recordStores'

/** A report that is open: its document, and the ways to read and change it. */
export interface OpenReport {
  /** As lists have it; what it shows now is in the document. */
  item: ReportItem
  session: DocumentSession
  undo: OwnUndo
  settings: Store<ReportSettings>
  grids: Store<ShownGrids>
  runSets: Store<readonly ReportRunSet[]>
  readOnly: boolean
}

export interface ReportLoad {
  /** Undefined until the document is there, or a copy of it. */
  open: OpenReport | undefined
  error: unknown
  retry: () => void
  session: DocumentSession | null
}

export function useReport(slug: string): ReportLoad {
  const item = useQuery({
    queryKey: queryKeys.report(slug),
    queryFn: ({ signal }) => reportsApi.report(slug, signal),
  })
  const { session, status, readOnly } = useOwnDocument(item.data, REPORT_SCHEMA)
  const parts = useParts(status.loaded ? session : null)
  const shown = item.data
  const open = useMemo(
    () =>
      parts && shown && parts.session === session ? { item: shown, readOnly, ...parts } : undefined,
    [parts, shown, session, readOnly],
  )
  return { open, error: item.error, retry: () => void item.refetch(), session }
}

type Parts = Pick<OpenReport, 'session' | 'undo' | 'settings' | 'grids' | 'runSets'>

function useParts(session: DocumentSession | null): Parts | null {
  const openParts = useMemo(
    () =>
      session
        ? (): Parts => ({
            session,
            // What the editor's binding writes is this person's typing.
            undo: reportUndo(session.doc, ySyncPluginKey),
            settings: settingsStore(session.doc),
            grids: gridsStore(session.doc),
            runSets: runSetsStore(session.doc),
          })
        : null,
    [session],
  )
  return useOpened(openParts, disposeParts)
}

function disposeParts({ undo, settings, grids, runSets }: Parts): void {
  for (const part of [undo, settings, grids, runSets]) part.dispose()
}
