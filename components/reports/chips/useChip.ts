'use client'

import { useMemo } from 'react'
import { useRunValues } from '@/components/panels/runValues/useRunValues'
import { type ChipValue, chipValue, type MetricChip } from '@/lib/reports/metricChip'
import type { ColumnId } from '@/lib/runs/columns'
import { type ResolvedRunSet, useReportRunSet } from '../runSets/resolvedRunSets'

export interface ResolvedChip {
  /** Undefined of one that was deleted, and until it is known. */
  runSet: ResolvedRunSet | undefined
  /** Undefined until it is known. */
  value: ChipValue | undefined
  error: unknown
}

const NO_RUNS: ResolvedRunSet['drawn']['drawn'] = []

/**
 * A number of the report's prose, as the runs have it now.
 * @param chip undefined of one that does not say yet which number
 */
export function useChip(runSetId: string, chip: MetricChip | undefined): ResolvedChip {
  const runSet = useReportRunSet(runSetId)
  const column: ColumnId | undefined = chip?.column
  const source = { runs: runSet?.drawn.drawn ?? NO_RUNS, runSet: runSet?.panelRunSet }
  const columns = useMemo(() => (column ? [column] : []), [column])
  const { table, error } = useRunValues(source, columns, runSet !== undefined)
  const pick = chip?.pick
  const value = useMemo(() => {
    if (!table || !column || !pick) return undefined
    const numbers = table.columns.get(column)?.numbers
    const runs = table.runs.map(({ id, displayName, number }, at) => ({
      ...{ id, displayName, number },
      value: numbers?.[at] ?? NaN,
    }))
    return chipValue({ pick }, runs)
  }, [table, column, pick])
  return { runSet, value, error }
}
