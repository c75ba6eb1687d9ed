'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { errorMessage } from '@/components/ui/ErrorState'
import { TextField } from '@/components/ui/TextField'
import { MAX_VERSION_NAME } from '@/lib/reports/limits'

/** Asks for the name of a version. */
export function NameForm({
  initial = '',
  save,
  onSave,
  onClose,
}: {
  initial?: string
  save: string
  onSave: (name: string) => Promise<void>
  onClose: () => void
}) {
  const [name, setName] = useState(initial)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    if (busy) return
    if (name.trim() === '') return setError('Give it a name.')
    setBusy(true)
    try {
      await onSave(name.trim())
      onClose()
    } catch (failure) {
      setError(errorMessage(failure))
      setBusy(false)
    }
  }
  return (
    <form
      aria-label="Name of the version"
      data-own-escape
      className="flex flex-col gap-2"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField
        label="Name"
        autoFocus
        value={name}
        error={error}
        maxLength={MAX_VERSION_NAME}
        placeholder="Sent to reviewers"
        onChange={({ target }) => {
          setName(target.value)
          setError(undefined)
        }}
      />
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {save}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  )
}
