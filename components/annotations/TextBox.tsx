'use client'

import type { KeyboardEvent, ReactNode } from 'react'
import { Button } from '@/components/ui/Button'
import { Kbd } from '@/components/ui/Kbd'
import { TextArea } from '@/components/ui/TextField'
import { MAX_ANNOTATION_TEXT } from '@/lib/api/annotations'

/** Where the text is written; Ctrl or ⌘ with Enter saves. */
export function TextBox({
  value,
  error,
  onChange,
  onSave,
}: {
  value: string
  error: string | undefined
  onChange: (text: string) => void
  onSave: () => void
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSave()
  }
  return (
    <TextArea
      label="Text"
      autoFocus
      rows={3}
      maxLength={MAX_ANNOTATION_TEXT}
      placeholder="What is to be seen here?"
      value={value}
      error={error}
      inputClassName="field-sizing-content max-h-48 min-h-18"
      onChange={(event) => onChange(event.target.value)}
      onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
      onKeyDown={onKeyDown}
    />
  )
}

/** The buttons below; after a failure the main one tries again. */
export function SaveRow({
  label,
  failed,
  busy,
  children,
}: {
  label: string
  failed: string | undefined
  busy: boolean
  children: ReactNode
}) {
  return (
    <>
      {failed !== undefined && (
        <p role="alert" className="text-12 text-danger">
          {failed} Your text is kept.
        </p>
      )}
      <div className="flex items-center gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {failed === undefined ? label : 'Try again'}
        </Button>
        {children}
        <span className="ml-auto flex gap-1 max-sm:hidden" aria-hidden>
          <Kbd>Ctrl</Kbd>
          <Kbd>Enter</Kbd>
        </span>
      </div>
    </>
  )
}
