'use client'

import { useEffect, useState } from 'react'
import type { ColumnId } from '@/lib/runs/columns'
import type { ValueTable } from '@/lib/runs/valueTable'
import type { CorrelationKind } from '@/lib/stats/correlation'
import { importanceOf, type ImportanceResult } from '@/lib/stats/importance'
import { runInSlices } from './runInSlices'

export interface ImportanceState {
  /** Of the table before while a newer one is worked on; null when too few runs have the target. */
  result: ImportanceResult | null | undefined
  /** 0 to 1 while at work. */
  progress: number | undefined
}

/** What the parameters have to do with the target, worked out beside everything else. */
export function useImportance(
  table: ValueTable | undefined,
  target: ColumnId | null,
  correlation: CorrelationKind,
): ImportanceState {
  const [state, setState] = useState<{ of: ColumnId | null; result: ImportanceResult | null }>()
  const [progress, setProgress] = useState<number>()
  useEffect(() => {
    const column = target && table?.columns.get(target)
    if (!table || !column) return
    const parameters = [...table.columns.values()].filter(({ id }) => id.startsWith('config:'))
    const steps = importanceOf({ target: column, parameters, correlation })
    const stop = runInSlices(steps, setProgress, (result) => {
      setProgress(undefined)
      setState({ of: target, result })
    })
    return () => {
      stop()
      setProgress(undefined)
    }
  }, [table, target, correlation])
  return { result: state && state.of === target ? state.result : undefined, progress }
}
