'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { TextField } from '@/components/ui/TextField'

export interface ViewNameDialogProps {
  title: string
  description?: string | undefined
  /** A verb: what the button does. */
  action: string
  initial: string
  onClose: () => void
  /** The dialog stays open, with what went wrong, when this throws. */
  onName: (name: string) => Promise<void> | void
}

export function ViewNameDialog(props: ViewNameDialogProps) {
  const { title, description, action, initial, onClose, onName } = props
  const [name, setName] = useState(initial)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await onName(name.trim())
      onClose()
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason))
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
    >
      <form onSubmit={(event) => void submit(event)} className="mt-2 flex flex-col gap-3">
        <TextField
          label="Name"
          value={name}
          maxLength={128}
          autoFocus
          error={error}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={name.trim() === ''}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
