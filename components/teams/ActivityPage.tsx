'use client'

import { PageTitle } from '@/components/shell/PageTitle'
import { AuditList } from './AuditList'

/** What was done with rights on the whole server, for its admins. */
export function ActivityPage() {
  return (
    <>
      <PageTitle parts={['Activity']} />
      <p className="mb-3 max-w-120 text-ink-2">
        Who changed what others may do, on the whole server. Nothing here can be changed.
      </p>
      <AuditList team={null} />
    </>
  )
}
