'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import type { Annotation } from '@/lib/api/annotations'
import { useAnnotations } from './annotationsContext'
import { type FieldErrors, fieldErrors, textError } from './fieldErrors'
import { SaveRow, TextBox } from './TextBox'

/** The text of an annotation, to be written anew. */
export function RewriteForm({
  annotation: { id, text: before },
  gone,
  onClose,
}: {
  annotation: Annotation
  gone: boolean
  onClose: () => void
}) {
  const { actions, drafts } = useAnnotations()
  const [text, setText] = useState(() => drafts.get(id) ?? before)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [busy, setBusy] = useState(false)
  const change = (next: string) => {
    setText(next)
    setErrors({})
    if (next === before) drafts.discard(id)
    else drafts.keep(id, next)
  }
  const close = () => {
    drafts.discard(id)
    onClose()
  }
  const save = async () => {
    if (busy) return
    const wrong = textError(text)
    if (wrong) return setErrors({ text: wrong })
    if (text.trim() === before) return close()
    setBusy(true)
    try {
      await actions.rewrite(id, text.trim())
      close()
    } catch (error) {
      setErrors(fieldErrors(error, ['text']))
      setBusy(false)
    }
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextBox value={text} error={errors.text} onChange={change} onSave={() => void save()} />
      {gone && (
        <p role="status" className="text-12 text-warning">
          This annotation was deleted. Your text can still be copied.
        </p>
      )}
      <SaveRow label="Save text" failed={errors.other} busy={busy}>
        <Button onClick={close}>Cancel</Button>
      </SaveRow>
    </form>
  )
}
