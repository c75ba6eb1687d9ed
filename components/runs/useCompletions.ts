'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ColumnId } from '@/lib/runs/columns'
import type { Runs } from './useRuns'

/** Values that occur in a column, the most frequent first; null: not wanted. */
export function useCompletions(
  { entity, project, queries }: Runs,
  column: ColumnId | null,
  prefix: string,
) {
  return useQuery({
    queryKey: ['run-values', entity, project, column, prefix],
    queryFn: ({ signal }) => queries.complete(column!, prefix.slice(0, 200), signal),
    enabled: column !== null,
    placeholderData: keepPreviousData,
  })
}
