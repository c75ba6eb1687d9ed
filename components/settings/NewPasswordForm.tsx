'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { Button } from '@/components/ui/Button'
import { errorMessage } from '@/components/ui/ErrorState'
import { TextField } from '@/components/ui/TextField'
import { useToast } from '@/components/ui/Toasts'
import { api } from '@/lib/api/client'
import { ApiError } from '@/lib/api/errors'
import type { SessionUser } from '@/lib/api/session'

export function NewPasswordForm({ user }: { user: SessionUser }) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const client = useQueryClient()
  const toast = useToast()
  const save = useMutation({
    mutationFn: () => api.setPassword(current, next),
    onSuccess: async () => {
      setCurrent('')
      setNext('')
      await client.invalidateQueries({ queryKey: queryKeys.session })
      toast({ title: 'Password saved', tone: 'success' })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const problem = save.isError ? errorMessage(save.error) : undefined
  const aboutCurrent = save.error instanceof ApiError && save.error.field === 'current'
  return (
    <form onSubmit={submit} className="max-w-80 space-y-3">
      <input type="hidden" name="username" autoComplete="username" value={user.username} readOnly />
      {user.hasPassword && (
        <TextField
          label="Current password"
          type="password"
          autoComplete="current-password"
          value={current}
          error={aboutCurrent ? problem : undefined}
          onChange={(event) => setCurrent(event.target.value)}
        />
      )}
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        minLength={10}
        value={next}
        hint="At least 10 characters"
        error={aboutCurrent ? undefined : problem}
        onChange={(event) => setNext(event.target.value)}
      />
      <Button type="submit" busy={save.isPending} disabled={next === ''}>
        {user.hasPassword ? 'Change password' : 'Set password'}
      </Button>
    </form>
  )
}
