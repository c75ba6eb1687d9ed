'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/Button'
import { teamsApi } from '@/lib/api/teamsClient'

/** Ways in besides a password, where this server has them. */
export function OtherWays({
  next,
  invitation,
  offerSignUp = true,
}: {
  next: string
  invitation?: string
  offerSignUp?: boolean
}) {
  const { data } = useQuery({
    queryKey: ['signin-options'],
    queryFn: ({ signal }) => teamsApi.signInOptions(signal),
    staleTime: Infinity,
  })
  if (!data) return null
  const query = new URLSearchParams({ next, ...(invitation ? { invitation } : {}) })
  return (
    <div className="mt-4 space-y-3">
      {data.provider !== null && (
        // The browser leaves for the provider: no page of ours to be fetched ahead.
        <a href={`/api/oidc/start?${query}`} className={buttonClass('default', 'w-full')}>
          Continue with {data.provider}
        </a>
      )}
      {data.signUp === 'open' && offerSignUp && (
        <p className="text-12 text-ink-3">
          New here?{' '}
          <Link href="/signup" className="text-ink underline">
            Make an account
          </Link>
        </p>
      )}
    </div>
  )
}
