'use client'

import { useSearchParams } from 'next/navigation'
import { safeNext } from '@/components/shell/paths'
import { Doorstep } from './Doorstep'
import { OtherWays } from './OtherWays'
import { LinkSignIn } from './LinkSignIn'
import { PasswordForm } from './PasswordForm'

/** Why the sign-in provider's way in did not end here signed in. */
const PROBLEMS: Record<string, string> = {
  invitation_needed: 'Accounts are made by invitation here. Ask an admin of your team for a link.',
  invitation_invalid: 'This invitation was used, taken back or is too old. Ask for a new one.',
  disabled: 'This account is disabled. An admin of the server can enable it.',
  provider_unreachable: 'The sign-in provider could not be reached. Try again in a while.',
  provider_refused: 'The sign-in provider did not sign you in.',
  trip_lost: 'Signing in took too long. Try again.',
}

/** Signing in by password, or by the one-time link that the server prints. */
export function SignInPage() {
  const params = useSearchParams()
  const token = params.get('token')
  const problem = params.get('problem')
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
      {problem !== null && (
        <p role="alert" className="mt-4 rounded-md bg-danger-soft px-3 py-2 text-danger">
          {PROBLEMS[problem] ?? 'Signing in failed. Try again.'}
        </p>
      )}
      <OtherWays next={next} />
    </Doorstep>
  )
}
