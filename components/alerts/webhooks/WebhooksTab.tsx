'use client'

import { Plus, Webhook } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { ConfirmDialog } from '@/components/ui/Dialog'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { MAX_WEBHOOKS, type WebhookItem } from '@/lib/api/alerts'
import { useWebhookActions } from './useWebhookActions'
import { useWebhooks } from './useWebhooks'
import { WebhookDialog } from './WebhookDialog'
import { WebhookRow } from './WebhookRow'

/** Addresses that hear of the project's alerts. */
export function WebhooksTab({ entity, project }: { entity: string; project: string }) {
  const query = useWebhooks(entity, project)
  const actions = useWebhookActions(entity, project)
  const [editing, setEditing] = useState<WebhookItem | 'new'>()
  const [deleting, setDeleting] = useState<WebhookItem>()
  if (query.isPending) return <SkeletonRows rows={4} />
  if (query.data === undefined) {
    return (
      <ErrorState
        title="The webhooks could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  }
  const { webhooks } = query.data
  const add = (
    <Button
      variant="primary"
      icon={Plus}
      disabled={webhooks.length >= MAX_WEBHOOKS}
      onClick={() => setEditing('new')}
    >
      New webhook
    </Button>
  )
  return (
    <section aria-label="Webhooks">
      {webhooks.length === 0 ? (
        <EmptyState icon={Webhook} title="No webhooks yet" action={add}>
          Every alert is posted to an address of yours, as JSON or as Slack takes it, signed, and
          again until it is taken.
        </EmptyState>
      ) : (
        <>
          <div className="mb-1 flex items-start justify-between gap-3">
            <p className="max-w-120 text-ink-2">
              Alerts are posted to these addresses, and again until they are taken.
            </p>
            {add}
          </div>
          <ul aria-label="Webhooks">
            {webhooks.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                actions={actions}
                onEdit={() => setEditing(webhook)}
                onDelete={() => setDeleting(webhook)}
              />
            ))}
          </ul>
        </>
      )}
      {editing !== undefined && (
        <WebhookDialog
          {...{ entity, project }}
          webhook={editing === 'new' ? null : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
      <ConfirmDialog
        open={deleting !== undefined}
        onOpenChange={(open) => !open && setDeleting(undefined)}
        title={`Delete “${deleting?.name ?? ''}”?`}
        description="Nothing more is sent there, and its secret is gone: a new webhook has another one."
        confirmLabel="Delete webhook"
        danger
        onConfirm={async () => {
          if (deleting) await actions.remove(deleting)
        }}
      />
    </section>
  )
}
