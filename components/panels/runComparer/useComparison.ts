'use client'

import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { api } from '@/lib/api/client'
import { MAX_COLUMNS } from '@/lib/api/runQuery'
import { fetchRunValues } from '@/lib/api/runValuesClient'
import type { ColumnId } from '@/lib/runs/columns'
import { parseColumnId } from '@/lib/runs/columns'
import type { ComparedKey, ComparisonSection } from '@/lib/runs/comparison'
import { treeRows, valueText } from '@/lib/runs/tree'
import { categoryText, type ValueRun } from '@/lib/runs/valueTable'
import { useRunColumns } from '../runValues/useRunColumns'
import {
  questionsOf,
  type RunSource,
  tablesOf,
  type ValueQuestion,
} from '../runValues/useRunValues'
import { useValueEvents, valuesKey } from '../runValues/useValueEvents'

/** Columns of a table nobody would scroll further. */
export const MOST_RUNS = 500
/** Metadata come one request a run. */
export const MOST_METADATA = 100

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

const PART = MAX_COLUMNS - 8

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
    const ids = (catalog.data ?? [])
      .map(({ id }) => id)
      .filter((id) => {
        const { section, path } = parseColumnId(id)
        return wanted.includes(section) && section !== 'run' && !path.startsWith('_wandb')
      })
    // Even without any key there are runs to name.
    const pieces: ColumnId[][] = ids.length === 0 ? [['run:number']] : []
    for (let at = 0; at < ids.length; at += PART) pieces.push(ids.slice(at, at + PART))
    return catalog.data ? pieces : []
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
      tables.flatMap(({ known: table }) => {
        const rowOf = new Map(table.runs.map((run, row) => [run.id, row]))
        const rows = runs.map(({ id }) => rowOf.get(id))
        return [...table.columns.values()].flatMap(({ id, values }): ComparedKey[] => {
          const { section, path } = parseColumnId(id)
          if (section === 'run' || !wanted.includes(section)) return []
          const cells = rows.map((row) => {
            const value = row === undefined ? undefined : values[row]
            return value === undefined ? undefined : categoryText(value)
          })
          // What only hidden runs have is nothing here.
          return cells.some((cell) => cell !== undefined) ? [{ section, path, cells }] : []
        })
      }),
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
const NO_KEYS: readonly ComparedKey[] = []

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
  const keys = useMemo(() => {
    const byPath = new Map<string, (string | undefined)[]>()
    details.forEach(({ data }, at) => {
      for (const { path, value, descendants } of treeRows(data?.metadata ?? {})) {
        if (descendants > 0) continue
        let cells = byPath.get(path)
        if (!cells) byPath.set(path, (cells = runs.map(() => undefined)))
        cells[at] = valueText(value)
      }
    })
    if (byPath.size === 0) return NO_KEYS
    return [...byPath].map(([path, cells]): ComparedKey => ({ section: 'metadata', path, cells }))
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [stamp, runs])
  return { keys, pending: details.filter(({ isPending }) => isPending).length }
}
