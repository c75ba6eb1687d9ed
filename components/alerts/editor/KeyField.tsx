'use client'

import { type KeyboardEvent, useId, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Field, fieldClass } from '@/components/ui/Field'
import { keyFrom, type KnownKey } from '@/lib/alerts/draft'
import { displayKey } from '@/lib/metrics/keys'
import { rank } from '@/lib/search/rank'

const MOST = 8

export interface KeyFieldProps {
  value: string
  /** What the project's runs log. */
  known: readonly KnownKey[]
  placeholder: string
  hint?: string
  error: string | undefined
  onChange: (key: KnownKey) => void
}

/** A key, completed from those that are logged; one that is not logged yet may be typed too. */
export function KeyField({ value, known, placeholder, hint, error, onChange }: KeyFieldProps) {
  const [open, setOpen] = useState(false)
  const [choice, setChoice] = useState(-1)
  const listId = useId()
  const text = displayKey(value)
  const isKnown = known.some(({ key }) => key === value)
  const offered = open
    ? rank(text, known, ({ key }) => displayKey(key), MOST).filter(({ key }) => key !== value)
    : []
  const pick = (key: KnownKey) => {
    onChange(key)
    setOpen(false)
    setChoice(-1)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const { key } = event
    const picked = offered[choice]
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setOpen(true)
      const by = key === 'ArrowDown' ? 1 : -1
      const count = offered.length
      if (count > 0)
        setChoice((before) => (before < 0 && by < 0 ? count : before + by + count) % count)
    } else if ((key === 'Enter' || key === 'Tab') && picked) {
      pick(picked)
      if (key === 'Tab') return
    } else if (key === 'Escape' && open) setOpen(false)
    else return
    event.preventDefault()
  }
  const note = text !== '' && !isKnown && known.length > 0 ? 'No run logs this key yet.' : hint
  return (
    <Field label="Key" error={error} hint={note}>
      {(control) => (
        <div className="relative">
          <input
            {...control}
            type="text"
            role="combobox"
            aria-expanded={offered.length > 0}
            aria-controls={listId}
            aria-activedescendant={offered[choice] ? `${listId}-${choice}` : undefined}
            aria-autocomplete="list"
            data-own-escape={offered.length > 0 || undefined}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder={placeholder}
            value={text}
            onChange={(event) => {
              onChange(keyFrom(event.target.value, known))
              setOpen(true)
              setChoice(-1)
            }}
            onClick={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={onKeyDown}
            className={fieldClass(error !== undefined, 'h-7 font-mono text-12!')}
          />
          <ul
            id={listId}
            role="listbox"
            aria-label="Keys"
            hidden={offered.length === 0}
            className="absolute top-8 right-0 left-0 z-30 max-h-60 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-float"
          >
            {offered.map((one, i) => (
              <li
                key={`${one.stream} ${one.key}`}
                id={`${listId}-${i}`}
                role="option"
                aria-selected={i === choice}
                title={displayKey(one.key)}
                onMouseDown={(event) => {
                  event.preventDefault()
                  pick(one)
                }}
                className={cx(
                  'flex cursor-default items-center gap-2 rounded-sm px-2 py-1 hover:bg-hover',
                  i === choice && 'bg-hover',
                )}
              >
                <span className="min-w-0 grow truncate font-mono text-12">
                  {displayKey(one.key)}
                </span>
                {one.stream === 'events' && <span className="text-12 text-ink-3">system</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Field>
  )
}
