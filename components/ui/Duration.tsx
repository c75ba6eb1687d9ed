'use client'

import { formatClock, formatDuration } from '@/lib/format/time'
import { useNow } from './useNow'

export interface DurationProps {
  /** ISO 8601. */
  from: string
  /** ISO 8601, or null while it goes on: then it counts. */
  to: string | null
  className?: string
}

export function Duration({ from, to, className }: DurationProps) {
  const now = useNow(to === null ? 1000 : null)
  const seconds = ((to === null ? now : Date.parse(to)) - Date.parse(from)) / 1000
  return (
    <span
      className={`tabular-nums ${className ?? ''}`}
      title={`${Math.max(0, Math.round(seconds * 10) / 10)} seconds`}
      suppressHydrationWarning
    >
      {to === null ? formatClock(seconds) : formatDuration(seconds)}
    </span>
  )
}
