'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { TextField } from '@/components/ui/TextField'
import { alertsApi, type WebhookFormat, type WebhookItem } from '@/lib/api/alerts'
import type { Severity } from '@/lib/alerts/rule'
import { fieldErrors } from '../fieldErrors'
import { SEVERITY_OPTIONS } from '../SeverityMark'
import { SecretOnce } from './SecretOnce'

export interface WebhookDialogProps {
  entity: string
  project: string
  /** Null for a new one. */
  webhook: WebhookItem | null
  onClose: () => void
}

export const FORMAT_LABELS: Record<WebhookFormat, string> = { JSON: 'JSON', SLACK: 'Slack' }
const FORMAT_OPTIONS = (['JSON', 'SLACK'] as const).map((value) => ({
  value,
  label: FORMAT_LABELS[value],
}))
const FIELDS = ['name', 'url']

/** Where alerts are sent; a new one then shows its secret, the only time it is seen. */
export function WebhookDialog({ entity, project, webhook, onClose }: WebhookDialogProps) {
  const [name, setName] = useState(webhook?.name ?? '')
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [format, setFormat] = useState<WebhookFormat>(webhook?.format ?? 'JSON')
  const [minSeverity, setMinSeverity] = useState<Severity>(webhook?.minSeverity ?? 'INFO')
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: async (): Promise<string | null> => {
      const wanted = { name, url: url.trim(), format, minSeverity }
      if (!webhook) return (await alertsApi.createWebhook(entity, project, wanted)).secret
      await alertsApi.changeWebhook(webhook.id, wanted)
      return null
    },
    onSuccess: async (secret) => {
      await client.invalidateQueries({ queryKey: queryKeys.webhooks(entity, project) })
      if (secret === null) onClose()
    },
  })
  const errors = fieldErrors(save.error, FIELDS)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const onOpenChange = (open: boolean) => {
    if (!open) onClose()
  }
  if (typeof save.data === 'string') {
    return (
      <Dialog
        open
        onOpenChange={onOpenChange}
        title="The webhook’s secret"
        footer={
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        }
      >
        <SecretOnce secret={save.data} />
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={webhook ? 'Edit webhook' : 'New webhook'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="webhook" busy={save.isPending}>
            {webhook ? 'Save webhook' : 'Create webhook'}
          </Button>
        </>
      }
    >
      <form id="webhook" noValidate onSubmit={submit} className="space-y-3">
        <TextField
          label="Name"
          placeholder="On-call channel"
          maxLength={100}
          autoComplete="off"
          value={name}
          error={errors.of('name')}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Address"
          type="url"
          placeholder="https://hooks.example.org/x"
          hint="Seen by those who may log to this project, and by nobody else."
          autoComplete="off"
          spellCheck={false}
          value={url}
          error={errors.of('url')}
          onChange={(event) => setUrl(event.target.value)}
        />
        <div>
          <p className="mb-1 text-13 font-medium">Format</p>
          <SegmentedControl
            label="Format"
            className="flex"
            value={format}
            onValueChange={setFormat}
            options={FORMAT_OPTIONS}
          />
        </div>
        <div>
          <p className="mb-1 text-13 font-medium">Send alerts from</p>
          <SegmentedControl
            label="Send alerts from"
            className="flex"
            value={minSeverity}
            onValueChange={setMinSeverity}
            options={SEVERITY_OPTIONS}
          />
        </div>
        {errors.rest && (
          <p role="alert" className="text-danger">
            {errors.rest}
          </p>
        )}
      </form>
    </Dialog>
  )
}
