import { Badge, type BadgeTone } from '@/components/ui/Badge'
import type { Delivery } from '@/lib/api/alerts'

const LOOKS: Record<Delivery['status'], { tone: BadgeTone; label: string }> = {
  PENDING: { tone: 'warning', label: 'On its way' },
  DELIVERED: { tone: 'success', label: 'Delivered' },
  FAILED: { tone: 'danger', label: 'Failed' },
}

export function DeliveryStatus({ status }: { status: Delivery['status'] }) {
  const { tone, label } = LOOKS[status]
  return <Badge tone={tone}>{label}</Badge>
}
