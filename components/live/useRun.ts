'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/lib/api/client'
import type { RunDetail } from '@/lib/api/runs'
import type {
  FilesChanged,
  RunChanged,
  RunDeleted,
  RunEdited,
  SummaryReplaced,
} from '@/lib/live/events'
import { useLive } from './LiveProvider'
import { queryKeys } from './queryKeys'

/** Everything about one run but its rows, console and files. */
export function useRun(entity: string, project: string, name: string) {
  return useQuery({
    queryKey: queryKeys.run(entity, project, name),
    queryFn: ({ signal }) => api.run(entity, project, name, signal),
    staleTime: Infinity,
  })
}

export function useRunFiles(runId: number) {
  return useQuery({
    queryKey: queryKeys.files(runId),
    queryFn: ({ signal }) => api.files(runId, signal),
    staleTime: Infinity,
  })
}

/** Joins the run's room and lets its events into the queries above. Mount once a page. */
export function useRunEvents(
  entity: string,
  project: string,
  name: string,
  runId: number | undefined,
) {
  const live = useLive()
  const client = useQueryClient()
  useEffect(() => {
    if (!live || runId === undefined) return
    const key = queryKeys.run(entity, project, name)
    const patch = (change: Partial<RunDetail>) =>
      client.setQueryData<RunDetail>(key, (known) => (known ? { ...known, ...change } : known))
    const refetch = () => void client.invalidateQueries({ queryKey: key })
    const onRun = ({ run }: RunChanged) => {
      if (run.id === runId) patch({ run })
    }
    const onSummary = (event: SummaryReplaced) => {
      if (event.runId === runId) patch({ summary: event.summary })
    }
    const onEdited = (event: RunEdited) => {
      if (event.runId === runId) refetch()
    }
    const onDeleted = (event: RunDeleted) => {
      if (event.runId === runId) refetch()
    }
    const onFiles = (event: FilesChanged) => {
      if (event.runId === runId) {
        void client.invalidateQueries({ queryKey: queryKeys.files(runId) })
      }
    }
    const { socket } = live
    socket.on('run.changed', onRun)
    socket.on('summary.replaced', onSummary)
    socket.on('run.edited', onEdited)
    socket.on('run.deleted', onDeleted)
    socket.on('files.changed', onFiles)
    const leave = live.whileConnected(() => {
      socket.emit('run.join', runId, () => {
        // What happened between the fetch and the joining was not heard.
        refetch()
        void client.invalidateQueries({ queryKey: queryKeys.files(runId) })
      })
    })
    return () => {
      leave()
      socket.emit('run.leave', runId)
      socket.off('run.changed', onRun)
      socket.off('summary.replaced', onSummary)
      socket.off('run.edited', onEdited)
      socket.off('run.deleted', onDeleted)
      socket.off('files.changed', onFiles)
    }
  }, [live, client, entity, project, name, runId])
}
