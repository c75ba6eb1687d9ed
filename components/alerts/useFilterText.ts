'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { runQueries } from '@/lib/api/runQueryClient'
import type { Filter } from '@/lib/filters/ast'
import { printFilter } from '@/lib/filters/language/print'
import { tableColumns } from '@/lib/runs/tableColumns'

/** Filters as people type them over the project's runs; null for one that lets every run through. */
export function useFilterText(
  entity: string,
  project: string,
): (filter: Filter | null) => string | null {
  const catalog = useQuery({
    queryKey: queryKeys.runColumns(entity, project),
    queryFn: ({ signal }) => runQueries(entity, project).columns(signal),
    staleTime: Infinity,
  })
  const ids = useMemo(
    () => tableColumns(catalog.data ?? [], [], false).map(({ id }) => id),
    [catalog.data],
  )
  return useCallback((filter) => (filter === null ? null : printFilter(filter, ids) || null), [ids])
}
