'use client'

import type { ReactNode } from 'react'
import { LinkNotice } from './LinkNotice'
import { useShareStatus } from './ShareProvider'

/** The report, until its link ends while somebody reads: nothing of it stays on the screen. */
export function EndedOr({ children }: { children: ReactNode }) {
  const status = useShareStatus()
  return status.state === 'ended' ? <LinkNotice why={status.why} /> : children
}
