'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/lib/api/client'
import type { Home } from '@/lib/api/projects'
import type { HomeRun } from '@/lib/live/events'
import { useLive } from './LiveProvider'
import { queryKeys } from './queryKeys'

/** The projects and newest runs of whoever is signed in. */
export function useHome() {
  return useQuery({
    queryKey: queryKeys.home,
    queryFn: ({ signal }) => api.home(signal),
    staleTime: Infinity,
  })
}

/** Keeps the query above current while mounted; `onNew` hears of runs it did not have. */
export function useHomeEvents(onNew?: (event: HomeRun) => void): void {
  const live = useLive()
  const client = useQueryClient()
  useEffect(() => {
    if (!live) return
    const refetch = () => void client.invalidateQueries({ queryKey: queryKeys.home })
    const onRun = (event: HomeRun) => {
      const home = client.getQueryData<Home>(queryKeys.home)
      if (!home) return
      const at = home.recentRuns.findIndex(({ run }) => run.id === event.run.id)
      const before = home.recentRuns[at]
      if (before) {
        client.setQueryData<Home>(queryKeys.home, {
          ...home,
          recentRuns: home.recentRuns.with(at, event),
        })
      }
      // Counts and dates of projects follow from it.
      if (before?.run.state !== event.run.state) refetch()
      if (!before) onNew?.(event)
    }
    const { socket } = live
    socket.on('home.run', onRun)
    socket.on('run.deleted', refetch)
    const leave = live.whileConnected(() => socket.emit('home.join', refetch))
    return () => {
      leave()
      socket.emit('home.leave')
      socket.off('home.run', onRun)
      socket.off('run.deleted', refetch)
    }
  }, [live, client, onNew])
}
