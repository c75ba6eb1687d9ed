'use client'

import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { errorMessage } from '@/components/ui/ErrorState'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { TextField } from '@/components/ui/TextField'
import type { KeyScope } from '@/lib/api/roles'
import { SCOPE_OPTIONS } from '@/components/teams/words'
import { ShownOnce } from './ShownOnce'

/** Asks for a name, then shows the key: the only time it is seen. */
export function NewKeyDialog({
  open,
  onOpenChange,
  createKey,
  queryKey,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  createKey: (name: string, scope: KeyScope) => Promise<{ key: string }>
  /** The query the new key will be in. */
  queryKey: QueryKey
}) {
  const [name, setName] = useState('')
  const [scope, setScope] = useState<KeyScope>('WRITE')
  const client = useQueryClient()
  const create = useMutation({
    mutationFn: () => createKey(name, scope),
    onSuccess: () => client.invalidateQueries({ queryKey }),
  })
  const change = (next: boolean) => {
    if (!next) {
      setName('')
      setScope('WRITE')
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
      <form id="new-key" onSubmit={submit} className="space-y-3">
        <TextField
          label="Name"
          placeholder="lab workstation"
          hint="Where it will be used"
          value={name}
          maxLength={100}
          error={create.isError ? errorMessage(create.error) : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <SegmentedControl
          label="What it may do"
          value={scope}
          onValueChange={setScope}
          options={SCOPE_OPTIONS}
        />
      </form>
    </Dialog>
  )
}
