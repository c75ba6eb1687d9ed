import { Suspense } from 'react'
import { WorkspacePage } from '@/components/workspace/WorkspacePage'

export default function Page() {
  return (
    // The panel that fills the page is named in the address, which the browser knows.
    <Suspense>
      <WorkspacePage />
    </Suspense>
  )
}
