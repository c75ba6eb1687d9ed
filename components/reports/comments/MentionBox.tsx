'use client'

import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { cx } from '@/components/ui/cx'
import { TextArea } from '@/components/ui/TextField'
import { commentsApi, type CommentPerson, MAX_COMMENT_TEXT } from '@/lib/api/comments'
import { typedMention } from '@/lib/comments/mentions'
import { useComments } from './commentsContext'

const MOST_SHOWN = 6

export interface MentionBoxProps {
  label: string
  placeholder: string
  value: string
  error: string | undefined
  autoFocus?: boolean
  onChange: (text: string) => void
  onSave: () => void
  onCancel: () => void
}

/** Where a comment is written: @ offers people, Ctrl or ⌘ with Enter sends, Escape leaves. */
export function MentionBox(props: MentionBoxProps) {
  const { label, placeholder, value, error, autoFocus = false, onChange, onSave, onCancel } = props
  const { slug } = useComments()
  const listId = useId()
  const input = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState<{ at: number; query: string } | null>(null)
  const [chosen, setChosen] = useState(0)
  const people = useQuery({
    queryKey: queryKeys.commentPeople(slug),
    queryFn: ({ signal }) => commentsApi.people(slug, signal),
    enabled: typed !== null,
  })
  const offered = typed ? matching(people.data?.people ?? [], typed.query) : []
  const look = () => {
    const element = input.current
    setTyped(element ? typedMention(element.value, element.selectionStart) : null)
    setChosen(0)
  }
  const take = ({ username }: CommentPerson) => {
    const element = input.current
    if (!typed || !element) return
    const end = typed.at + 1 + typed.query.length
    const said = `@${username} `
    onChange(value.slice(0, typed.at) + said + value.slice(end).replace(/^ /, ''))
    setTyped(null)
    const caret = typed.at + said.length
    requestAnimationFrame(() => {
      element.focus()
      element.setSelectionRange(caret, caret)
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      return onSave()
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      return typed ? setTyped(null) : onCancel()
    }
    if (offered.length === 0) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setChosen((chosen + step + offered.length) % offered.length)
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault()
      take(offered[chosen]!)
    }
  }
  const isOpen = offered.length > 0
  return (
    <div className="relative" data-own-escape>
      <TextArea
        ref={input}
        label={label}
        hideLabel
        autoFocus={autoFocus}
        rows={2}
        maxLength={MAX_COMMENT_TEXT}
        placeholder={placeholder}
        value={value}
        error={error}
        inputClassName="field-sizing-content max-h-48 min-h-14"
        role="combobox"
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? `${listId}-${chosen}` : undefined}
        onChange={({ target }) => {
          onChange(target.value)
          look()
        }}
        onSelect={look}
        onBlur={() => setTyped(null)}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        <ul
          id={listId}
          role="listbox"
          aria-label="People"
          className="absolute inset-x-0 top-full z-20 mt-1 rounded-md border border-line bg-raised p-1 shadow-float"
        >
          {offered.map((person, i) => (
            <li
              key={person.username}
              id={`${listId}-${i}`}
              role="option"
              aria-selected={i === chosen}
              onPointerDown={(event) => {
                event.preventDefault()
                take(person)
              }}
              className={cx(
                'flex cursor-pointer gap-2 rounded-sm px-2 py-1',
                i === chosen && 'bg-selected',
              )}
            >
              <span className="truncate">{person.name || person.username}</span>
              <span className="ml-auto shrink-0 text-12 text-ink-3">@{person.username}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function matching(people: readonly CommentPerson[], query: string): CommentPerson[] {
  const wanted = query.toLowerCase()
  const rank = ({ username, name }: CommentPerson) => {
    if (username.toLowerCase().startsWith(wanted)) return 0
    if (
      name
        .toLowerCase()
        .split(/\s+/)
        .some((part) => part.startsWith(wanted))
    )
      return 1
    return username.toLowerCase().includes(wanted) ? 2 : 3
  }
  const found = people.filter((person) => rank(person) < 3)
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, MOST_SHOWN)
}
