'use client'

import { SmilePlus } from 'lucide-react'
import { IconButton } from '@/components/ui/IconButton'
import { Menu } from '@/components/ui/Menu'
import { cx } from '@/components/ui/cx'
import { type Comment, type Reaction, REACTION_NAMES, REACTIONS } from '@/lib/api/comments'
import { useComments } from './commentsContext'

const WORDS: Record<Reaction, string> = {
  thumbsUp: 'Thumbs up',
  heart: 'Heart',
  tada: 'Hooray',
  eyes: 'Looking',
  thinking: 'Thinking',
  thumbsDown: 'Thumbs down',
}

/** Who answered with a click, as buttons that add or take away one's own. */
export function Reactions({ comment }: { comment: Comment }) {
  const { me, canComment, actions } = useComments()
  const isOwn = (people: Comment['reactions'][number]['people']) =>
    people.some(({ username }) => username === me)
  return comment.reactions.map(({ reaction, people }) => {
    const own = isOwn(people)
    const names = people.map(({ name, username }) => name || username).join(', ')
    return (
      <button
        key={reaction}
        type="button"
        disabled={!canComment}
        aria-pressed={own}
        aria-label={`${WORDS[reaction]}, ${people.length}: ${names}`}
        title={names}
        onClick={() => void actions.react(comment, reaction, !own)}
        className={cx(
          'flex h-6 items-center gap-1 rounded-full border px-2 text-12 tabular-nums enabled:hover:border-accent',
          own ? 'border-accent bg-selected' : 'border-line',
        )}
      >
        <span aria-hidden>{REACTIONS[reaction]}</span>
        {people.length}
      </button>
    )
  })
}

export function AddReaction({ comment }: { comment: Comment }) {
  const { me, actions } = useComments()
  return (
    <Menu
      trigger={<IconButton label="Add reaction" icon={SmilePlus} />}
      items={REACTION_NAMES.map((reaction) => {
        const given = comment.reactions.find((one) => one.reaction === reaction)
        const own = given?.people.some(({ username }) => username === me) ?? false
        return {
          label: `${REACTIONS[reaction]} ${WORDS[reaction]}`,
          checked: own,
          onSelect: () => void actions.react(comment, reaction, !own),
        }
      })}
    />
  )
}
