'use client'

import { type KeyboardEvent, useState } from 'react'
import { cx } from './cx'

export interface InlineEditProps {
  /** Names what is edited: "Run name". */
  label: string
  value: string
  /** Called with trimmed text that differs and is not empty. */
  onSave: (value: string) => void
  readOnly?: boolean
  maxLength?: number
  /** Text style, the same for reading and writing. */
  className?: string
}

/** Text that becomes a field where it stands. Enter or leaving saves, Escape keeps what was. */
export function InlineEdit({
  label,
  value,
  onSave,
  readOnly = false,
  maxLength,
  className,
}: InlineEditProps) {
  const [draft, setDraft] = useState<string>()
  if (readOnly) return <span className={cx('truncate', className)}>{value}</span>
  if (draft === undefined) {
    return (
      <button
        type="button"
        title={`${value} (click to rename)`}
        onClick={() => setDraft(value)}
        className={cx(
          '-mx-1 min-w-0 cursor-text truncate rounded-sm px-1 text-left hover:bg-hover',
          className,
        )}
      >
        {value}
      </button>
    )
  }
  const save = () => {
    const text = draft.trim()
    if (text !== '' && text !== value) onSave(text)
    setDraft(undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') save()
    else if (event.key === 'Escape') {
      event.stopPropagation()
      setDraft(undefined)
    }
  }
  return (
    <input
      aria-label={label}
      autoFocus
      value={draft}
      maxLength={maxLength}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={save}
      onKeyDown={onKeyDown}
      className={cx(
        '-mx-1 field-sizing-content max-w-full min-w-40 rounded-sm bg-sunken px-1',
        className,
      )}
    />
  )
}
