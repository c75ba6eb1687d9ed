'use client'

import { type KeyboardEvent, useState } from 'react'
import { Button } from './Button'
import { Kbd } from './Kbd'

export interface NotesEditorProps {
  /** Accessible name: "Notes". */
  label: string
  value: string
  onSave: (value: string) => void
  readOnly?: boolean
  placeholder?: string
  maxLength?: number
}

/** Plain text over several lines, edited where it stands. Leaving the field keeps the draft. */
export function NotesEditor({
  label,
  value,
  onSave,
  readOnly = false,
  placeholder = 'Add notes',
  maxLength = 100_000,
}: NotesEditorProps) {
  const [draft, setDraft] = useState<string>()
  if (draft === undefined) {
    const text = value === '' ? (readOnly ? 'No notes' : placeholder) : value
    const style = `whitespace-pre-wrap wrap-anywhere ${value === '' ? 'text-ink-3' : 'text-ink'}`
    if (readOnly) return <p className={style}>{text}</p>
    return (
      <button
        type="button"
        aria-label={value === '' ? placeholder : `Edit ${label.toLowerCase()}`}
        onClick={() => setDraft(value)}
        className={`-mx-2 block w-[calc(100%+16px)] cursor-text rounded-sm px-2 py-1 text-left hover:bg-hover ${style}`}
      >
        {text}
      </button>
    )
  }
  const close = () => setDraft(undefined)
  const save = () => {
    if (draft !== value) onSave(draft)
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save()
    else if (event.key === 'Escape') {
      event.stopPropagation()
      close()
    }
  }
  return (
    <div>
      <textarea
        aria-label={label}
        autoFocus
        value={draft}
        maxLength={maxLength}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-96 min-h-20 w-full rounded-md border border-line-strong bg-ground px-2 py-1"
      />
      <div className="mt-1.5 flex items-center gap-2">
        <Button variant="primary" onClick={save}>
          Save notes
        </Button>
        <Button onClick={close}>Cancel</Button>
        <span className="ml-auto flex gap-1 max-sm:hidden" aria-hidden>
          <Kbd>Ctrl</Kbd>
          <Kbd>Enter</Kbd>
        </span>
      </div>
    </div>
  )
}
