'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'
import { alertsApi, type WebhookItem } from '@/lib/api/alerts'

export function useWebhookActions(entity: string, project: string) {
  const client = useQueryClient()
  const toast = useToast()
  return useMemo(() => {
    const refresh = ({ id }: WebhookItem) =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.webhooks(entity, project) }),
        client.invalidateQueries({ queryKey: queryKeys.deliveries(id) }),
      ])
    const act = async (webhook: WebhookItem, failed: string, work: () => Promise<unknown>) => {
      try {
        await work()
      } catch (error) {
        toast({ title: failed, description: errorMessage(error), tone: 'danger' })
      }
      await refresh(webhook)
    }
    return {
      setEnabled: (webhook: WebhookItem, enabled: boolean) =>
        act(webhook, `“${webhook.name}” could not be switched ${enabled ? 'on' : 'off'}`, () =>
          alertsApi.changeWebhook(webhook.id, { enabled }),
        ),
      test: (webhook: WebhookItem) =>
        act(webhook, `The test could not be sent to “${webhook.name}”`, () =>
          alertsApi.testWebhook(webhook.id),
        ),
      /** Throws what went wrong, for the dialog that asks. */
      remove: async (webhook: WebhookItem) => {
        await alertsApi.removeWebhook(webhook.id)
        toast({ title: `Deleted the webhook “${webhook.name}”`, tone: 'success' })
        await client.invalidateQueries({ queryKey: queryKeys.webhooks(entity, project) })
      },
    }
  }, [client, toast, entity, project])
}
