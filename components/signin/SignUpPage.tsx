'use client'

import Link from 'next/link'
import { Doorstep } from './Doorstep'
import { OtherWays } from './OtherWays'
import { SignUpForm } from './SignUpForm'

export function SignUpPage() {
  return (
    <Doorstep title="Make an account">
      <SignUpForm onSignedIn={() => window.location.replace('/')} />
      <OtherWays next="/" offerSignUp={false} />
      <p className="mt-4 text-12 text-ink-3">
        Have one already?{' '}
        <Link href="/signin" className="text-ink underline">
          Sign in
        </Link>
      </p>
    </Doorstep>
  )
}
