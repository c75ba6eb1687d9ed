'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { errorMessage } from '@/components/ui/ErrorState'
import { TextField } from '@/components/ui/TextField'
import { ApiError } from '@/lib/api/errors'
import { teamsApi } from '@/lib/api/teamsClient'

/** Makes an account, by an invitation or where anybody may. */
export function SignUpForm({
  invitation,
  onSignedIn,
}: {
  invitation?: string
  onSignedIn: () => void
}) {
  const [username, setUsername] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const signUp = useMutation({
    mutationFn: () =>
      teamsApi.signUp({
        username: username.trim(),
        name,
        password,
        ...(invitation === undefined ? {} : { invitation }),
      }),
    onSuccess: onSignedIn,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signUp.mutate()
  }
  const at = signUp.error instanceof ApiError ? signUp.error.field : undefined
  const problem = signUp.isError ? errorMessage(signUp.error) : undefined
  const aboutField = at === 'username' || at === 'password'
  return (
    <form onSubmit={submit} className="space-y-3">
      <TextField
        label="User name"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={username}
        hint="The first part of the address of your projects"
        error={at === 'username' ? problem : undefined}
        onChange={(event) => setUsername(event.target.value)}
      />
      <TextField
        label="Display name"
        name="name"
        autoComplete="name"
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={10}
        value={password}
        hint="At least 10 characters"
        error={at === 'password' ? problem : undefined}
        onChange={(event) => setPassword(event.target.value)}
      />
      {problem !== undefined && !aboutField && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">
          {problem}
        </p>
      )}
      <Button
        type="submit"
        variant="primary"
        busy={signUp.isPending || signUp.isSuccess}
        className="w-full"
      >
        Make account
      </Button>
    </form>
  )
}
