'use client'

import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Badge } from './Badge'

export interface TagEditorProps {
  tags: readonly string[]
  onChange: (tags: string[]) => void
  /** Offered while typing. */
  suggestions?: readonly string[]
  readOnly?: boolean
}

const LONGEST = 64

/** Enter or a comma adds a tag, Backspace in the empty field removes the last. */
export function TagEditor({ tags, onChange, suggestions = [], readOnly }: TagEditorProps) {
  const [draft, setDraft] = useState<string>()
  const addButton = useRef<HTMLButtonElement>(null)
  const listId = useId()
  const add = (text: string) => {
    const tag = text.trim()
    if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag])
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault()
      add(draft ?? '')
      setDraft('')
    } else if (event.key === 'Backspace' && draft === '' && tags.length > 0) {
      onChange(tags.slice(0, -1))
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      setDraft(undefined)
      requestAnimationFrame(() => addButton.current?.focus())
    }
  }
  const rest = suggestions.filter((tag) => !tags.includes(tag))
  return (
    <ul aria-label="Tags" className="flex flex-wrap items-center gap-1">
      {tags.map((tag) => (
        <li key={tag} className="max-w-full">
          <Badge className="pr-0.5">
            <span className="truncate" title={tag}>
              {tag}
            </span>
            {!readOnly && (
              <button
                type="button"
                aria-label={`Remove tag ${tag}`}
                onClick={() => onChange(tags.filter((other) => other !== tag))}
                className="grid size-4 shrink-0 place-items-center rounded-sm hover:bg-line-control"
              >
                <X aria-hidden className="size-3" />
              </button>
            )}
          </Badge>
        </li>
      ))}
      {readOnly && tags.length === 0 && <li className="text-ink-3">No tags</li>}
      {!readOnly && (
        <li>
          {draft === undefined ? (
            <button
              type="button"
              ref={addButton}
              onClick={() => setDraft('')}
              className="inline-flex h-5 items-center gap-1 rounded-sm px-1 text-12 text-ink-3 hover:bg-hover hover:text-ink"
            >
              <Plus aria-hidden className="size-3" />
              Add tag
            </button>
          ) : (
            <>
              <input
                aria-label="New tag"
                autoFocus
                value={draft}
                maxLength={LONGEST}
                list={rest.length > 0 ? listId : undefined}
                onChange={(event) => setDraft(event.target.value)}
                onKeyDown={onKeyDown}
                onBlur={() => {
                  add(draft)
                  setDraft(undefined)
                }}
                className="h-5 w-28 rounded-sm bg-sunken px-1 text-12"
              />
              <datalist id={listId}>
                {rest.map((tag) => (
                  <option key={tag} value={tag} />
                ))}
              </datalist>
            </>
          )}
        </li>
      )}
    </ul>
  )
}
