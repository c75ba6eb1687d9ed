'use client'

import { Ellipsis, Pause, Pencil, Play, Radio, Snowflake, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '@/components/ui/Badge'
import { Button } from '@/components/ui/Button'
import { errorMessage } from '@/components/ui/ErrorState'
import { IconButton } from '@/components/ui/IconButton'
import { Menu } from '@/components/ui/Menu'
import { RelativeTime } from '@/components/ui/RelativeTime'
import type { ChangeLink, ShareLinkItem, ShareRole } from '@/lib/api/sharing'
import { countOf } from '@/lib/format/number'
import { formatDate } from '@/lib/format/time'
import { useLinkActions } from './useLinks'

const ROLES: Record<ShareRole, string> = { VIEW: 'View', COMMENT: 'Comment', EDIT: 'Edit' }

/** One link: what it allows, how it is used, and what may be done with it. */
export function LinkRow({
  slug,
  link,
  onEdit,
}: {
  slug: string
  link: ShareLinkItem
  onEdit: () => void
}) {
  const { change, revoke } = useLinkActions(slug)
  const [asking, setAsking] = useState(false)
  const { id, label, role, pausedAt, frozenAt, expiresAt, lastUsedAt, views } = link
  const name = label || 'Link without a name'
  const set = (wanted: ChangeLink) => change.mutate({ id, ...wanted })
  const [now] = useState(() => Date.now())
  const expired = expiresAt !== null && Date.parse(expiresAt) <= now
  const error = change.error ?? revoke.error
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 py-2.5">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="font-medium wrap-anywhere">{name}</span>
          <Badge>{ROLES[role]}</Badge>
          {link.hasPassword && <Badge>Password</Badge>}
          {frozenAt && <Badge>As of {formatDate(Date.parse(frozenAt))}</Badge>}
          {pausedAt && <Badge tone="warning">Paused</Badge>}
          {expired && <Badge tone="danger">Expired</Badge>}
        </p>
        <p className="text-12 text-ink-3">
          {countOf(views, 'view')}
          {lastUsedAt && (
            <>
              , last <RelativeTime time={lastUsedAt} />
            </>
          )}
          {` · by ${link.creator.name}`}
          {expiresAt && !expired && ` · until ${formatDate(Date.parse(expiresAt))}`}
        </p>
        {error && (
          <p role="alert" className="text-12 text-danger">
            {errorMessage(error)}
          </p>
        )}
      </div>
      {asking ? (
        <span className="flex items-center gap-2">
          <span className="text-12">It stops working for good.</span>
          <Button onClick={() => setAsking(false)}>Keep</Button>
          <Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate(id)}>
            Withdraw
          </Button>
        </span>
      ) : (
        <Menu
          label={`Link ${name}`}
          align="end"
          trigger={<IconButton label={`Link ${name}`} icon={Ellipsis} />}
          items={[
            { label: 'Change', icon: Pencil, onSelect: onEdit },
            pausedAt
              ? { label: 'Resume', icon: Play, onSelect: () => set({ paused: false }) }
              : { label: 'Pause', icon: Pause, onSelect: () => set({ paused: true }) },
            frozenAt
              ? { label: 'Show live data', icon: Radio, onSelect: () => set({ frozen: false }) }
              : {
                  label: 'Keep as it is now',
                  icon: Snowflake,
                  onSelect: () => set({ frozen: true }),
                },
            'separator',
            { label: 'Withdraw', icon: Trash2, danger: true, onSelect: () => setAsking(true) },
          ]}
        />
      )}
    </li>
  )
}
