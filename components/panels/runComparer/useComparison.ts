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
import { type ValueRun, valueTable } from '@/lib/runs/valueTable'
import { isHidden } from '@/lib/panels/runLook'
import { useRunColumns } from '../runValues/useRunColumns'
import { questionOf, type RunSource } from '../runValues/useRunValues'
import { useValueEvents, VALUES_KEY } from '../runValues/useValueEvents'

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
  const question = questionOf(source)
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
        queryKey: [
          ...[VALUES_KEY, question?.entity, question?.project, question?.query],
          ...[columns, MOST_RUNS],
        ],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          fetchRunValues(
            question!.entity,
            question!.project,
            { ...question!.query, columns, limit: MOST_RUNS },
            signal,
          ),
        enabled: enabled && question !== null,
        staleTime: Infinity,
        retry: false,
      }
    }),
  })
  useValueEvents(question, live)
  const stamp = answers.map(({ dataUpdatedAt }) => dataUpdatedAt).join()
  const tables = useMemo(
    () =>
      answers.flatMap(({ data }, i) => {
        const part = parts[i]
        return data && part ? [valueTable([...new Set([...part, ...groupBy])], data)] : []
      }),
    // The answers are other objects at every render; when they came says whether they are new.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [stamp, parts, groupBy],
  )
  const runs = useMemo(() => {
    const first = tables[0]
    if (!first) return []
    return first.runs.filter((run, at) => !runSet || !isHidden(runSet, first, run, at))
  }, [tables, runSet])
  const valueKeys = useMemo(
    () => comparedValues(tables, runs, wanted.split(',')),
    [tables, runs, wanted],
  )
  const metadata = useMetadata(question, runs, withMetadata && enabled)
  const keys = useMemo(() => [...valueKeys, ...metadata.keys], [valueKeys, metadata.keys])
  const failed = answers.find(({ error }) => error)?.error ?? catalog.error ?? undefined
  return {
    runs,
    keys,
    total: answers[0]?.data?.total ?? 0,
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

function useMetadata(
  question: { entity: string; project: string } | null,
  runs: readonly ValueRun[],
  enabled: boolean,
): { keys: readonly ComparedKey[]; pending: number } {
  const { entity = '', project = '' } = question ?? {}
  const asked = enabled ? runs.slice(0, MOST_METADATA) : []
  const details = useQueries({
    queries: asked.map(({ name }) => ({
      queryKey: queryKeys.run(entity, project, name),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.run(entity, project, name, signal),
      staleTime: 60_000,
      retry: false,
    })),
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
