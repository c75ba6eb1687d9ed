'use client'

import { ErrorState } from '@/components/ui/ErrorState'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { SkeletonRows } from '@/components/ui/Skeleton'
import type { Delivery, WebhookItem } from '@/lib/api/alerts'
import { countOf } from '@/lib/format/number'
import { formatTimeOfDay } from '@/lib/format/time'
import { DeliveryStatus } from './DeliveryStatus'
import { useDeliveries } from './useWebhooks'

/** What was sent to a webhook, newest first, and how it went. */
export function DeliveryList({ webhook }: { webhook: WebhookItem }) {
  const query = useDeliveries(webhook.id)
  if (query.isPending) return <SkeletonRows rows={2} />
  if (query.data === undefined) {
    return (
      <ErrorState
        title="The deliveries could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
        className="py-4!"
      />
    )
  }
  const { deliveries } = query.data
  if (deliveries.length === 0) {
    return <p className="text-ink-2">Nothing has been sent yet. A test shows whether it arrives.</p>
  }
  return (
    <ul aria-label={`Deliveries to ${webhook.name}`}>
      {deliveries.map((delivery) => (
        <DeliveryRow key={delivery.id} delivery={delivery} />
      ))}
    </ul>
  )
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const { status, alertTitle, attempts, responseStatus, error, createdAt, dueAt } = delivery
  const facts = [
    ...(attempts > 0 ? [countOf(attempts, 'attempt')] : []),
    ...(error !== null ? [error] : responseStatus !== null ? [`answered ${responseStatus}`] : []),
    ...(dueAt !== null && error !== null
      ? [`tried again at ${formatTimeOfDay(Date.parse(dueAt))}`]
      : []),
  ]
  return (
    <li className="flex flex-wrap items-baseline gap-x-2 border-t border-line py-1.5 first:border-t-0">
      <DeliveryStatus status={status} />
      <span className="min-w-0 wrap-anywhere">{alertTitle ?? 'Test'}</span>
      <span className="min-w-0 grow text-12 wrap-anywhere text-ink-3">{facts.join(' · ')}</span>
      <RelativeTime time={createdAt} className="text-12 whitespace-nowrap text-ink-3" />
    </li>
  )
}
