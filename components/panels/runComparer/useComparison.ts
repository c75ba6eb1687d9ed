'use client'

import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { api } from '@/lib/api/client'
import { fetchRunValues } from '@/lib/api/runValuesClient'
import {
  comparedMetadata,
  comparedParts,
  comparedValues,
  MOST_METADATA,
  MOST_RUNS,
} from '@/lib/panels/runComparer/comparedKeys'
import type { ColumnId } from '@/lib/runs/columns'
import type { ComparedKey, ComparisonSection } from '@/lib/runs/comparison'
import type { ValueRun } from '@/lib/runs/valueTable'
import { useRunColumns } from '../runValues/useRunColumns'
import {
  questionsOf,
  type RunSource,
  tablesOf,
  type ValueQuestion,
} from '../runValues/useRunValues'
import { useValueEvents, valuesKey } from '../runValues/useValueEvents'

export interface Comparison {
  runs: readonly ValueRun[]
  keys: readonly ComparedKey[]
  /** Runs of the set, drawn or not. */
  total: number
  /** Requests still on their way. */
  pending: number
  error: unknown
  retry: () => void
}

/** Config, summary and, when asked for, metadata of all drawn runs. */
export function useComparison(
  source: RunSource,
  sections: readonly ComparisonSection[],
  withMetadata: boolean,
  enabled: boolean,
  live: boolean,
): Comparison {
  const questions = questionsOf(source)
  const { runSet } = source
  const catalog = useRunColumns(source, enabled)
  const wanted = sections.join()
  const parts = useMemo(() => {
    const ids = (catalog.data ?? []).map(({ id }) => id)
    return catalog.data ? comparedParts(ids, wanted.split(',')) : []
  }, [catalog.data, wanted])
  const groupBy = runSet?.groupBy ?? NO_GROUPS
  const answers = useQueries({
    queries: parts.map((part) => {
      const columns = [...new Set([...part, ...groupBy])]
      return {
        queryKey: valuesKey(questions, columns, MOST_RUNS),
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          const each = questions.map(({ entity, project, query }) =>
            fetchRunValues(entity, project, { ...query, columns, limit: MOST_RUNS }, signal),
          )
          return { columns, answers: await Promise.all(each) }
        },
        enabled: enabled && questions.length > 0,
        staleTime: Infinity,
        retry: false,
      }
    }),
  })
  useValueEvents(questions, live)
  const stamp = answers.map(({ dataUpdatedAt }) => dataUpdatedAt).join()
  const tables = useMemo(
    () => answers.flatMap(({ data }) => (data && tablesOf(data, runSet)) ?? []),
    // The answers are other objects at every render; when they came says whether they are new.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [stamp, parts, runSet],
  )
  const runs = tables[0]?.partial.runs ?? NO_RUNS
  const valueKeys = useMemo(
    () =>
      comparedValues(
        tables.map(({ known }) => known),
        runs,
        wanted.split(','),
      ),
    [tables, runs, wanted],
  )
  const metadata = useMetadata(questions, runs, tables[0]?.setOf, withMetadata && enabled)
  const keys = useMemo(() => [...valueKeys, ...metadata.keys], [valueKeys, metadata.keys])
  const failed = answers.find(({ error }) => error)?.error ?? catalog.error ?? undefined
  return {
    runs,
    keys,
    total: tables[0]?.total ?? 0,
    pending:
      (catalog.isPending ? 1 : 0) +
      answers.filter(({ isPending }) => isPending).length +
      metadata.pending,
    error: failed,
    retry: () => {
      void catalog.refetch()
      for (const answer of answers) if (answer.error) void answer.refetch()
    },
  }
}

const NO_GROUPS: readonly ColumnId[] = []
const NO_RUNS: readonly ValueRun[] = []

function useMetadata(
  questions: readonly ValueQuestion[],
  runs: readonly ValueRun[],
  setOf: ReadonlyMap<number, number> | undefined,
  enabled: boolean,
): { keys: readonly ComparedKey[]; pending: number } {
  const asked = enabled ? runs.slice(0, MOST_METADATA) : []
  const details = useQueries({
    queries: asked.map(({ id, name }) => {
      const { entity, project } = questions[setOf?.get(id) ?? 0]!
      return {
        queryKey: queryKeys.run(entity, project, name),
        queryFn: ({ signal }: { signal: AbortSignal }) => api.run(entity, project, name, signal),
        staleTime: 60_000,
        retry: false,
      }
    }),
  })
  const stamp = details.map(({ dataUpdatedAt }) => dataUpdatedAt).join()
  const keys = useMemo(
    () =>
      comparedMetadata(
        details.map(({ data }) => data?.metadata),
        runs,
      ),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [stamp, runs],
  )
  return { keys, pending: details.filter(({ isPending }) => isPending).length }
}
