'use client'

import { ErrorState } from '@/components/ui/ErrorState'
import { PageTitle } from './PageTitle'

/** In place of a page that failed. What was acknowledged is on the server; drafts may be lost. */
export function PageFailed({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <>
      <PageTitle parts={['Something went wrong']} />
      <ErrorState
        title="This page failed. What was saved is safe."
        error={error}
        onRetry={reset}
        className="m-auto"
      />
    </>
  )
}
