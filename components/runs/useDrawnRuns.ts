'use client'

import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { MAX_WINDOW, type RunWindowQuery } from '@/lib/api/runQuery'
import type { RunRow } from '@/lib/api/runs'
import { MAX_SERIES } from '@/lib/metrics/seriesQuery'
import { type PanelRun, panelRun, sameRuns } from '@/lib/panels/panelRun'
import { windowsOver } from '@/lib/runs/windowsOver'
import { runKey } from '@/lib/workspace/access'
import type { Runs } from './useRuns'

export interface DrawnRuns {
  drawn: readonly PanelRun[]
  /** Their rows, and those of hidden runs among them. */
  rows: readonly RunRow[]
  /** Visible runs beyond what one query may ask for. */
  leftOut: number
  /** False until the first answer. */
  ready: boolean
  error: unknown
}

/**
 * The runs that panels draw: those listed and not hidden, in the list's order, no more than one
 * query may ask for. Keeps its identity while nothing that a panel shows has changed: heartbeats and
 * notes must not render charts.
 */
export function useDrawnRuns(runs: Runs, total: number, enabled: boolean): DrawnRuns {
  const { entity, project, query, queries, state, visibility } = runs
  const { hiddenIds, listedIds, hiddenCount } = visibility
  const windows = useMemo(
    () => windowsOver(listedIds, hiddenIds, MAX_SERIES, MAX_WINDOW),
    [listedIds, hiddenIds],
  )
  const asked = useQueries({
    queries: windows.map(({ offset, limit }) => {
      const question: RunWindowQuery = { ...query, offset, limit }
      return {
        queryKey: queryKeys.runWindow(entity, project, question),
        queryFn: ({ signal }: { signal: AbortSignal }) => queries.window(question, signal),
        staleTime: Infinity,
        enabled: enabled && hiddenIds !== undefined,
      }
    }),
    combine: (results) => ({
      windows: results.map((result) => result.data),
      error: results.find((result) => result.error)?.error,
    }),
  })
  const rows = useMemo(() => {
    if (asked.windows.some((window) => window === undefined)) return undefined
    return asked.windows.flatMap((window) => window?.rows.map((row) => row.run) ?? [])
  }, [asked.windows])
  const { colors } = state
  const fresh = useMemo(
    () =>
      rows
        ?.filter((run) => !hiddenIds?.has(run.id))
        .slice(0, MAX_SERIES)
        .map((run) => panelRun({ ...run, color: colors.get(runKey(run.id)) }, entity, project)),
    [rows, hiddenIds, colors, entity, project],
  )
  // While a changed set is on its way, what was drawn before stays.
  const [kept, setKept] = useState<{ drawn: readonly PanelRun[]; rows: readonly RunRow[] }>(NOTHING)
  const drawn = fresh && !sameRuns(kept.drawn, fresh) ? settled(kept.drawn, fresh) : kept.drawn
  const known = rows ?? kept.rows
  if (drawn !== kept.drawn || known !== kept.rows) setKept({ drawn, rows: known })
  return {
    drawn,
    rows: known,
    leftOut: fresh ? Math.max(0, total - hiddenCount - fresh.length) : 0,
    ready: rows !== undefined || kept !== NOTHING,
    error: asked.error,
  }
}

const NOTHING = { drawn: [] as PanelRun[], rows: [] as RunRow[] }

/** Runs that are the same keep their identity. */
function settled(kept: readonly PanelRun[], fresh: readonly PanelRun[]): readonly PanelRun[] {
  const byId = new Map(kept.map((run) => [run.id, run]))
  return fresh.map((run) => {
    const before = byId.get(run.id)
    return before && sameRuns([before], [run]) ? before : run
  })
}
