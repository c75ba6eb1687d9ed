'use client'

import { useEffect, useRef, useState } from 'react'
import { errorMessage } from '@/components/ui/ErrorState'
import { api } from '@/lib/api/client'
import { PasswordForm } from './PasswordForm'

/** Redeems a one-time link; where it does not work any more, says why and offers the password. */
export function LinkSignIn({ token, onSignedIn }: { token: string; onSignedIn: () => void }) {
  const [error, setError] = useState<unknown>()
  const started = useRef(false)
  useEffect(() => {
    // Effects may run twice; the link works once.
    if (started.current) return
    started.current = true
    api.redeemLink(token).then(onSignedIn, setError)
  }, [token, onSignedIn])
  if (error === undefined) {
    return (
      <p role="status" className="text-ink-2">
        Signing you in …
      </p>
    )
  }
  return (
    <>
      <p role="alert" className="mb-4 rounded-md bg-danger-soft px-3 py-2 text-danger">
        {errorMessage(error)}
      </p>
      <PasswordForm onSignedIn={onSignedIn} />
    </>
  )
}
