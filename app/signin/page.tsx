import { Suspense } from 'react'
import { SignInPage } from '@/components/signin/SignInPage'

export default function Page() {
  return (
    // The address is known in the browser only.
    <Suspense>
      <SignInPage />
    </Suspense>
  )
}
