'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
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

/** What lists say of a report; the same query as the page of it. */
export function useReportItem(slug: string) {
  return useQuery({
    queryKey: queryKeys.report(slug),
    queryFn: ({ signal }) => reportsApi.report(slug, signal),
  })
}

/** Keeps the queries above current while mounted, on a page that has joined the project's room. */
export function useReportEvents(entity: string, project: string, projectId: number | undefined) {
  const live = useLive()
  const client = useQueryClient()
  useEffect(() => {
    if (!live || projectId === undefined) return
    const refetch = () => {
      void client.invalidateQueries({ queryKey: queryKeys.reports(entity, project) })
      void client.invalidateQueries({ queryKey: queryKeys.reportBin(entity, project) })
      void client.invalidateQueries({ queryKey: queryKeys.report() })
    }
    const onChanged = (event: ReportsChanged) => {
      if (event.projectId === projectId) refetch()
    }
    const { socket } = live
    let before = false
    socket.on('reports.changed', onChanged)
    const leave = live.whileConnected(() => {
      // What happened while the line was cut was told to nobody here.
      if (before) refetch()
      before = true
    })
    return () => {
      leave()
      socket.off('reports.changed', onChanged)
    }
  }, [live, client, entity, project, projectId])
}
