'use client'

import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'
import { cx } from '@/components/ui/cx'

const OFFSET = 14

export interface ReadingCardProps {
  /** Pixels within the host. */
  at: { x: number; y: number }
  host: RefObject<HTMLElement | null>
  /** Said to screen readers, since no pointer shows it. */
  byKeyboard: boolean | undefined
  className: string
  children: ReactNode
}

/** What a chart reads, beside what is read and within the window. */
export function ReadingCard({ at, host, byKeyboard, className, children }: ReadingCardProps) {
  const card = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = card.current
    const box = host.current?.getBoundingClientRect()
    if (!element || !box) return
    const { width, height } = element.getBoundingClientRect()
    const x = box.left + at.x
    const y = box.top + at.y
    const left = x + OFFSET + width > window.innerWidth - 8 ? x - OFFSET - width : x + OFFSET
    const top = Math.min(y + OFFSET, window.innerHeight - height - 8)
    element.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, top)}px)`
  })
  return (
    <div
      ref={card}
      role={byKeyboard ? 'status' : undefined}
      // What follows the mouse says nothing that the keyboard's reading and the table do not.
      aria-hidden={!byKeyboard || undefined}
      data-testid="chart-tooltip"
      className={cx(
        'pointer-events-none fixed top-0 left-0 z-60 max-w-88 rounded-md border border-line bg-raised px-2.5 py-2 text-12 shadow-float',
        className,
      )}
    >
      {children}
    </div>
  )
}
