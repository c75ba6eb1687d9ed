'use client'

import { X } from 'lucide-react'
import type { OverlayCardProps, OverlayFormProps } from '@/components/panels/overlays'
import { IconButton } from '@/components/ui/IconButton'
import type { Anchor } from '@/lib/comments/anchor'
import { CommentBox } from './CommentBox'
import { useComments } from './commentsContext'
import { ThreadCard } from './ThreadCard'
import { ThreadPlace } from './ThreadPlace'

/** What a mark on a chart opens: its thread, or several that are at one place. */
export function ChartThreads({ ids, onClose }: OverlayCardProps) {
  const { threads } = useComments()
  const shown = threads.filter(({ id }) => ids.includes(String(id)))
  return (
    <div className="flex max-h-96 flex-col gap-2 overflow-y-auto">
      <IconButton label="Close" icon={X} className="-mb-1 self-end" onClick={() => onClose()} />
      {shown.length === 0 && <p className="text-ink-2">This thread was deleted.</p>}
      {shown.map((thread) => (
        <ThreadCard
          key={thread.id}
          thread={thread}
          place={<ThreadPlace anchor={thread.anchor} />}
        />
      ))}
    </div>
  )
}

/** Asks what to say about a place of a chart; with nothing pointed at, about the panel. */
export function ChartCommentForm({ query, place, onClose }: OverlayFormProps) {
  const { actions, open } = useComments()
  const anchor = anchorOf(query, place)
  return (
    <div className="flex flex-col gap-2">
      <div className="text-12 text-ink-2">
        <ThreadPlace anchor={anchor} />
      </div>
      <CommentBox
        name={`new ${query.panelId}`}
        label="New comment"
        placeholder="What is to be seen here? @ names somebody"
        send="Comment"
        autoFocus
        onSend={async (text) => open((await actions.create(anchor, text)).id)}
        onClose={onClose}
      />
    </div>
  )
}

function anchorOf(
  { panelId, stream, keys, x }: OverlayFormProps['query'],
  { series, from, to }: OverlayFormProps['place'],
): Anchor {
  if (from === undefined) return { kind: 'panel', panelId }
  const data = { panelId, run: series?.run, stream, key: series?.key ?? keys[0]!, axis: x }
  return to === undefined || to === from
    ? { kind: 'point', ...data, x: from }
    : { kind: 'range', ...data, from, to }
}
