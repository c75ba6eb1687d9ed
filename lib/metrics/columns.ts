/**
 * A series folded into columns of one pixel: the mean as the line, the extremes as its envelope. A
 * spike of a single row is the extreme of its bucket and therefore of its column, at every zoom.
 */
import type { Buckets } from './buckets'

/** Maps a value to pixels; NaN where it has no place on the axis. */
export type Project = (value: number) => number

export class Columns {
  length = 0
  /** Whether any column holds more than one row. */
  folded = false
  /** Pixels of the middle of the column's rows. */
  x: Float64Array
  /** Mean, smallest and greatest value, in units of y. */
  mean: Float64Array
  low: Float64Array
  high: Float64Array
  /** Rows in the column; more than one makes an envelope. */
  rows: Float64Array
  /** 1 where the line is interrupted before this column. */
  gap: Uint8Array

  constructor(readonly capacity: number) {
    this.x = new Float64Array(capacity)
    this.mean = new Float64Array(capacity)
    this.low = new Float64Array(capacity)
    this.high = new Float64Array(capacity)
    this.rows = new Float64Array(capacity)
    this.gap = new Uint8Array(capacity)
  }

  clear(): this {
    this.length = 0
    this.folded = false
    return this
  }

  /** One point more at the end, for which there must be room. */
  addPoint(x: number, y: number): void {
    const n = this.length++
    this.x[n] = x
    this.mean[n] = this.low[n] = this.high[n] = y
    this.rows[n] = 1
    this.gap[n] = 0
  }
}

/** Room for rows to come, so that a growing line does not take new memory with each of them. */
const SLACK = 1.25

/**
 * Columns of `pixel` pixels of the entries [from, to). Entries without any finite value interrupt
 * the line; what is NaN beside finite values is counted elsewhere. A line of buckets ends at its last
 * value, not at the mean of its last bucket.
 * @param spare columns that nobody needs any more, to be filled anew if they have room
 */
export function foldColumns(
  buckets: Buckets,
  from: number,
  to: number,
  project: Project,
  pixel = 1,
  spare?: Columns,
): Columns {
  const room = to - from + 1
  const columns =
    spare && spare.capacity >= room ? spare.clear() : new Columns(Math.ceil(room * SLACK))
  let n = 0
  let current = NaN
  let gap = 0
  for (let i = from; i < to; i++) {
    const count = buckets.count[i]!
    if (count === 0) {
      if (buckets.nonFinite[i]! > 0) gap = 1
      continue
    }
    const x = project((buckets.xMin[i]! + buckets.xMax[i]!) / 2)
    if (Number.isNaN(x)) continue
    const column = Math.floor(x / pixel)
    if (column === current && gap === 0) {
      const k = n - 1
      const before = columns.rows[k]!
      const all = before + count
      columns.x[k] = (columns.x[k]! * before + x * count) / all
      columns.mean[k] = columns.mean[k]! + (buckets.sum[i]! - columns.mean[k]! * count) / all
      if (buckets.min[i]! < columns.low[k]!) columns.low[k] = buckets.min[i]!
      if (buckets.max[i]! > columns.high[k]!) columns.high[k] = buckets.max[i]!
      columns.rows[k] = all
      columns.folded = true
      continue
    }
    current = column
    columns.x[n] = x
    columns.mean[n] = buckets.sum[i]! / count
    columns.low[n] = buckets.min[i]!
    columns.high[n] = buckets.max[i]!
    columns.rows[n] = count
    if (count > 1) columns.folded = true
    columns.gap[n] = n === 0 ? 0 : gap
    gap = 0
    n++
  }
  columns.length = n
  const end = to - 1
  if (n > 0 && gap === 0 && buckets.count[end]! > 1 && to === buckets.length) {
    const x = project(buckets.xMax[end]!)
    if (x > columns.x[n - 1]!) columns.addPoint(x, buckets.last[end]!)
  }
  return columns
}
