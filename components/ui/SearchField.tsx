'use client'

import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type Ref, useRef } from 'react'
import { cx } from './cx'
import { fieldClass } from './Field'

export interface SearchFieldProps {
  /** Accessible name, and placeholder unless one is given. */
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  /** Says what is wrong with the search, such as a broken regular expression. */
  error?: string | undefined
  /** After the text: a match count, a toggle. */
  end?: ReactNode
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  className?: string
  ref?: Ref<HTMLInputElement>
}

/** Escape empties it; a second Escape is left to whoever holds the field. */
export function SearchField({
  label,
  value,
  onChange,
  placeholder = label,
  error,
  end,
  onKeyDown,
  className,
  ref,
}: SearchFieldProps) {
  const input = useRef<HTMLInputElement | null>(null)
  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && value !== '') {
      event.stopPropagation()
      onChange('')
      return
    }
    onKeyDown?.(event)
  }
  return (
    <div className={cx('relative min-w-0', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1.75 left-2 size-3.5 text-ink-3"
      />
      <input
        ref={(element) => {
          input.current = element
          if (typeof ref === 'function') ref(element)
          else if (ref) ref.current = element
        }}
        type="text"
        role="searchbox"
        aria-label={label}
        aria-invalid={error !== undefined}
        title={error}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={handleKeyDown}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        className={fieldClass(error !== undefined, cx('h-7 pl-7', value !== '' ? 'pr-7' : 'pr-2'))}
      />
      <span className="absolute inset-y-0 right-1 flex items-center gap-1">
        {end}
        {value !== '' && (
          <button
            type="button"
            aria-label="Clear search"
            className="grid size-5 place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
            onClick={() => {
              onChange('')
              input.current?.focus()
            }}
          >
            <X aria-hidden className="size-3.5" />
          </button>
        )}
      </span>
    </div>
  )
}
