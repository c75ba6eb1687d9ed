'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { Button } from '@/components/ui/Button'
import { errorMessage } from '@/components/ui/ErrorState'
import { TextField } from '@/components/ui/TextField'
import { useToast } from '@/components/ui/Toasts'
import { api } from '@/lib/api/client'
import type { SessionUser } from '@/lib/api/session'

export function NameForm({ user }: { user: SessionUser }) {
  const [name, setName] = useState(user.name)
  const client = useQueryClient()
  const toast = useToast()
  const save = useMutation({
    mutationFn: () => api.updateProfile(name),
    onSuccess: (session) => {
      client.setQueryData(queryKeys.session, session)
      toast({ title: 'Name saved', tone: 'success' })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="max-w-80 space-y-3">
      <TextField
        label="Display name"
        autoComplete="name"
        value={name}
        maxLength={100}
        hint={`Your user name is ${user.username}.`}
        error={save.isError ? errorMessage(save.error) : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" busy={save.isPending} disabled={name.trim() === user.name}>
        Save name
      </Button>
    </form>
  )
}
