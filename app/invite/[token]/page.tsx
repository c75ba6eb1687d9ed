import { Suspense } from 'react'
import { InvitePage } from '@/components/signin/InvitePage'

export default function Page() {
  return (
    // The address is known in the browser only.
    <Suspense>
      <InvitePage />
    </Suspense>
  )
}
