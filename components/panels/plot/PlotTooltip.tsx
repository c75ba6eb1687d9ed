'use client'

import { createPortal } from 'react-dom'
import { ReadingCard } from '../frame/ReadingCard'

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

/** Beside the mark that is read, within the window. */
export function PlotTooltip({
  reading,
  host,
}: {
  reading: PlotReading
  host: React.RefObject<HTMLElement | null>
}) {
  return createPortal(
    <ReadingCard at={reading} host={host} byKeyboard={reading.byKeyboard} className="min-w-36">
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
    </ReadingCard>,
    document.body,
  )
}
