'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { fetchRunValues } from '@/lib/api/runValuesClient'
import type { RunSetQuery } from '@/lib/api/runQuery'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { ColumnId } from '@/lib/runs/columns'
import { type ValueTable, valueTable, withRuns } from '@/lib/runs/valueTable'
import type { PanelRunSet } from '@/lib/panels/panelRunSet'
import { isHidden } from '@/lib/panels/runLook'
import { useValueEvents, VALUES_KEY } from './useValueEvents'

export interface RunSource {
  runs: readonly PanelRun[]
  runSet?: PanelRunSet | undefined
}

export interface RunValuesState {
  /** Of the runs that are drawn; undefined until there are values of all the columns. */
  table: ValueTable | undefined
  /** The same while a column that was only just asked for is on its way: it is missing then. */
  partial: ValueTable | undefined
  /** Of all runs of the set, drawn or not: what statistics of groups are over. */
  all: ValueTable | undefined
  /** Runs of the set, drawn or not, and how many of them came back. */
  total: number
  fetched: number
  hidden: number
  error: unknown
  retry: () => void
}

/** Whose values a panel asks for; null when it has no runs at all. */
export interface ValueQuestion {
  entity: string
  project: string
  query: RunSetQuery
}

export function questionOf({ runs, runSet }: RunSource): ValueQuestion | null {
  if (runSet) return { entity: runSet.entity, project: runSet.project, query: runSet.query }
  const first = runs[0]
  if (!first) return null
  const { entity, project } = first
  const names = runs.slice(0, 1000).map(({ name }) => name)
  return { entity, project, query: { filter: { kind: 'in', key: 'run:name', values: names } } }
}

/**
 * Values of the columns for every drawn run of the set: not only of those that a list happens to
 * have loaded. While `live`, asked again when runs change, every two seconds at most.
 */
export function useRunValues(
  source: RunSource,
  columns: readonly ColumnId[],
  enabled = true,
  live = enabled,
): RunValuesState {
  const { runSet } = source
  const groupBy = useMemo(() => runSet?.groupBy ?? [], [runSet?.groupBy])
  const question = questionOf(source)
  // In an order of their own: the same columns in another order are no other question.
  const asked = [...new Set([...columns, ...groupBy])].sort()
  const answer = useQuery({
    queryKey: [VALUES_KEY, question?.entity, question?.project, question?.query, asked],
    queryFn: async ({ signal }) => {
      const { entity, project, query } = question!
      const values = await fetchRunValues(entity, project, { ...query, columns: asked }, signal)
      return { columns: asked, values }
    },
    enabled: enabled && question !== null && asked.length > 0,
    // While another column is on its way the chart goes on with those that it has.
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  })
  useValueEvents(question, live)
  const known = useMemo(
    () => answer.data && valueTable(answer.data.columns, answer.data.values),
    [answer.data],
  )
  const partial = useMemo(() => {
    if (!known || !runSet) return known
    return withRuns(known, (run, at) => !isHidden(runSet, known, run, at))
  }, [known, runSet])
  const isWhole = known !== undefined && asked.every((id) => known.columns.has(id))
  const data = answer.data?.values
  const fetched = data?.runs.length ?? 0
  return {
    table: isWhole ? partial : undefined,
    all: isWhole ? known : undefined,
    partial,
    total: data?.total ?? 0,
    fetched,
    hidden: fetched - (partial?.runs.length ?? fetched),
    error: answer.error ?? undefined,
    retry: () => void answer.refetch(),
  }
}
