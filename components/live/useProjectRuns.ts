'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { BinnedRun } from '@/lib/api/bin'
import { api } from '@/lib/api/client'
import type { ProjectKeys } from '@/lib/api/projects'
import type { RunList, RunRow } from '@/lib/api/runs'
import type { KeysAdded, RunChanged, RunDeleted } from '@/lib/live/events'
import type { LiveConnection } from './connection'
import { useLive } from './LiveProvider'
import { queryKeys } from './queryKeys'

/** The project's runs, newest first, kept current by events; a missed event costs one fetch. */
export function useProjectRuns(entity: string, project: string) {
  return useQuery({
    queryKey: queryKeys.runs(entity, project),
    queryFn: ({ signal }) => api.runs(entity, project, signal),
    staleTime: Infinity,
  })
}

/** Every key any run of the project has logged. */
export function useProjectKeys(entity: string, project: string) {
  return useQuery({
    queryKey: queryKeys.projectKeys(entity, project),
    queryFn: ({ signal }) => api.projectKeys(entity, project, signal),
    staleTime: Infinity,
  })
}

/** Joins the project's room and lets its events into the two queries above. */
export function useProjectEvents(entity: string, project: string, projectId: number | undefined) {
  const live = useLive()
  const client = useQueryClient()
  useEffect(() => {
    if (!live || projectId === undefined) return
    const runsKey = queryKeys.runs(entity, project)
    const keysKey = queryKeys.projectKeys(entity, project)
    const binKey = queryKeys.bin(entity, project)
    const refetchKeys = () => void client.invalidateQueries({ queryKey: keysKey })
    const refetch = () => {
      void client.invalidateQueries({ queryKey: runsKey })
      refetchKeys()
    }
    /** Takes the event's number; false when one before it was missed. */
    const inOrder = (seq: number, change: (list: RunList) => RunList) => {
      const list = client.getQueryData<RunList>(runsKey)
      // A list that is still on its way will contain what the event tells.
      if (!list || seq <= list.seq) return
      if (seq > list.seq + 1) return refetch()
      client.setQueryData<RunList>(runsKey, { ...change(list), seq })
    }
    const onRun = (event: RunChanged) => {
      if (event.projectId !== projectId) return
      const known = client.getQueryData<RunList>(runsKey)
      const bin = client.getQueryData<{ runs: BinnedRun[] }>(binKey)
      if (bin?.runs.some(({ run }) => run.id === event.run.id)) {
        void client.invalidateQueries({ queryKey: binKey })
      }
      // A run that was restored or moved here brings its keys.
      if (known && known.runs.every((run) => run.id !== event.run.id)) refetchKeys()
      inOrder(event.seq, (list) => ({ ...list, runs: withRun(list.runs, event.run) }))
    }
    const onDeleted = (event: RunDeleted) => {
      if (event.projectId !== projectId) return
      inOrder(event.seq, (list) => {
        return { ...list, runs: list.runs.filter((run) => run.id !== event.runId) }
      })
      refetchKeys()
      void client.invalidateQueries({ queryKey: binKey })
    }
    const onKeys = (event: KeysAdded) => {
      if (event.projectId !== projectId) return
      inOrder(event.seq, (list) => list)
      client.setQueryData<ProjectKeys>(keysKey, (known) => {
        if (!known) return known
        const names = [...new Set([...known[event.stream], ...event.names])].sort()
        return { ...known, [event.stream]: names }
      })
      // An answer that is on its way may be older than the event.
      if (client.isFetching({ queryKey: keysKey }) > 0) refetchKeys()
    }
    const { socket } = live
    const attended = roomsOf(live)
    attended.enter(projectId)
    socket.on('run.changed', onRun)
    socket.on('run.deleted', onDeleted)
    socket.on('keys.added', onKeys)
    const leave = live.whileConnected(() => {
      socket.emit('project.join', projectId, (reply) => {
        if (!reply.ok) return
        const list = client.getQueryData<RunList>(runsKey)
        if (list && (list.epoch !== reply.epoch || list.seq !== reply.seq)) refetch()
      })
    })
    return () => {
      leave()
      if (attended.leave(projectId)) socket.emit('project.leave', projectId)
      socket.off('run.changed', onRun)
      socket.off('run.deleted', onDeleted)
      socket.off('keys.added', onKeys)
    }
  }, [live, client, entity, project, projectId])
}

/** Which projects' rooms a page is in, and for how many of its parts. */
class Rooms {
  private readonly users = new Map<number, number>()

  enter(projectId: number): void {
    this.users.set(projectId, (this.users.get(projectId) ?? 0) + 1)
  }

  /** Whether nobody needs it any more. */
  leave(projectId: number): boolean {
    const left = (this.users.get(projectId) ?? 1) - 1
    if (left > 0) this.users.set(projectId, left)
    else this.users.delete(projectId)
    return left === 0
  }
}

const rooms = new WeakMap<LiveConnection, Rooms>()

function roomsOf(live: LiveConnection): Rooms {
  let known = rooms.get(live)
  if (!known) rooms.set(live, (known = new Rooms()))
  return known
}

function withRun(runs: RunRow[], run: RunRow): RunRow[] {
  const at = runs.findIndex((other) => other.id === run.id)
  return at < 0 ? [run, ...runs] : runs.with(at, run)
}
