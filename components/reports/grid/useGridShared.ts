'use client'

import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import type { CellShared } from '@/components/workspace/grid/PanelCell'
import { api } from '@/lib/api/client'
import type { Filter } from '@/lib/filters/ast'
import { isInternalKey } from '@/lib/metrics/keys'
import { change } from '@/lib/workspace/change'
import { newId } from '@/lib/workspace/runSet'
import { useOpenReport, useReportSettings } from '../document/reportContext'
import { joinRuns, joinRunSets } from '../runSets/gridRuns'
import type { ResolvedRunSet } from '../runSets/resolvedRunSets'
import { useStable } from '../useStable'
import { useReportPanels } from './reportPanels'

/** What every panel of a grid is given: the runs of all its sets. The same while they are the same. */
export function useGridShared(sets: readonly ResolvedRunSet[]): CellShared {
  const { session } = useOpenReport()
  const { defaults } = useReportSettings()
  const { actions, setFullScreen } = useReportPanels()
  const drawn = useStable(sets.map((set) => set.drawn.drawn))
  const runSets = useStable(sets.map((set) => set.panelRunSet))
  // What is frozen has the runs that it has.
  const accesses = useStable(sets.map((set) => set.runs.access).filter(({ fixed }) => !fixed))
  const runs = useMemo(
    () => joinRuns(drawn.flatMap((runs, i) => (runSets[i] ? [{ runs, runSet: runSets[i] }] : []))),
    [drawn, runSets],
  )
  const runSet = useMemo(() => joinRunSets(runSets), [runSets])
  const xKeys = useGridKeys(sets)
  const onFilter = useMemo(() => {
    if (!actions || accesses.length === 0) return undefined
    return (filter: Filter) =>
      change(session.doc, 'Changed the filter', () => {
        for (const access of accesses) access.putCondition({ id: newId(), filter, disabled: false })
      })
  }, [actions, session.doc, accesses])
  return useMemo(
    () => ({ runs, runSet, defaults, xKeys, actions, onFullScreen: setFullScreen, onFilter }),
    [runs, runSet, defaults, xKeys, actions, setFullScreen, onFilter],
  )
}

/** Keys of the sets' projects. */
function useGridKeys(sets: readonly ResolvedRunSet[]): readonly string[] {
  const places = new Map(sets.map((set) => [`${set.entity}/${set.project}`, set]))
  const names = useQueries({
    queries: [...places.values()].map(({ entity, project }) => ({
      queryKey: queryKeys.projectKeys(entity, project),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.projectKeys(entity, project, signal),
      staleTime: Infinity,
    })),
    combine: (answers) => answers.map(({ data }) => data?.history),
  })
  return useMemo(
    () => [...new Set(names.flatMap((some) => some ?? []))].filter((key) => !isInternalKey(key)),
    [names],
  )
}
