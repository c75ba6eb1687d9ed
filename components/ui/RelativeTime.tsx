'use client'

import { formatAge, formatExactTime } from '@/lib/format/time'
import { Tooltip } from './Tooltip'
import { useNow } from './useNow'

export interface RelativeTimeProps {
  /** ISO 8601. */
  time: string
  className?: string
}

/** "3 min ago", kept right while it is on screen; the exact time on hover or focus. */
export function RelativeTime({ time, className }: RelativeTimeProps) {
  const then = Date.parse(time)
  const minute = 60_000
  // Renewed as often as the text can change: a coarse clock decides how fine it must be.
  const age = useNow(minute) - then
  const now = useNow(age < 2 * minute ? 1000 : minute)
  return (
    <Tooltip content={formatExactTime(then)}>
      <time dateTime={time} className={className} suppressHydrationWarning>
        {formatAge(then, now)}
      </time>
    </Tooltip>
  )
}
