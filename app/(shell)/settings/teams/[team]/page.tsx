import { Suspense } from 'react'
import { TeamPage } from '@/components/teams/TeamPage'

export default function Page() {
  return (
    // The address is known in the browser only.
    <Suspense>
      <TeamPage />
    </Suspense>
  )
}
