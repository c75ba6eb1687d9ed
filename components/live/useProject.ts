'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { queryKeys } from './queryKeys'

/** What a project is called and what one may do there. */
export function useProject(entity: string, project: string) {
  return useQuery({
    queryKey: queryKeys.project(entity, project),
    queryFn: ({ signal }) => api.project(entity, project, signal),
  })
}
