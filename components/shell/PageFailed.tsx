'use client'

import { CircleAlert } from 'lucide-react'
import { Button } from '@/components/ui/Button'
import { errorMessage } from '@/components/ui/ErrorState'
import { PageTitle } from './PageTitle'

/** In place of a page that failed. What was acknowledged is on the server; drafts may be lost. */
export function PageFailed({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <div role="alert" className="m-auto flex flex-col items-center px-4 py-12 text-center">
      <PageTitle parts={['Something went wrong']} />
      <CircleAlert aria-hidden className="mb-3 size-6 text-danger" strokeWidth={1.5} />
      <h1 className="text-14 font-medium">This page failed; what was saved is safe</h1>
      <p className="mt-1 max-w-96 text-pretty wrap-anywhere text-ink-2">{errorMessage(error)}</p>
      <Button className="mt-4" onClick={reset}>
        Try again
      </Button>
    </div>
  )
}
