'use client'

import { type ComponentType, type RefObject } from 'react'
import { Button } from '@/components/ui/Button'
import { PointPopover } from '@/components/ui/PointPopover'
import type { Frame } from '@/lib/charts/scales'
import type { OverlayFormProps, OverlayQuery } from '../overlays'
import type { Marking } from './useMarking'

/** The line that says what a click does now. */
export function MarkingHint({ onEnd }: { onEnd: () => void }) {
  return (
    <p
      role="status"
      className="absolute inset-x-2 top-1 z-10 mx-auto flex w-fit max-w-full items-center gap-2 rounded-md border border-line bg-raised py-0.5 pr-0.5 pl-2.5 text-12 shadow-float"
      data-over-chart
    >
      <span>Click a point, or drag a range. Escape ends.</span>
      <Button variant="quiet" onClick={onEnd}>
        Cancel
      </Button>
    </p>
  )
}

/** Beside the place that was chosen, which stays visible while it is asked about. */
export function MarkForm({
  marking,
  frame,
  query,
  Form,
  noun,
  host,
}: {
  marking: Marking
  frame: Frame
  query: OverlayQuery
  Form: ComponentType<OverlayFormProps>
  noun: string
  host: RefObject<HTMLElement | null>
}) {
  const { chosen, close } = marking
  if (!chosen) return null
  const { place, at } = chosen
  const left = place.from === undefined ? NaN : frame.x.project(place.from)
  const right = place.to === undefined ? left : frame.x.project(place.to)
  const returnFocus = () =>
    host.current?.closest<HTMLElement>('[data-panel]')?.focus({ preventScroll: true })
  return (
    <>
      {!Number.isNaN(left) && !Number.isNaN(right) && (
        <span
          className="pointer-events-none absolute border-x border-accent bg-accent/10"
          style={{
            left,
            width: Math.max(1, right - left),
            top: frame.top,
            height: frame.bottom - frame.top,
          }}
        />
      )}
      <PointPopover
        x={at.x}
        y={at.y}
        label={`New ${noun}`}
        sticky
        onClose={close}
        onReturnFocus={returnFocus}
      >
        <Form query={query} place={place} onClose={close} />
      </PointPopover>
    </>
  )
}
