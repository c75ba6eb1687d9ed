'use client'

import {
  type InfiniteData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLive } from '@/components/live/LiveProvider'
import { queryKeys } from '@/components/live/queryKeys'
import { type AlertItem, type AlertRules, alertsApi } from '@/lib/api/alerts'
import type { AlertFired } from '@/lib/live/events'

interface AlertPage {
  alerts: AlertItem[]
  next: number | null
}
type Pages = InfiniteData<AlertPage, number | null>

/** Alerts of the project, or of one of its runs, newest first. */
export function useAlerts(entity: string, project: string, run: string | null) {
  return useInfiniteQuery({
    queryKey: queryKeys.alerts(entity, project, run),
    queryFn: ({ pageParam, signal }) =>
      alertsApi.page(entity, project, pageParam, run ?? undefined, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  })
}

export function useAlertRules(entity: string, project: string) {
  return useQuery({
    queryKey: queryKeys.alertRules(entity, project),
    queryFn: ({ signal }) => alertsApi.rules(entity, project, signal),
  })
}

/**
 * Keeps the queries above current while mounted, on a page that has joined the room of the project
 * or of the run.
 */
export function useAlertEvents(entity: string, project: string, projectId: number | undefined) {
  const live = useLive()
  const client = useQueryClient()
  useEffect(() => {
    if (!live || projectId === undefined) return
    const alertsKey = queryKeys.alerts(entity, project)
    const rulesKey = queryKeys.alertRules(entity, project)
    const refetch = () => {
      void client.invalidateQueries({ queryKey: alertsKey })
      void client.invalidateQueries({ queryKey: rulesKey })
    }
    const onFired = ({ projectId: of, alert }: AlertFired) => {
      if (of !== projectId) return
      for (const run of [null, alert.run.name]) {
        const queryKey = queryKeys.alerts(entity, project, run)
        client.setQueryData<Pages>(queryKey, (known) => known && withAlert(known, alert))
        // An answer that is on its way may be older than the event.
        if (client.isFetching({ queryKey }) > 0) void client.invalidateQueries({ queryKey })
      }
      client.setQueryData<AlertRules>(rulesKey, (known) => known && withFiring(known, alert))
      // One more message is on its way, to each webhook.
      void client.invalidateQueries({ queryKey: queryKeys.webhooks(entity, project) })
      void client.invalidateQueries({ queryKey: queryKeys.deliveries() })
    }
    const onDeleted = (event: { projectId: number }) => {
      if (event.projectId === projectId) void client.invalidateQueries({ queryKey: alertsKey })
    }
    const { socket } = live
    socket.on('alert.fired', onFired)
    socket.on('run.deleted', onDeleted)
    // What fired while nobody listened.
    const leave = live.whileConnected(refetch)
    return () => {
      leave()
      socket.off('alert.fired', onFired)
      socket.off('run.deleted', onDeleted)
    }
  }, [live, client, entity, project, projectId])
}

function withAlert({ pages, pageParams }: Pages, alert: AlertItem): Pages {
  const [first, ...rest] = pages
  const known = pages.some((page) => page.alerts.some(({ id }) => id === alert.id))
  if (!first || known) return { pages, pageParams }
  return { pages: [{ ...first, alerts: [alert, ...first.alerts] }, ...rest], pageParams }
}

function withFiring(known: AlertRules, { rule, createdAt }: AlertItem): AlertRules {
  const rules = known.rules.map((one) =>
    one.id === rule?.id ? { ...one, lastFiredAt: createdAt } : one,
  )
  return { ...known, rules }
}
