'use client'

import { useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'

export interface PlotReading {
  /** Pixels within the host. */
  x: number
  y: number
  color: string
  title: string
  values: { label: string; value: string }[]
  /** Said to screen readers, since no pointer shows it. */
  byKeyboard?: boolean
}

const OFFSET = 14

/** Beside the mark that is read, within the window. */
export function PlotTooltip({
  reading,
  host,
}: {
  reading: PlotReading
  host: React.RefObject<HTMLElement | null>
}) {
  const card = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = card.current
    const box = host.current?.getBoundingClientRect()
    if (!element || !box) return
    const { width, height } = element.getBoundingClientRect()
    const x = box.left + reading.x
    const y = box.top + reading.y
    const left = x + OFFSET + width > window.innerWidth - 8 ? x - OFFSET - width : x + OFFSET
    const top = Math.min(y + OFFSET, window.innerHeight - height - 8)
    element.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, top)}px)`
  })
  return createPortal(
    <div
      ref={card}
      role={reading.byKeyboard ? 'status' : undefined}
      // What follows the mouse says nothing that the keyboard's reading and the table do not.
      aria-hidden={!reading.byKeyboard || undefined}
      data-testid="chart-tooltip"
      className="pointer-events-none fixed top-0 left-0 z-60 max-w-88 min-w-36 rounded-md border border-line bg-raised px-2.5 py-2 text-12 shadow-float"
    >
      <div className="flex items-center gap-2 font-medium">
        <span
          aria-hidden
          className="size-2.5 shrink-0 rounded-full"
          style={{ background: reading.color }}
        />
        <span className="truncate">{reading.title}</span>
      </div>
      {reading.values.map(({ label, value }) => (
        <div key={label} className="flex justify-between gap-4 text-ink-2">
          <span className="min-w-0 truncate">{label}</span>
          <span className="max-w-48 truncate font-mono text-ink tabular-nums">{value}</span>
        </div>
      ))}
    </div>,
    document.body,
  )
}
