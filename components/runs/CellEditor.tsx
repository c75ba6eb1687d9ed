'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { NAME_COLUMN } from '@/lib/runs/tableColumns'
import type { EditableColumn } from './tableLayout'

const LABELS: Record<EditableColumn, string> = {
  'run:displayName': 'Run name',
  'run:tags': 'Tags, separated by commas',
  'run:notes': 'Notes',
}
const LONGEST: Record<EditableColumn, number> = {
  'run:displayName': 256,
  'run:tags': 4000,
  'run:notes': 100_000,
}

export interface CellEditorProps {
  column: EditableColumn
  value: string
  onSave: (text: string) => void
  onCancel: () => void
}

/** A field over the cell. Enter or leaving saves, Escape keeps what was; Shift-Enter breaks notes' lines. */
export function CellEditor({ column, value, onSave, onCancel }: CellEditorProps) {
  const [draft, setDraft] = useState(value)
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const done = useRef(false)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const finish = (save: boolean) => {
    if (done.current) return
    done.current = true
    const text = draft.trim()
    const empty = text === '' && column === NAME_COLUMN
    if (save && text !== value && !empty) onSave(text)
    else onCancel()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // The table has its own keys.
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !(event.shiftKey && column === 'run:notes')) {
      event.preventDefault()
      finish(true)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      finish(false)
    }
  }
  const props = {
    ref: field,
    'aria-label': LABELS[column],
    value: draft,
    maxLength: LONGEST[column],
    onBlur: () => finish(true),
    onKeyDown,
    onMouseDown: (event: { stopPropagation: () => void }) => event.stopPropagation(),
    onDoubleClick: (event: { stopPropagation: () => void }) => event.stopPropagation(),
    className: cx(
      'absolute top-0 left-0 z-20 min-w-full rounded-sm border border-accent bg-ground px-1.5 font-sans text-13',
      column === 'run:notes' ? 'h-24 w-80 resize-none py-1 leading-5' : 'h-7 field-sizing-content',
    ),
  }
  if (column === 'run:notes') {
    return <textarea {...props} onChange={(event) => setDraft(event.target.value)} />
  }
  return <input type="text" {...props} onChange={(event) => setDraft(event.target.value)} />
}
