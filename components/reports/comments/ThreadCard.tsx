'use client'

import { Check, Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { cx } from '@/components/ui/cx'
import { IconButton } from '@/components/ui/IconButton'
import { RelativeTime } from '@/components/ui/RelativeTime'
import type { Comment, Thread } from '@/lib/api/comments'
import { CommentBox } from './CommentBox'
import { useComments } from './commentsContext'
import { CommentText } from './CommentText'
import { AddReaction, Reactions } from './Reactions'

/** A thread: what was said about one place, and what may be done about it. */
export function ThreadCard({ thread, place }: { thread: Thread; place: React.ReactNode }) {
  const { active, open, actions, canComment, mayResolve, texts } = useComments()
  const name = `reply ${thread.id}`
  const [replying, setReplying] = useState(() => texts.has(name))
  const isOpen = thread.resolvedAt === null
  return (
    <div
      role="group"
      aria-label={`Thread of ${authorName(thread.comments[0]!)}`}
      data-thread-card={thread.id}
      onClick={() => active !== thread.id && open(thread.id)}
      className={cx(
        'rounded-md border bg-raised p-2.5',
        active === thread.id ? 'border-accent' : 'border-line',
      )}
    >
      <div className="flex items-start gap-2">
        <div className="min-w-0 grow text-12 text-ink-2">{place}</div>
        {mayResolve(thread) && (
          <IconButton
            label={isOpen ? 'Resolve' : 'Reopen'}
            icon={isOpen ? Check : RotateCcw}
            className="-mt-1 -mr-1 shrink-0"
            onClick={() => void actions.resolve(thread, isOpen)}
          />
        )}
      </div>
      <ol className="flex flex-col gap-2.5">
        {thread.comments.map((comment) => (
          <li key={comment.id}>
            <CommentEntry thread={thread} comment={comment} />
          </li>
        ))}
      </ol>
      {!isOpen && (
        <p className="mt-2 text-12 text-ink-3">
          Resolved{thread.resolvedBy === null ? '' : ` by ${thread.resolvedBy}`}{' '}
          <RelativeTime time={thread.resolvedAt!} />
        </p>
      )}
      {canComment &&
        (replying ? (
          <div className="mt-2.5">
            <CommentBox
              {...{ name }}
              label="Reply"
              placeholder="Reply, @ names somebody"
              send="Reply"
              autoFocus
              onSend={(text) => actions.reply(thread, text)}
              onClose={() => setReplying(false)}
            />
          </div>
        ) : (
          <Button variant="quiet" className="mt-1.5 -ml-2" onClick={() => setReplying(true)}>
            Reply
          </Button>
        ))}
    </div>
  )
}

function CommentEntry({ thread, comment }: { thread: Thread; comment: Comment }) {
  const { actions, canComment, mayRewrite, mayDelete, texts } = useComments()
  const name = `comment ${comment.id}`
  const [editing, setEditing] = useState(() => texts.has(name))
  const { createdAt, editedAt, deleted } = comment
  return (
    <>
      <div className="flex min-h-7 items-center gap-1.5">
        <span className="truncate font-medium">{authorName(comment)}</span>
        <RelativeTime time={createdAt} className="shrink-0 text-12 text-ink-3" />
        {editedAt !== null && !deleted && <span className="text-12 text-ink-3">edited</span>}
        {!deleted && canComment && (
          <span className="ml-auto flex shrink-0">
            <AddReaction comment={comment} />
            {mayRewrite(comment) && !editing && (
              <IconButton label="Edit comment" icon={Pencil} onClick={() => setEditing(true)} />
            )}
            {mayDelete(comment) && (
              <IconButton
                label="Delete comment"
                icon={Trash2}
                onClick={() => void actions.remove(thread, comment)}
              />
            )}
          </span>
        )}
      </div>
      {editing && !deleted ? (
        <CommentBox
          {...{ name }}
          label="Comment"
          placeholder="What do you want to say?"
          send="Save"
          initial={comment.text}
          autoFocus
          onSend={(text) => actions.rewrite(comment, text)}
          onClose={() => setEditing(false)}
        />
      ) : (
        <CommentText comment={comment} />
      )}
      {comment.reactions.length > 0 && (
        <div className="mt-1.5 flex flex-wrap gap-1">
          <Reactions comment={comment} />
        </div>
      )}
    </>
  )
}

export function authorName({ author }: Comment): string {
  return author ? author.name || author.username : 'Somebody who left'
}
