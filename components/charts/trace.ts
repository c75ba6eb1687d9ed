/** Lines, envelopes and marks as paths: the same on a canvas and in an SVG file. */
import type { Buckets } from '@/lib/metrics/buckets'
import type { Columns } from '@/lib/metrics/columns'
import type { Axis } from './scales'

/** What a canvas context and an SVG path have in common. */
export interface PathSink {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
}

/** An SVG path's `d`. */
export class SvgPath implements PathSink {
  private parts: string[] = []
  moveTo(x: number, y: number): void {
    this.parts.push(`M${round(x)} ${round(y)}`)
  }
  lineTo(x: number, y: number): void {
    this.parts.push(`L${round(x)} ${round(y)}`)
  }
  toString(): string {
    return this.parts.join('')
  }
}

const round = (value: number) => Math.round(value * 100) / 100

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
    else {
      path.moveTo(columns.x[i]!, at)
      // A point between two gaps is a dot: round caps make one of a line of no length.
      path.lineTo(columns.x[i]!, at)
    }
    drawing = true
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
 * An extreme is a spike when it stands out from the line so many times as far as its neighbours', and
 * some pixels more. Noise stays below that where the envelope shows it; without one every peak is stroked.
 */
export const SPIKES_BESIDE_ENVELOPE = 2
export const SPIKES_ALONE = 1
const SPIKE_PX = 2.5

/**
 * Strokes from the line to every extreme that stands out of its neighbourhood. The envelope is too
 * faint to show a single row among thousands; these are not.
 */
export function traceSpikes(
  path: PathSink,
  columns: Columns,
  y: Axis,
  factor = SPIKES_ALONE,
): void {
  for (let i = 0; i < columns.length; i++) {
    if (columns.rows[i]! < 2) continue
    const middle = y.project(columns.mean[i]!)
    if (!Number.isFinite(middle)) continue
    const top = y.project(columns.high[i]!)
    const above = crest(columns.high, columns.length, i, y, Math.min, Infinity, middle)
    if (middle - top > factor * Math.max(0, middle - above) + SPIKE_PX) {
      path.moveTo(columns.x[i]!, middle)
      path.lineTo(columns.x[i]!, top)
    }
    const floor = y.project(columns.low[i]!)
    const bottom = Number.isNaN(floor) ? y.project(y.domain[0]) : floor
    const below = crest(columns.low, columns.length, i, y, Math.max, -Infinity, middle)
    if (bottom - middle > factor * Math.max(0, below - middle) + SPIKE_PX) {
      path.moveTo(columns.x[i]!, middle)
      path.lineTo(columns.x[i]!, bottom)
    }
  }
}

/**
 * How far out, in pixels, the neighbours reach. Of two neighbours on a side the nearer to the line
 * counts, so that spikes in adjacent columns do not hide each other.
 */
function crest(
  extremes: Float64Array,
  length: number,
  i: number,
  y: Axis,
  outer: (a: number, b: number) => number,
  none: number,
  middle: number,
): number {
  const inner = outer === Math.min ? Math.max : Math.min
  const at = (j: number) => {
    if (j < 0 || j >= length) return NaN
    return y.project(extremes[j]!)
  }
  const side = (near: number, far: number) => {
    if (Number.isNaN(near)) return far
    return Number.isNaN(far) ? near : inner(near, far)
  }
  const left = side(at(i - 1), at(i - 2))
  const right = side(at(i + 1), at(i + 2))
  let reach = none
  if (!Number.isNaN(left)) reach = outer(reach, left)
  if (!Number.isNaN(right)) reach = outer(reach, right)
  return Number.isFinite(reach) ? reach : middle
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
