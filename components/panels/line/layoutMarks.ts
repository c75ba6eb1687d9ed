/** Where marks stand over a chart; those that would hide each other become one with a count. */
import type { Frame } from '@/lib/charts/scales'
import type { ChartOverlay } from '../overlays'

export interface PlacedMark {
  /** Pixels of the middle. */
  x: number
  y: number
  /** One, or several that are at the same place; in order of x. */
  overlays: ChartOverlay[]
}

export interface Band {
  overlay: ChartOverlay
  left: number
  width: number
}

/** Marks nearer than this, in both directions, would hide each other. */
const NEAR_PX = 16

type HeightOf = (overlay: ChartOverlay) => number | null

export function layoutMarks(
  overlays: readonly ChartOverlay[],
  frame: Frame,
  heightOf: HeightOf,
): { bands: Band[]; marks: PlacedMark[] } {
  const bands: Band[] = []
  const single: { x: number; y: number; overlay: ChartOverlay }[] = []
  for (const overlay of overlays) {
    const from = frame.x.project(overlay.x)
    const end = overlay.to === undefined ? from : frame.x.project(overlay.to)
    // A log axis has no place for what is not positive.
    if (Number.isNaN(from) || Number.isNaN(end)) continue
    if (end < frame.left - 0.5 || from > frame.right + 0.5) continue
    const left = Math.max(frame.left, from)
    const width = Math.max(0, Math.min(frame.right, end) - left)
    if (overlay.to !== undefined) bands.push({ overlay, left, width })
    single.push({ x: left + width / 2, y: markHeight(overlay, frame, heightOf), overlay })
  }
  single.sort((a, b) => a.x - b.x)
  const marks: PlacedMark[] = []
  for (const { x, y, overlay } of single) {
    const near = marks.findLast(
      (mark) => Math.abs(mark.x - x) < NEAR_PX && Math.abs(mark.y - y) < NEAR_PX,
    )
    if (near) near.overlays.push(overlay)
    else marks.push({ x, y, overlays: [overlay] })
  }
  return { bands, marks }
}

/** A range has no single height: its mark is at the top, as is that of a point on no line. */
function markHeight(overlay: ChartOverlay, frame: Frame, heightOf: HeightOf): number {
  if (overlay.to !== undefined) return frame.top
  const y = overlay.y === undefined ? heightOf(overlay) : frame.y.project(overlay.y)
  if (y === null || Number.isNaN(y)) return frame.top
  return Math.min(frame.bottom, Math.max(frame.top, y))
}
