'use client'

import { useNow } from '@/components/ui/useNow'
import { formatAge, formatExactTime } from '@/lib/format/time'
import { useShareStatus } from './ShareProvider'

/** How current the page is: live, as of a moment, or not to be known just now. */
export function Freshness({ frozenAt }: { frozenAt: string | null }) {
  const status = useShareStatus()
  const now = useNow(1000)
  if (status.state === 'ended') return null
  if (frozenAt !== null) {
    return <Line colour="bg-line-strong">As of {formatExactTime(Date.parse(frozenAt))}</Line>
  }
  if (status.state === 'connecting') return <Line colour="bg-line-strong">Connecting</Line>
  // The clock is a second coarse: what just came is not of the future.
  const age = formatAge(Math.min(status.at, now), now)
  if (status.state === 'reconnecting') {
    return <Line colour="bg-warning">Offline, as of {age}</Line>
  }
  return <Line colour="bg-running">Live, updated {age}</Line>
}

function Line({ colour, children }: { colour: string; children: React.ReactNode }) {
  return (
    <span
      data-testid="freshness"
      className="flex shrink-0 items-center gap-1.5 text-12 text-ink-2 tabular-nums"
      suppressHydrationWarning
    >
      <span aria-hidden className={`size-1.5 rounded-full ${colour}`} />
      <span suppressHydrationWarning>{children}</span>
    </span>
  )
}
