'use client'

import { useSearchParams } from 'next/navigation'
import { safeNext } from '@/components/shell/paths'
import { Doorstep } from './Doorstep'
import { OtherWays } from './OtherWays'
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
    <Doorstep title="Sign in to Runroom">
      {token ? (
        <LinkSignIn token={token} onSignedIn={onSignedIn} />
      ) : (
        <PasswordForm onSignedIn={onSignedIn} />
      )}
      <OtherWays next={next} />
    </Doorstep>
  )
}
