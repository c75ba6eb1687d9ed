'use client'

import { useSearchParams } from 'next/navigation'
import { Logo } from '@/components/shell/Logo'
import { PageTitle } from '@/components/shell/PageTitle'
import { safeNext } from '@/components/shell/paths'
import { LinkSignIn } from './LinkSignIn'
import { PasswordForm } from './PasswordForm'

/** Signing in by password, or by the one-time link that the server prints. */
export function SignInPage() {
  const params = useSearchParams()
  const token = params.get('token')
  const next = safeNext(params.get('next'))
  // Loaded anew: a new session starts with nothing of an earlier one in memory.
  const onSignedIn = () => window.location.replace(next)
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <PageTitle parts={['Sign in']} />
      <div className="w-full max-w-80">
        <Logo className="mb-4 size-8" />
        <h1 className="mb-5 text-20">Sign in to Runroom</h1>
        {token ? (
          <LinkSignIn token={token} onSignedIn={onSignedIn} />
        ) : (
          <PasswordForm onSignedIn={onSignedIn} />
        )}
      </div>
    </main>
  )
}
