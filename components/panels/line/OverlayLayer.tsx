'use client'

import type { Frame } from '@/components/charts/scales'
import { Tooltip } from '@/components/ui/Tooltip'
import type { ChartOverlay } from '../overlays'

/** Marks at their places over a chart; those outside what is shown are left out. */
export function OverlayLayer({
  frame,
  overlays,
}: {
  frame: Frame
  overlays: readonly ChartOverlay[]
}) {
  return (
    <div className="pointer-events-none absolute inset-0">
      {overlays.map((overlay) => (
        <Mark key={overlay.id} frame={frame} overlay={overlay} />
      ))}
    </div>
  )
}

function Mark({ frame, overlay }: { frame: Frame; overlay: ChartOverlay }) {
  const { x, to, y, label, color = 'var(--accent)', onClick } = overlay
  const { left, right, top, bottom } = frame
  const from = frame.x.project(x)
  const end = to === undefined ? from : frame.x.project(to)
  // A log axis has no place for what is not positive.
  if (Number.isNaN(from) || Number.isNaN(end) || end < left || from > right) return null
  const start = Math.max(left, from)
  const width = Math.max(0, Math.min(right, end) - start)
  const at = y === undefined ? top : frame.y.project(y)
  const height = Number.isNaN(at) ? top : Math.min(bottom, Math.max(top, at))
  return (
    <>
      {to !== undefined && (
        <span
          className="absolute border-x opacity-15"
          style={{
            left: start,
            width,
            top,
            height: bottom - top,
            background: color,
            borderColor: color,
          }}
        />
      )}
      <Tooltip content={label}>
        <button
          type="button"
          aria-label={label}
          onClick={onClick}
          className="pointer-events-auto absolute size-3 -translate-1/2 rounded-full border-2 border-raised"
          style={{
            left: to === undefined ? from : start + width / 2,
            top: height,
            background: color,
          }}
        />
      </Tooltip>
    </>
  )
}
