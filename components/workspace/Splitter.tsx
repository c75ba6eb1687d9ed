'use client'

import { type KeyboardEvent, type PointerEvent, useRef } from 'react'

const STEP = 16

/** The edge between two parts, moved by pointer or arrow keys. */
export function Splitter({
  label,
  value,
  min,
  max,
  onChange,
}: {
  label: string
  /** Width of what stands before it, in CSS pixels. */
  value: number
  min: number
  max: number
  onChange: (value: number) => void
}) {
  const grip = useRef<{ x: number; value: number } | null>(null)
  const set = (next: number) => onChange(Math.round(Math.min(Math.max(next, min), max)))
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { x: event.clientX, value }
  }
  const onPointerMove = (event: PointerEvent) => {
    if (grip.current) set(grip.current.value + event.clientX - grip.current.x)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowLeft: value - STEP,
      ArrowRight: value + STEP,
      Home: min,
      End: max,
    }
    if (!(event.key in moves)) return
    event.preventDefault()
    set(moves[event.key]!)
  }
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (grip.current = null)}
      onPointerCancel={() => (grip.current = null)}
      onKeyDown={onKeyDown}
      className="relative w-px shrink-0 cursor-col-resize touch-none bg-line after:absolute after:inset-y-0 after:-inset-x-1 hover:bg-line-strong focus-visible:bg-accent"
    />
  )
}
