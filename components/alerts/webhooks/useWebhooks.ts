'use client'

import { useQuery } from '@tanstack/react-query'
import { queryKeys } from '@/components/live/queryKeys'
import { alertsApi } from '@/lib/api/alerts'

const SOON_MS = 1_000
const LATER_MS = 15_000
/** So long somebody waits for a message that was just sent. */
const FRESH_MS = 60_000

/** Deliveries tell nobody how they go: what is on its way is asked for again. */
export function useWebhooks(entity: string, project: string) {
  return useQuery({
    queryKey: queryKeys.webhooks(entity, project),
    queryFn: ({ signal }) => alertsApi.webhooks(entity, project, signal),
    refetchInterval: ({ state }) =>
      state.data?.webhooks.some(({ lastStatus }) => lastStatus === 'PENDING') === true &&
      SOON_MS * 2,
  })
}

/** The newest ones, newest first. */
export function useDeliveries(webhookId: number) {
  return useQuery({
    queryKey: queryKeys.deliveries(webhookId),
    queryFn: ({ signal }) => alertsApi.deliveries(webhookId, signal),
    refetchInterval: ({ state }) => {
      const pending = (state.data?.deliveries ?? []).filter(({ status }) => status === 'PENDING')
      if (pending.length === 0) return false
      const newest = Math.max(...pending.map(({ createdAt }) => Date.parse(createdAt)))
      return Date.now() - newest < FRESH_MS ? SOON_MS : LATER_MS
    },
  })
}
