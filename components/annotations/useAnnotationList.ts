'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useLive } from '@/components/live/LiveProvider'
import { queryKeys } from '@/components/live/queryKeys'
import { withAnnotation } from '@/lib/annotations/select'
import { type Annotation, annotationsApi, type Annotations } from '@/lib/api/annotations'
import type {
  AnnotationChanged,
  AnnotationDeleted,
  RunChanged,
  RunDeleted,
} from '@/lib/live/events'

/** Which annotations a page is about: those of a project, or of one run of it. */
export interface AnnotationScope {
  entity: string
  project: string
  projectId: number | undefined
  /** The SDK's run id. */
  run?: string | undefined
}

export interface AnnotationList {
  query: {
    data: Annotations | undefined
    error: unknown
    isPending: boolean
    isSuccess: boolean
    refetch: () => Promise<unknown>
  }
  /** Takes in what the server answered to a change, or what is gone. */
  put: (annotation: Annotation) => void
  drop: (id: number) => void
}

/** The annotations of a page, kept current by events. Whoever uses it is in the project's room. */
export function useAnnotationList(scope: AnnotationScope): AnnotationList {
  const { entity, project, projectId, run } = scope
  const live = useLive()
  const client = useQueryClient()
  // Read here, since whoever renders only later would not have been told of changes.
  const { data, error, isPending, isSuccess, refetch: ask } = useAnnotationQuery(scope)
  const key = useMemo(() => queryKeys.annotations(entity, project, run), [entity, project, run])
  const { put, drop, patch, refetch } = useMemo(() => {
    /** An answer that is on its way may be older than what was just heard. */
    const refetch = () =>
      void client
        .cancelQueries({ queryKey: key, exact: true })
        .then(() => client.invalidateQueries({ queryKey: key, exact: true }))
    const patch = (change: (list: readonly Annotation[]) => Annotation[]) => {
      client.setQueryData<Annotations>(key, (known) => {
        return known && { ...known, annotations: change(known.annotations) }
      })
      if (client.isFetching({ queryKey: key, exact: true }) > 0) refetch()
    }
    const put = (annotation: Annotation) => patch((list) => withAnnotation(list, annotation))
    const drop = (id: number) => patch((list) => list.filter((one) => one.id !== id))
    return { put, drop, patch, refetch }
  }, [client, key])
  useEffect(() => {
    if (!live || projectId === undefined) return
    const known = () => client.getQueryData<Annotations>(key)?.annotations ?? []
    /** Runs that went into the bin took theirs along; they may come back. */
    const gone = new Set<number>()
    const onChanged = (event: AnnotationChanged) => {
      if (event.projectId !== projectId) return
      if (run === undefined || event.annotation.run.name === run) put(event.annotation)
    }
    const onDeleted = (event: AnnotationDeleted) => {
      if (event.projectId === projectId) drop(event.id)
    }
    const onRunDeleted = (event: RunDeleted) => {
      if (event.projectId !== projectId) return
      gone.add(event.runId)
      if (known().some((one) => one.run.id === event.runId)) {
        patch((list) => list.filter((one) => one.run.id !== event.runId))
      }
    }
    const onRun = (event: RunChanged) => {
      if (event.projectId !== projectId) return
      const { id, displayName } = event.run
      if (gone.delete(id)) refetch()
      const renamed = (one: Annotation) => one.run.id === id && one.run.displayName !== displayName
      if (!known().some(renamed)) return
      patch((list) =>
        list.map((one) => (renamed(one) ? { ...one, run: { ...one.run, displayName } } : one)),
      )
    }
    const { socket } = live
    socket.on('annotation.changed', onChanged)
    socket.on('annotation.deleted', onDeleted)
    socket.on('run.deleted', onRunDeleted)
    socket.on('run.changed', onRun)
    // What happened between the fetch and the joining was not heard.
    const leave = live.whileConnected(() => socket.emit('project.join', projectId, refetch))
    return () => {
      leave()
      socket.off('annotation.changed', onChanged)
      socket.off('annotation.deleted', onDeleted)
      socket.off('run.deleted', onRunDeleted)
      socket.off('run.changed', onRun)
    }
  }, [live, client, key, projectId, run, put, drop, patch, refetch])
  const query = useMemo(
    () => ({ data, error, isPending, isSuccess, refetch: ask }),
    [data, error, isPending, isSuccess, ask],
  )
  return { query, put, drop }
}

function useAnnotationQuery({ entity, project, run }: AnnotationScope) {
  return useQuery({
    queryKey: queryKeys.annotations(entity, project, run),
    queryFn: ({ signal }) =>
      run === undefined
        ? annotationsApi.ofProject(entity, project, signal)
        : annotationsApi.ofRun(entity, project, run, signal),
    staleTime: Infinity,
  })
}
