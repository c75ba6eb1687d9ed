import { Suspense } from 'react'
import { ReportsPage } from '@/components/reports/list/ReportsPage'

export default function Page() {
  return (
    // Which tab is open stands in the address, which the browser knows.
    <Suspense>
      <ReportsPage />
    </Suspense>
  )
}
