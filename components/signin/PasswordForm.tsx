'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { errorMessage } from '@/components/ui/ErrorState'
import { TextField } from '@/components/ui/TextField'
import { api } from '@/lib/api/client'

export function PasswordForm({ onSignedIn }: { onSignedIn: () => void }) {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => api.signIn(username.trim(), password),
    onSuccess: onSignedIn,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
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
        onChange={(event) => setUsername(event.target.value)}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        error={signIn.isError ? errorMessage(signIn.error) : undefined}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button
        type="submit"
        variant="primary"
        busy={signIn.isPending || signIn.isSuccess}
        className="w-full"
      >
        Sign in
      </Button>
      <p className="pt-2 text-12 text-ink-3">
        No password yet? Starting Runroom prints a sign-in link in its terminal. It works once; then
        set a password under Settings.
      </p>
    </form>
  )
}
