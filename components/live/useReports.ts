'use client'

import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { reportsApi } from '@/lib/api/reportsClient'
import type { ReportsChanged } from '@/lib/live/events'
import { useLive } from './LiveProvider'
import { queryKeys } from './queryKeys'

/** Reports of the project, last changed first. */
export function useReportList(entity: string, project: string) {
  return useQuery({
    queryKey: queryKeys.reports(entity, project),
    queryFn: ({ signal }) => reportsApi.list(entity, project, signal),
  })
}

export function useReportBin(entity: string, project: string) {
  return useQuery({
    queryKey: queryKeys.reportBin(entity, project),
    queryFn: ({ signal }) => reportsApi.bin(entity, project, signal),
  })
}

/**
 * What a report is called now: as the page that has it open says, or else as the list. The report
 * itself is asked for once; what it shows comes with its document.
 */
export function useReportTitle(slug: string): string | undefined {
  const item = useQuery({
    queryKey: queryKeys.report(slug),
    queryFn: ({ signal }) => reportsApi.report(slug, signal),
  })
  const open = useQuery<string>({
    queryKey: queryKeys.reportTitle(slug),
    queryFn: skipToken,
    staleTime: Infinity,
  })
  return open.data ?? item.data?.title
}

/** Says what the report is called, for those beside its page. */
export function useTellReportTitle(slug: string, title: string): void {
  const client = useQueryClient()
  useEffect(() => {
    client.setQueryData(queryKeys.reportTitle(slug), title)
  }, [client, slug, title])
}

/** Keeps lists and bin current while mounted, on a page that has joined the project's room. */
export function useReportEvents(entity: string, project: string, projectId: number | undefined) {
  const live = useLive()
  const client = useQueryClient()
  useEffect(() => {
    if (!live || projectId === undefined) return
    const refetch = () => {
      void client.invalidateQueries({ queryKey: queryKeys.reports(entity, project) })
      void client.invalidateQueries({ queryKey: queryKeys.reportBin(entity, project) })
    }
    const onChanged = (event: ReportsChanged) => {
      if (event.projectId === projectId) refetch()
    }
    const { socket } = live
    socket.on('reports.changed', onChanged)
    // What happened before this page was in the room was told to nobody here: also what came after
    // the list was read, and before the line stood.
    const leave = live.whileConnected(() => socket.emit('project.join', projectId, refetch))
    return () => {
      leave()
      socket.off('reports.changed', onChanged)
    }
  }, [live, client, entity, project, projectId])
}
