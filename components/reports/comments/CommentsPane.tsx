'use client'

import { MessageSquarePlus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { SkeletonRows } from '@/components/ui/Skeleton'
import type { Thread } from '@/lib/api/comments'
import { useReportEditor } from '../editor/editorContext'
import { CommentBox } from './CommentBox'
import { rangeOf } from './commentMarks'
import { useComments } from './commentsContext'
import { ThreadCard } from './ThreadCard'
import { ThreadPlace } from './ThreadPlace'

type Shown = 'open' | 'resolved' | 'all'

/** What is said in a report, beside its text: in the order of the text, what is on no place of it after. */
export function CommentsPane() {
  const { query, threads, canComment, drafting, draft, active, actions, show, open } = useComments()
  const editor = useReportEditor()
  const [wanted, setWanted] = useState<Shown>('open')
  const list = useRef<HTMLUListElement>(null)
  const isOpen = ({ resolvedAt }: Thread) => resolvedAt === null
  const counts = { open: threads.filter(isOpen).length, all: threads.length }
  const shown = threads.filter(
    (thread) => wanted === 'all' || isOpen(thread) === (wanted === 'open') || thread.id === active,
  )
  const place = ({ anchor, id }: Thread) => {
    const range = anchor.kind === 'text' && editor ? rangeOf(editor.state, anchor) : null
    return [range?.from ?? Infinity, id] as const
  }
  const sorted = [...shown].sort((a, b) => {
    const [[x, i], [y, j]] = [place(a), place(b)]
    return x === y ? i - j : x - y
  })
  useEffect(() => {
    const card = list.current?.querySelector(`[data-thread-card="${active}"]`)
    card?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="flex items-center gap-2">
        <SegmentedControl
          label="Which threads"
          value={wanted}
          onValueChange={setWanted}
          options={[
            { value: 'open', label: `Open ${counts.open}` },
            { value: 'resolved', label: `Resolved ${counts.all - counts.open}` },
            { value: 'all', label: 'All' },
          ]}
        />
      </div>
      {drafting && (
        <section
          aria-label="New thread"
          className="rounded-md border border-accent bg-raised p-2.5"
        >
          <div className="mb-2 text-12 text-ink-2">
            <ThreadPlace anchor={drafting} />
          </div>
          <CommentBox
            name="new"
            label="New comment"
            placeholder="What do you want to say? @ names somebody"
            send="Comment"
            autoFocus
            onSend={async (text) => open((await actions.create(drafting, text)).id)}
            onClose={() => draft(null)}
          />
        </section>
      )}
      {canComment && !drafting && (
        <Button icon={MessageSquarePlus} onClick={() => draft({ kind: 'report' })}>
          Comment on the report
        </Button>
      )}
      {query.isPending && <SkeletonRows rows={4} />}
      {query.isLoadingError && (
        <ErrorState
          title="Comments could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && shown.length === 0 && !drafting && (
        <EmptyState title={wanted === 'resolved' ? 'Nothing resolved yet' : 'No comments'}>
          {canComment
            ? 'Select words, or choose Comment in the menu of a chart, to say something about them.'
            : 'What people say about this report appears here.'}
        </EmptyState>
      )}
      <ul ref={list} aria-label="Threads" className="flex flex-col gap-3">
        {sorted.map((thread) => (
          <li key={thread.id}>
            <ThreadCard
              thread={thread}
              place={<ThreadPlace anchor={thread.anchor} onShow={() => show(thread)} />}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
