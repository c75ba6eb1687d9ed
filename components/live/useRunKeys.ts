'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/lib/api/client'
import type { ProjectKeys } from '@/lib/api/projects'
import { useLive } from './LiveProvider'
import { queryKeys } from './queryKeys'

/**
 * The keys one run has logged. Asked for again when its summary names one that is not among them:
 * the summary has every key a run logs, and comes live.
 */
export function useRunKeys(runId: number) {
  const live = useLive()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: queryKeys.runKeys(runId),
    queryFn: ({ signal }) => api.runKeys(runId, signal),
    staleTime: Infinity,
  })
  useEffect(() => {
    if (!live) return
    const key = queryKeys.runKeys(runId)
    const refetch = () => void client.invalidateQueries({ queryKey: key })
    // Names in the summary that are no metric keys, or that the server has not counted yet.
    let asked = 0
    const onSummary = (event: { runId: number; summary: Record<string, unknown> }) => {
      if (event.runId !== runId) return
      const known = client.getQueryData<ProjectKeys>(key)
      const names = Object.keys(event.summary).length
      if (known && names > asked) {
        asked = names
        refetch()
      }
    }
    // System metrics are in no summary; their keys are new to the project or known from it.
    const onKeys = refetch
    live.socket.on('summary.replaced', onSummary)
    live.socket.on('keys.added', onKeys)
    const leave = live.whileConnected(refetch)
    return () => {
      leave()
      live.socket.off('summary.replaced', onSummary)
      live.socket.off('keys.added', onKeys)
    }
  }, [live, client, runId])
  return query
}
