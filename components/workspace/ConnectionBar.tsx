'use client'

import type { DocumentSession } from '@/components/collab/session'
import { useSaveStatus } from '@/components/collab/useSession'
import { Button } from '@/components/ui/Button'
import { CloseCode } from '@/lib/collab/closeCodes'
import { countOf } from '@/lib/format/number'

/** What stands between the person and the others, in words; nothing while all is well. */
export function ConnectionBar({
  session,
  what = 'view',
  onOwnView,
  elsewhere,
}: {
  session: DocumentSession | null
  /** What the document is, in a word. */
  what?: string
  /** A way on from what is no longer there. */
  elsewhere?: React.ReactNode
  /** Leaves a view that is no longer there. */
  onOwnView?: (() => void) | undefined
}) {
  const { connection, refusal, unsent } = useSaveStatus(session)
  if (connection === 'offline') {
    return (
      <Bar>
        Reconnecting.{' '}
        {unsent > 0
          ? `${countOf(unsent, 'change')} kept in this browser will be sent.`
          : 'Changes are kept in this browser until then.'}
      </Bar>
    )
  }
  if (connection !== 'refused') return null
  switch (refusal?.code) {
    case CloseCode.OTHER_SCHEMA:
      return <Bar action={<Reload />}>Runroom was updated. Load the page again to go on.</Bar>
    case CloseCode.NOT_FOUND:
    case CloseCode.ACCESS_LOST:
      return (
        <Bar
          action={
            elsewhere ?? (onOwnView && <Button onClick={onOwnView}>Open your own view</Button>)
          }
        >
          This {what} was deleted, or is no longer yours to see.
        </Bar>
      )
    case CloseCode.SIGNED_OUT:
      return <Bar action={<Reload />}>You are signed out. Sign in to go on.</Bar>
    case CloseCode.TOO_LARGE:
      return <Bar action={<Reload />}>This {what} has grown too large to be changed.</Bar>
    default:
      return <Bar action={<Reload />}>The server ended the connection.</Bar>
  }
}

function Bar({ children, action }: { children: React.ReactNode; action?: React.ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 border-b border-line bg-warning-soft px-3 py-1 text-12 text-warning"
    >
      <span className="min-w-0 grow">{children}</span>
      {action}
    </div>
  )
}

function Reload() {
  return <Button onClick={() => window.location.reload()}>Reload</Button>
}
