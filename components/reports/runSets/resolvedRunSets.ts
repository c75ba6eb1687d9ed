'use client'

import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { PanelRunSet } from '@/lib/panels/panelRunSet'
import type { DrawnRuns } from '@/components/runs/useDrawnRuns'
import type { Runs } from '@/components/runs/useRuns'
import type { RunSetPlace } from './runSetPlace'

/** A run set of the report with its runs as they are now. */
export interface ResolvedRunSet extends RunSetPlace {
  id: string
  name: string
  runs: Runs
  drawn: DrawnRuns
  /** Runs that match, drawn or not. */
  total: number
  /** When runs last changed, as epoch milliseconds. */
  updatedAt: number
  /** False until its first answer. */
  ready: boolean
  error: unknown
  retry: () => void
  /** For what the server works out over all of its runs. */
  panelRunSet: PanelRunSet
}

/** What the feeds found, for everything in the report that shows runs. */
export class ResolvedRunSets {
  private sets: ReadonlyMap<string, ResolvedRunSet> = new Map()
  private readonly listeners = new Set<() => void>()

  get = (): ReadonlyMap<string, ResolvedRunSet> => this.sets

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  put(set: ResolvedRunSet): void {
    this.change(new Map(this.sets).set(set.id, set))
  }

  remove(id: string): void {
    const next = new Map(this.sets)
    if (next.delete(id)) this.change(next)
  }

  private change(next: ReadonlyMap<string, ResolvedRunSet>): void {
    this.sets = next
    for (const listener of [...this.listeners]) listener()
  }
}

export const RunSetsContext = createContext<ResolvedRunSets | null>(null)

function useResolved(): ResolvedRunSets {
  const sets = useContext(RunSetsContext)
  if (!sets) throw new Error('there are no RunSetFeeds around')
  return sets
}

/** Undefined until it is known, and when somebody deleted it. Live and frozen sets alike. */
export function useReportRunSet(id: string): ResolvedRunSet | undefined {
  const sets = useResolved()
  return useSyncExternalStore(
    sets.subscribe,
    () => sets.get().get(id),
    () => undefined,
  )
}

/** Those that are known of them, in their order. */
export function useReportRunSets(ids: readonly string[]): readonly ResolvedRunSet[] {
  const sets = useResolved()
  const all = useSyncExternalStore(sets.subscribe, sets.get, sets.get)
  return useMemo(() => ids.flatMap((id) => all.get(id) ?? []), [ids, all])
}
