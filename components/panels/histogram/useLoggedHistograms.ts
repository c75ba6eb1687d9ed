'use client'

import {
  keepPreviousData,
  useQueries,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useEffect } from 'react'
import { fetchHistograms, type Histograms } from '@/lib/api/histograms'
import { STEP_KEY } from '@/lib/metrics/keys'
import type { PanelRun } from '@/lib/panels/panelRun'
import { useSeriesStore } from '../series/useSeriesStore'

const QUERY_KEY = 'logged-histograms'
const MOST = 120
const REST_MS = 2000

export interface LoggedHistograms {
  /** One a run, in the runs' order; undefined while it is on its way. */
  answers: readonly (Histograms | undefined)[]
  error: unknown
  retry: () => void
}

/** Histograms that the runs have logged of a key; asked again while they log on. */
export function useLoggedHistograms(
  key: string | undefined,
  runs: readonly PanelRun[],
  active: boolean,
): LoggedHistograms {
  const store = useSeriesStore()
  const client = useQueryClient()
  const results = useQueries({
    queries: runs.map((run) => ({
      queryKey: [QUERY_KEY, run.id, key],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchHistograms(run.id, key!, MOST, signal),
      enabled: key !== undefined && active,
      placeholderData: keepPreviousData<Histograms | undefined>,
      staleTime: Infinity,
      retry: false,
    })),
    combine: combined,
  })
  const live = runs.filter((run) => run.state === 'running').map((run) => run.id)
  const liveIds = live.join()
  useEffect(() => {
    if (!store || !active || key === undefined || liveIds === '') return
    const ids = liveIds.split(',').map(Number)
    let timer: ReturnType<typeof setTimeout> | undefined
    // Histograms are no numbers, of which the socket tells; steps are, and come with every row.
    const stop = store.hint('history', ids, [STEP_KEY], () => {
      timer ??= setTimeout(() => {
        timer = undefined
        for (const id of ids) void client.invalidateQueries({ queryKey: [QUERY_KEY, id, key] })
      }, REST_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [store, client, active, key, liveIds])
  return results
}

/** Outside the hook: the answer is a new object only when the results are others. */
function combined(results: UseQueryResult<Histograms>[]): LoggedHistograms {
  return {
    answers: results.map((result) => result.data),
    error: results.find((result) => result.error !== null)?.error ?? undefined,
    retry: () => results.forEach((result) => void result.refetch()),
  }
}
