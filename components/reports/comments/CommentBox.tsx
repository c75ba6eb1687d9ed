'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { errorMessage } from '@/components/ui/ErrorState'
import { useComments } from './commentsContext'
import { MentionBox } from './MentionBox'

export interface CommentBoxProps {
  /** By what the text is for; it is kept until it is sent or discarded. */
  name: string
  label: string
  placeholder: string
  send: string
  initial?: string
  autoFocus?: boolean
  onSend: (text: string) => Promise<unknown>
  onClose: () => void
}

/** A comment that is being written. What cannot be sent now stays, and can be sent again. */
export function CommentBox(props: CommentBoxProps) {
  const { name, label, placeholder, send, initial = '', autoFocus = false, onSend, onClose } = props
  const { texts } = useComments()
  const [text, setText] = useState(() => texts.get(name) ?? initial)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const write = (next: string) => {
    setText(next)
    setError(undefined)
    if (next.trim() === '' || next === initial) texts.delete(name)
    else texts.set(name, next)
  }
  const save = async () => {
    if (busy) return
    if (text.trim() === '') return setError('Write what you want to say.')
    setBusy(true)
    try {
      await onSend(text.trim())
      write('')
      setBusy(false)
      onClose()
    } catch (failure) {
      setError(`${errorMessage(failure)} Your text is kept.`)
      setBusy(false)
    }
  }
  return (
    <form
      aria-label={label}
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <MentionBox
        {...{ label, placeholder, error, autoFocus }}
        value={text}
        onChange={write}
        onSave={() => void save()}
        onCancel={onClose}
      />
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {send}
        </Button>
        <Button
          onClick={() => {
            texts.delete(name)
            onClose()
          }}
        >
          Cancel
        </Button>
      </div>
    </form>
  )
}
