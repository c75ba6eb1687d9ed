'use client'

import { useQuery } from '@tanstack/react-query'
import { queryKeys } from '@/components/live/queryKeys'
import { fetchRunColumns } from '@/lib/api/runValuesClient'
import { questionOf, type RunSource } from './useRunValues'

/** Every config and summary key that some run of the project has. */
export function useRunColumns(source: RunSource, enabled = true) {
  const question = questionOf(source)
  return useQuery({
    queryKey: queryKeys.runColumns(question?.entity ?? '', question?.project ?? ''),
    queryFn: ({ signal }) => fetchRunColumns(question!.entity, question!.project, signal),
    enabled: enabled && question !== null,
    staleTime: Infinity,
    retry: false,
  })
}
