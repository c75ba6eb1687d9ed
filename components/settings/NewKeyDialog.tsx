'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { errorMessage } from '@/components/ui/ErrorState'
import { TextField } from '@/components/ui/TextField'
import { api } from '@/lib/api/client'
import { ShownOnce } from './ShownOnce'

/** Asks for a name, then shows the key: the only time it is seen. */
export function NewKeyDialog({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const [name, setName] = useState('')
  const client = useQueryClient()
  const create = useMutation({
    mutationFn: () => api.createApiKey(name),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.apiKeys }),
  })
  const change = (next: boolean) => {
    if (!next) {
      setName('')
      create.reset()
    }
    onOpenChange(next)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  if (create.data) {
    return (
      <Dialog
        open={open}
        onOpenChange={change}
        title="Your new key"
        footer={
          <Button variant="primary" onClick={() => change(false)}>
            Done
          </Button>
        }
      >
        <ShownOnce apiKey={create.data.key} />
      </Dialog>
    )
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title="New API key"
      footer={
        <>
          <Button onClick={() => change(false)}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form="new-key"
            busy={create.isPending}
            disabled={name.trim() === ''}
          >
            Create key
          </Button>
        </>
      }
    >
      <form id="new-key" onSubmit={submit}>
        <TextField
          label="Name"
          placeholder="lab workstation"
          hint="Where it will be used"
          value={name}
          maxLength={100}
          error={create.isError ? errorMessage(create.error) : undefined}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
