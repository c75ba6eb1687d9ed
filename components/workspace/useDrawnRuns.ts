'use client'

import { useMemo, useState } from 'react'
import type { RunRow } from '@/lib/api/runs'
import { MAX_SERIES } from '@/lib/metrics/seriesQuery'
import { type PanelRun, panelRun } from '@/lib/panels/panelRun'

/**
 * The runs that panels draw: those listed and not hidden, in the list's order, no more than one
 * query may ask for. Keeps its identity while nothing that a panel shows has changed: heartbeats and
 * notes must not render charts.
 */
export function useDrawnRuns(
  listed: readonly RunRow[],
  isHidden: (runId: number) => boolean,
  entity: string,
  project: string,
): { drawn: readonly PanelRun[]; leftOut: number } {
  const shown = useMemo(() => listed.filter((run) => !isHidden(run.id)), [listed, isHidden])
  const fresh = useMemo(
    () => shown.slice(0, MAX_SERIES).map((run) => panelRun(run, entity, project)),
    [shown, entity, project],
  )
  return { drawn: useStable(fresh), leftOut: shown.length - fresh.length }
}

function useStable(fresh: readonly PanelRun[]): readonly PanelRun[] {
  const [kept, setKept] = useState(fresh)
  const settled = useMemo(() => settle(kept, fresh), [kept, fresh])
  if (settled !== kept) setKept(settled)
  return settled
}

/** `kept` itself when nothing differs; runs that are the same keep their identity. */
function settle(kept: readonly PanelRun[], fresh: readonly PanelRun[]): readonly PanelRun[] {
  const byId = new Map(kept.map((run) => [run.id, run]))
  const merged = fresh.map((run) => {
    const before = byId.get(run.id)
    return before && isSame(before, run) ? before : run
  })
  const same = merged.length === kept.length && merged.every((run, i) => run === kept[i])
  return same ? kept : merged
}

function isSame(a: PanelRun, b: PanelRun): boolean {
  return (Object.keys(a) as (keyof PanelRun)[]).every((name) => a[name] === b[name])
}
