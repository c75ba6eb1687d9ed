/** Lines, envelopes and marks as paths: the same on a canvas and in an SVG file. */
import type { Buckets } from '@/lib/metrics/buckets'
import type { Columns } from '@/lib/metrics/columns'
import type { Axis } from './scales'

/** What a canvas context and an SVG path have in common. */
export interface PathSink {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
}

/** The line through the columns' means, or through `ys` in their place. */
export function traceLine(
  path: PathSink,
  columns: Columns,
  y: Axis,
  ys: Float64Array = columns.mean,
): void {
  let drawing = false
  for (let i = 0; i < columns.length; i++) {
    const at = y.project(ys[i]!)
    if (!Number.isFinite(at)) {
      drawing = false
      continue
    }
    if (drawing && columns.gap[i] === 0) path.lineTo(columns.x[i]!, at)
    else path.moveTo(columns.x[i]!, at)
    drawing = true
  }
}

/** Width of the stroke that makes a dot of a point, with round caps. */
export const LONE_POINT_PX = 4

/** Points that no line leads to or from: the only one of a series, or one between two gaps. */
export function traceLonePoints(path: PathSink, columns: Columns, y: Axis): void {
  const there = (i: number) =>
    i >= 0 && i < columns.length && Number.isFinite(y.project(columns.mean[i]!))
  for (let i = 0; i < columns.length; i++) {
    if (!there(i)) continue
    const before = there(i - 1) && columns.gap[i] === 0
    const after = there(i + 1) && columns.gap[i + 1] === 0
    if (before || after) continue
    const at = y.project(columns.mean[i]!)
    path.moveTo(columns.x[i]!, at)
    path.lineTo(columns.x[i]!, at)
  }
}

/** Every point by itself, as strokes of no length with round caps. */
export function tracePoints(
  path: PathSink,
  columns: Columns,
  y: Axis,
  ys: Float64Array = columns.mean,
): void {
  for (let i = 0; i < columns.length; i++) {
    const at = y.project(ys[i]!)
    if (!Number.isFinite(at)) continue
    path.moveTo(columns.x[i]!, at)
    path.lineTo(columns.x[i]!, at)
  }
}

/** The outline of what lies between the extremes, one closed shape for each stretch without gaps. */
export function traceEnvelope(path: PathSink, columns: Columns, y: Axis): void {
  let start = 0
  for (let i = 1; i <= columns.length; i++) {
    if (i < columns.length && columns.gap[i] === 0) continue
    envelopePart(path, columns, y, start, i)
    start = i
  }
}

function envelopePart(path: PathSink, columns: Columns, y: Axis, from: number, to: number): void {
  const floor = y.project(y.domain[0])
  const at = (value: number) => {
    const pixel = y.project(value)
    return Number.isNaN(pixel) ? floor : pixel
  }
  if (to - from < 2) return
  path.moveTo(columns.x[from]!, at(columns.high[from]!))
  for (let i = from + 1; i < to; i++) path.lineTo(columns.x[i]!, at(columns.high[i]!))
  for (let i = to - 1; i >= from; i--) path.lineTo(columns.x[i]!, at(columns.low[i]!))
}

/**
 * An extreme is a spike when it is so many times as far from the line as those around it, and some
 * pixels more. Noise stays below that where the envelope shows it; without one more is stroked.
 */
export const SPIKES_BESIDE_ENVELOPE = 2
export const SPIKES_ALONE = 1.5
const SPIKE_PX = 2.5
/** Columns to either side that an extreme is compared with, and the share of them it must exceed. */
const AROUND = 10
const EXCEEDED_SHARE = 0.7

/**
 * Strokes from the line to every extreme that stands out of its neighbourhood, a few side by side
 * too. The envelope is too faint to show a single row among thousands; these are not.
 */
export function traceSpikes(
  path: PathSink,
  columns: Columns,
  y: Axis,
  factor = SPIKES_ALONE,
): void {
  const { length } = columns
  if (!columns.folded) return
  const middle = new Float64Array(length)
  for (let i = 0; i < length; i++) middle[i] = y.project(columns.mean[i]!)
  for (const extremes of [columns.high, columns.low]) {
    const reach = new Float64Array(length)
    for (let i = 0; i < length; i++) {
      if (columns.rows[i]! < 2) continue
      const at = y.project(extremes[i]!)
      // Below a log axis: as far down as there is.
      const end = Number.isNaN(at) ? y.project(y.domain[0]) : at
      reach[i] = end - middle[i]!
    }
    for (let i = 0; i < length; i++) {
      if (!standsOut(reach, length, i, factor)) continue
      path.moveTo(columns.x[i]!, middle[i]!)
      path.lineTo(columns.x[i]!, middle[i]! + reach[i]!)
    }
  }
}

function standsOut(reach: Float64Array, length: number, i: number, factor: number): boolean {
  const limit = (Math.abs(reach[i]!) - SPIKE_PX) / factor
  if (!(limit > 0)) return false
  const from = Math.max(0, i - AROUND)
  const to = Math.min(length, i + AROUND + 1)
  let exceeded = 0
  for (let j = from; j < to; j++) if (Math.abs(reach[j]!) < limit) exceeded++
  return exceeded >= EXCEEDED_SHARE * (to - from - 1)
}

const NAN_TICK_PX = 5

/** A tick on the x axis wherever values were NaN or infinite. */
export function traceNonFinite(
  path: PathSink,
  buckets: Buckets,
  from: number,
  to: number,
  x: Axis,
  axisY: number,
): void {
  let last = NaN
  for (let i = from; i < to; i++) {
    if (buckets.nonFinite[i] === 0) continue
    const at = Math.round(x.project((buckets.xMin[i]! + buckets.xMax[i]!) / 2)) + 0.5
    if (Number.isNaN(at) || at === last) continue
    last = at
    path.moveTo(at, axisY)
    path.lineTo(at, axisY - NAN_TICK_PX)
  }
}
