'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { fetchRunValues } from '@/lib/api/runValuesClient'
import type { RunSetQuery, RunValues } from '@/lib/api/runQuery'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { ColumnId } from '@/lib/runs/columns'
import { joinValues } from '@/lib/runs/joinValues'
import { type ValueTable, valueTable, withRuns } from '@/lib/runs/valueTable'
import type { PanelRunSet } from '@/lib/panels/panelRunSet'
import { isHidden } from '@/lib/panels/runLook'
import { useValueEvents, valuesKey } from './useValueEvents'

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

/** One a set. */
export function questionsOf({ runs, runSet }: RunSource): ValueQuestion[] {
  if (runSet)
    return (runSet.sets ?? [runSet]).map(({ entity, project, query }) => ({
      entity,
      project,
      query,
    }))
  const first = runs[0]
  if (!first) return []
  const { entity, project } = first
  const names = runs.slice(0, 1000).map(({ name }) => name)
  return [{ entity, project, query: { filter: { kind: 'in', key: 'run:name', values: names } } }]
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
  const questions = questionsOf(source)
  // In an order of their own: the same columns in another order are no other question.
  const asked = [...new Set([...columns, ...groupBy])].sort()
  const answer = useQuery({
    queryKey: valuesKey(questions, asked),
    queryFn: async ({ signal }) => {
      const each = questions.map(({ entity, project, query }) =>
        fetchRunValues(entity, project, { ...query, columns: asked }, signal),
      )
      return { columns: asked, answers: await Promise.all(each) }
    },
    enabled: enabled && questions.length > 0 && asked.length > 0,
    // While another column is on its way the chart goes on with those that it has.
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  })
  useValueEvents(questions, live)
  const tables = useMemo(() => answer.data && tablesOf(answer.data, runSet), [answer.data, runSet])
  const { known, partial } = tables ?? {}
  const isWhole = known !== undefined && asked.every((id) => known.columns.has(id))
  const fetched = known?.runs.length ?? 0
  return {
    table: isWhole ? partial : undefined,
    all: isWhole ? known : undefined,
    partial,
    total: tables?.total ?? 0,
    fetched,
    hidden: fetched - (partial?.runs.length ?? fetched),
    error: answer.error ?? undefined,
    retry: () => void answer.refetch(),
  }
}

const ONE_SET: ReadonlyMap<number, number> = new Map()

export interface ValueAnswers {
  columns: readonly ColumnId[]
  /** One a set. */
  answers: readonly RunValues[]
}

/** All runs, those that are drawn, and of which set the runs are that are of another than the first. */
export function tablesOf({ columns, answers }: ValueAnswers, runSet: PanelRunSet | undefined) {
  const sets = runSet?.sets
  const first = answers[0]
  if (!first) return undefined
  if (!sets || answers.length !== sets.length) {
    const known = valueTable(columns, first)
    const partial = runSet ? withRuns(known, (run, at) => !isHidden(runSet, known, run, at)) : known
    return { known, partial, total: first.total, setOf: ONE_SET }
  }
  const joined = joinValues(
    sets.map((set, i) => {
      const values = answers[i]!
      const table = valueTable(columns, values)
      return {
        name: set.name ?? '',
        values,
        isHidden: (row: number) => isHidden(set, table, table.runs[row]!, row),
      }
    }),
  )
  const known = valueTable(columns, joined.values, joined.parts)
  const partial = withRuns(known, ({ id }) => joined.drawn.has(id))
  const setOf = new Map(known.runs.map(({ id }, row) => [id, joined.sets[row]!]))
  return { known, partial, total: joined.values.total, setOf }
}
