import { Suspense } from 'react'
import { RunPage } from '@/components/run/RunPage'

export default function Page() {
  return (
    // The tab is named in the address, which the browser knows.
    <Suspense>
      <RunPage />
    </Suspense>
  )
}
