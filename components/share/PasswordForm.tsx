'use client'

import { Lock } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { TextField } from '@/components/ui/TextField'
import { sharedApi } from '@/lib/api/sharedClient'

export function PasswordForm({ token }: { token: string }) {
  const router = useRouter()
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      await sharedApi.unlock(token, password)
      router.refresh()
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason))
      setBusy(false)
    }
  }
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4">
      <Lock aria-hidden className="mb-3 size-6 text-ink-3" strokeWidth={1.5} />
      <h1 className="text-14 font-medium">This report needs a password</h1>
      <p className="mt-1 text-ink-2">Whoever sent you the link knows it.</p>
      <form className="mt-4 flex w-72 max-w-full flex-col gap-3" onSubmit={(e) => void submit(e)}>
        <TextField
          label="Password"
          hideLabel
          type="password"
          autoComplete="off"
          autoFocus
          value={password}
          error={error}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" variant="primary" busy={busy} disabled={password === ''}>
          Open the report
        </Button>
      </form>
    </main>
  )
}
