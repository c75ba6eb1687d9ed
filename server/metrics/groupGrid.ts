/** Runs folded onto one grid of x, and what they say together there. */
import type { Buckets } from '@/lib/metrics/buckets'
import { emptyGroupStats, type GroupStats } from '@/lib/metrics/groupStats'

export type GridScale = 'linear' | 'log'

/**
 * One run along x, as it came: entries in the order of x. Where `broken` is set the line is
 * interrupted before the entry, by values that were not finite.
 */
export interface RunLine {
  length: number
  x: Float64Array
  /** Of the entry's finite values; entries without any are left out. */
  sum: Float64Array
  count: Float64Array
  min: Float64Array
  max: Float64Array
  broken: Uint8Array
}

/** The finite entries of a series, at places on the grid's scale. */
export function runLine(buckets: Buckets, scale: GridScale): RunLine {
  const line: RunLine = {
    length: 0,
    x: new Float64Array(buckets.length),
    sum: new Float64Array(buckets.length),
    count: new Float64Array(buckets.length),
    min: new Float64Array(buckets.length),
    max: new Float64Array(buckets.length),
    broken: new Uint8Array(buckets.length),
  }
  let broken = 0
  for (let i = 0; i < buckets.length; i++) {
    if (buckets.count[i] === 0) {
      broken = 1
      continue
    }
    const x = (buckets.xMin[i]! + buckets.xMax[i]!) / 2
    const place = scale === 'log' ? Math.log(x) : x
    if (!Number.isFinite(place)) continue
    const n = line.length++
    line.x[n] = place
    line.sum[n] = buckets.sum[i]!
    line.count[n] = buckets.count[i]!
    line.min[n] = buckets.min[i]!
    line.max[n] = buckets.max[i]!
    line.broken[n] = broken
    broken = 0
  }
  return line
}

/** Buckets along x; places are x itself, or its logarithm. */
export class Grid {
  readonly width: number

  /**
   * Over [low, high] of places, with `buckets` buckets at most. Their width is a power of two, so that
   * a grid grows by doublings and its lines stay where they are while runs log on. `whole` is for
   * steps, which are whole numbers: none shares a bucket with a part of another.
   */
  constructor(
    readonly low: number,
    readonly high: number,
    buckets: number,
    private readonly whole: boolean,
  ) {
    const least = (high - low) / buckets
    let width = least > 0 ? 2 ** Math.ceil(Math.log2(least)) : 1
    if (whole) width = Math.max(1, width)
    // The ends may lie across lines of the grid.
    while (Math.floor(high / width) - Math.floor(low / width) + 1 > buckets) width *= 2
    this.width = width
  }

  bucket(place: number): number {
    return Math.floor(place / this.width)
  }

  /** The middle of what there is of a bucket. */
  middle(bucket: number): number {
    const start = bucket * this.width
    const end = this.whole ? start + this.width - 1 : start + this.width
    return (Math.max(this.low, start) + Math.min(this.high, end)) / 2
  }
}

/** What one run is in each bucket of the grid between its first and its last. */
interface FoldedRun {
  from: number
  mean: Float64Array
  min: Float64Array
  max: Float64Array
}

/**
 * A run counts in every bucket from its first point to its last: where it has no point of its own,
 * with the straight line between its neighbours, as a chart draws it; but not across NaN.
 */
function folded(line: RunLine, grid: Grid): FoldedRun {
  const bucket = (i: number) => grid.bucket(line.x[i]!)
  const from = bucket(0)
  const size = bucket(line.length - 1) - from + 1
  const sum = new Float64Array(size)
  const count = new Float64Array(size)
  const min = new Float64Array(size).fill(Infinity)
  const max = new Float64Array(size).fill(-Infinity)
  for (let i = 0; i < line.length; i++) {
    const b = bucket(i) - from
    sum[b]! += line.sum[i]!
    count[b]! += line.count[i]!
    if (line.min[i]! < min[b]!) min[b] = line.min[i]!
    if (line.max[i]! > max[b]!) max[b] = line.max[i]!
  }
  const mean = new Float64Array(size)
  for (let b = 0; b < size; b++) mean[b] = count[b]! > 0 ? sum[b]! / count[b]! : NaN
  for (let i = 1; i < line.length; i++) {
    const before = bucket(i - 1) - from
    const after = bucket(i) - from
    if (after - before < 2 || line.broken[i]) continue
    const x0 = line.x[i - 1]!
    const y0 = line.sum[i - 1]! / line.count[i - 1]!
    const slope = (line.sum[i]! / line.count[i]! - y0) / (line.x[i]! - x0)
    for (let b = before + 1; b < after; b++) {
      mean[b] = min[b] = max[b] = y0 + slope * (grid.middle(from + b) - x0)
    }
  }
  return { from, mean, min, max }
}

/** Statistics over all lines of a group; buckets in which no run has a value are absent. */
export function groupStats(lines: readonly RunLine[], grid: Grid, scale: GridScale): GroupStats {
  const runs = lines.filter((line) => line.length > 0).map((line) => folded(line, grid))
  if (runs.length === 0) return emptyGroupStats(0)
  let first = Infinity
  let last = -Infinity
  for (const { from, mean } of runs) {
    first = Math.min(first, from)
    last = Math.max(last, from + mean.length - 1)
  }
  first = Math.max(first, grid.bucket(grid.low))
  last = Math.min(last, grid.bucket(grid.high))
  const stats = emptyGroupStats(Math.max(0, last - first + 1))
  const values = new Float64Array(runs.length)
  let n = 0
  for (let bucket = first; bucket <= last; bucket++) {
    let here = 0
    let min = Infinity
    let max = -Infinity
    for (const run of runs) {
      const at = bucket - run.from
      const mean = run.mean[at]
      if (mean === undefined || Number.isNaN(mean)) continue
      values[here++] = mean
      if (run.min[at]! < min) min = run.min[at]!
      if (run.max[at]! > max) max = run.max[at]!
    }
    if (here === 0) continue
    const middle = grid.middle(bucket)
    stats.x[n] = scale === 'log' ? Math.exp(middle) : middle
    stats.n[n] = here
    stats.min[n] = min
    stats.max[n] = max
    summarise(values.subarray(0, here), stats, n)
    n++
  }
  return firstEntries(stats, n)
}

/** Sorts the values. */
function summarise(values: Float64Array, stats: GroupStats, at: number): void {
  const n = values.length
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / n
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  values.sort()
  const middle = n >> 1
  stats.mean[at] = mean
  stats.std[at] = n > 1 ? Math.sqrt(squares / (n - 1)) : 0
  stats.median[at] = n % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2
}

function firstEntries(stats: GroupStats, length: number): GroupStats {
  const { x, n, mean, median, std, min, max } = stats
  return {
    length,
    x: x.subarray(0, length),
    n: n.subarray(0, length),
    mean: mean.subarray(0, length),
    median: median.subarray(0, length),
    std: std.subarray(0, length),
    min: min.subarray(0, length),
    max: max.subarray(0, length),
  }
}
