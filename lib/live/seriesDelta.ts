/** How appended rows are written into an event, and how an event joins a cached series. */
import type { Buckets } from '../metrics/buckets'
import { shortFloat32 } from '../metrics/float32'
import type { SeriesResult } from '../metrics/seriesWire'
import type { BucketColumn, JsonNumber, PointColumn, SeriesAppended } from './events'

// ---- writing

/** `rows` are offsets from the event's first row, or null when every row has a value. */
export function encodePoints(
  rows: ArrayLike<number> | null,
  values: ArrayLike<number>,
): PointColumn {
  const column: PointColumn = { y: [] }
  const n = values.length
  let single = true
  for (let i = 0; i < n && single; i++) {
    const v = values[i]!
    single = Math.fround(v) === v || !Number.isFinite(v)
  }
  for (let i = 0; i < n; i++) {
    const v = values[i]!
    column.y.push(Number.isFinite(v) ? (single ? shortFloat32(v) : v) : toJsonNumber(v))
  }
  if (single) column.f = 1
  if (rows) column.r = Array.from(rows)
  return column
}

export function encodeBuckets(buckets: Buckets): BucketColumn {
  const { length } = buckets
  const lane = (values: Float64Array | Uint32Array) => Array.from(values.subarray(0, length))
  const numbers = (values: Float64Array) => lane(values).map(toJsonNumber)
  return {
    b: lane(buckets.index),
    min: numbers(buckets.min),
    max: numbers(buckets.max),
    sum: lane(buckets.sum),
    last: numbers(buckets.last),
    n: lane(buckets.count),
    bad: lane(buckets.nonFinite),
  }
}

function toJsonNumber(value: number): JsonNumber {
  if (Number.isFinite(value)) return value
  if (Number.isNaN(value)) return null
  return value > 0 ? 'inf' : '-inf'
}

function fromJsonNumber(value: JsonNumber): number {
  if (typeof value === 'number') return value
  if (value === null) return NaN
  return value === 'inf' ? Infinity : -Infinity
}

// ---- reading

/**
 * `applied`: the series now reaches to the event's end. `known`: it did already. `stale`: something
 * in between was missed, or the event is too coarse to join; fetch the series again.
 */
export type DeltaOutcome = 'applied' | 'known' | 'stale'

/** Adds an event's rows to a series over the whole run. Changes `series` in place. */
export function applyDelta(series: SeriesResult, event: SeriesAppended, x: string): DeltaOutcome {
  const end = event.firstRow + event.rows
  if (end <= series.nextRow) return 'known'
  if (event.firstRow > series.nextRow || series.sortedByX) return 'stale'
  const column = event.columns[series.key]
  const xColumn = event.columns[x]
  let outcome: DeltaOutcome = 'applied'
  if (column && xColumn) {
    series.known = true
    outcome =
      'y' in column
        ? 'y' in xColumn
          ? addPoints(series, event, column, xColumn)
          : 'stale'
        : 'y' in xColumn
          ? 'stale'
          : addBuckets(series, event, column, xColumn)
  }
  if (outcome === 'applied') series.nextRow = end
  return outcome
}

function addPoints(
  series: SeriesResult,
  event: SeriesAppended,
  column: PointColumn,
  xColumn: PointColumn,
): DeltaOutcome {
  const { buckets } = series
  const read = (c: PointColumn, i: number) => {
    const value = fromJsonNumber(c.y[i]!)
    return c.f ? Math.fround(value) : value
  }
  const offset = (c: PointColumn, i: number) => c.r?.[i] ?? i
  let j = 0
  let lastX = buckets.length > 0 ? buckets.xMax[buckets.length - 1]! : -Infinity
  for (let i = 0; i < column.y.length; i++) {
    const at = offset(column, i)
    const row = event.firstRow + at
    if (row < series.nextRow) continue
    while (j < xColumn.y.length && offset(xColumn, j) < at) j++
    if (j >= xColumn.y.length || offset(xColumn, j) !== at) continue
    const x = read(xColumn, j)
    if (!Number.isFinite(x)) continue
    // An x that runs backwards changes how the whole series must be answered.
    if (x < lastX) return 'stale'
    lastX = x
    buckets.addPoint(row, x, read(column, i))
  }
  return 'applied'
}

function addBuckets(
  series: SeriesResult,
  event: SeriesAppended,
  column: BucketColumn,
  xColumn: BucketColumn,
): DeltaOutcome {
  const { buckets } = series
  // A bucket cannot be divided, neither over a finer grid nor where a part of it is known.
  if (event.bucketRows > buckets.bucketRows || event.firstRow < series.nextRow) return 'stale'
  let j = 0
  let lastX = buckets.length > 0 ? buckets.xMax[buckets.length - 1]! : -Infinity
  for (let i = 0; i < column.b.length; i++) {
    const b = column.b[i]!
    while (j < xColumn.b.length && xColumn.b[j]! < b) j++
    if (xColumn.b[j] !== b) continue
    const low = fromJsonNumber(xColumn.min[j]!)
    const high = fromJsonNumber(xColumn.max[j]!)
    if (Number.isNaN(low)) continue
    if (low < lastX) return 'stale'
    lastX = high
    buckets.addEntry(
      b * event.bucketRows,
      low,
      high,
      fromJsonNumber(column.min[i]!),
      fromJsonNumber(column.max[i]!),
      column.sum[i]!,
      fromJsonNumber(column.last[i]!),
      column.n[i]!,
      column.bad[i]!,
    )
  }
  return 'applied'
}

/** Halves the resolution of a series that has grown beyond `limit` buckets. */
export function trimmed(series: SeriesResult, limit: number): SeriesResult {
  let { buckets } = series
  while (buckets.length > limit) buckets = buckets.coarsened(buckets.bucketRows * 2)
  return buckets === series.buckets ? series : { ...series, buckets }
}
