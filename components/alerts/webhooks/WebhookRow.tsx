'use client'

import { ChevronDown, ChevronRight, Ellipsis, Pencil, Send, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { Badge } from '@/components/ui/Badge'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { Menu } from '@/components/ui/Menu'
import { Switch } from '@/components/ui/Switch'
import type { WebhookItem } from '@/lib/api/alerts'
import { SEVERITY_LABELS } from '@/lib/alerts/describe'
import { DeliveryList } from './DeliveryList'
import { DeliveryStatus } from './DeliveryStatus'
import type { useWebhookActions } from './useWebhookActions'
import { FORMAT_LABELS } from './WebhookDialog'

export interface WebhookRowProps {
  webhook: WebhookItem
  actions: ReturnType<typeof useWebhookActions>
  onEdit: () => void
  onDelete: () => void
}

export function WebhookRow({ webhook, actions, onEdit, onDelete }: WebhookRowProps) {
  const { name, url, format, minSeverity, enabled, lastStatus } = webhook
  const [open, setOpen] = useState(false)
  const [testing, setTesting] = useState(false)
  const id = useId()
  const test = () => {
    setTesting(true)
    setOpen(true)
    void actions.test(webhook).finally(() => setTesting(false))
  }
  return (
    <li className="border-t border-line py-2 first:border-t-0">
      <div className="flex items-start gap-3">
        <div className="min-w-0 grow">
          <p className="flex flex-wrap items-center gap-1.5">
            <span className="font-medium wrap-anywhere">{name}</span>
            <Badge>{FORMAT_LABELS[format]}</Badge>
            {lastStatus && <DeliveryStatus status={lastStatus} />}
          </p>
          <p className="truncate font-mono text-12 text-ink-2" title={url}>
            {url}
          </p>
          <p className="text-12 text-ink-3">
            {minSeverity === 'INFO' ? 'Every alert' : `From ${SEVERITY_LABELS[minSeverity]} up`}, by{' '}
            {webhook.createdBy}
          </p>
        </div>
        <Switch
          label={<span className="sr-only">{`Send to ${name}`}</span>}
          checked={enabled}
          onCheckedChange={(next) => void actions.setEnabled(webhook, next)}
        />
        <Menu
          label={`Webhook ${name}`}
          trigger={<IconButton label={`Actions of ${name}`} icon={Ellipsis} />}
          items={[
            { label: 'Edit', icon: Pencil, onSelect: onEdit },
            'separator',
            { label: 'Delete webhook', icon: Trash2, danger: true, onSelect: onDelete },
          ]}
        />
      </div>
      <div className="mt-1 flex gap-1">
        <Button
          variant="quiet"
          icon={open ? ChevronDown : ChevronRight}
          aria-expanded={open}
          aria-controls={id}
          className="-ml-2.5"
          onClick={() => setOpen(!open)}
        >
          Deliveries
        </Button>
        <Button variant="quiet" icon={Send} busy={testing} onClick={test}>
          Send a test
        </Button>
      </div>
      <div id={id} hidden={!open} className="mt-1 rounded-md bg-sunken px-3 py-2">
        {open && <DeliveryList webhook={webhook} />}
      </div>
    </li>
  )
}
