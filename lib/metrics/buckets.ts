/**
 * Buckets: what a chart draws of a series.
 *
 * A run's history is a sequence of rows. Bucket `b` of width `bucketRows` (always a power of two)
 * covers rows [b·bucketRows, (b+1)·bucketRows), so the grid never moves while a run grows, two
 * neighbours merge exactly into one bucket of twice the width, and server and browser agree on
 * every boundary. Width 1 means raw rows.
 */

const INITIAL_CAPACITY = 64

export class Buckets {
  length = 0
  /** Bucket numbers, strictly increasing. Buckets without any point are absent. */
  index: Float64Array
  /** Smallest and greatest x of the bucket's rows; NaN where none of its rows has an x. */
  xMin: Float64Array
  xMax: Float64Array
  /** Over the finite values; NaN where there is none. */
  min: Float64Array
  max: Float64Array
  sum: Float64Array
  last: Float64Array
  /** Finite values, and NaN or infinite ones, which count in nothing else. */
  count: Uint32Array
  nonFinite: Uint32Array

  constructor(
    public bucketRows: number,
    capacity = INITIAL_CAPACITY,
  ) {
    this.index = new Float64Array(capacity)
    this.xMin = new Float64Array(capacity)
    this.xMax = new Float64Array(capacity)
    this.min = new Float64Array(capacity)
    this.max = new Float64Array(capacity)
    this.sum = new Float64Array(capacity)
    this.last = new Float64Array(capacity)
    this.count = new Uint32Array(capacity)
    this.nonFinite = new Uint32Array(capacity)
  }

  mean(i: number): number {
    return this.sum[i]! / this.count[i]!
  }

  /** Adds one row's value. Rows must come in order. */
  addPoint(row: number, x: number, y: number): void {
    const i = this.slot(Math.floor(row / this.bucketRows))
    this.includeX(i, x, x)
    if (!Number.isFinite(y)) {
      this.nonFinite[i]!++
      return
    }
    if (this.count[i] === 0) {
      this.min[i] = y
      this.max[i] = y
    } else {
      if (y < this.min[i]!) this.min[i] = y
      if (y > this.max[i]!) this.max[i] = y
    }
    this.sum[i]! += y
    this.last[i] = y
    this.count[i]!++
  }

  /**
   * Adds a bucket of another grid whose rows all lie inside one bucket of this grid. Entries must
   * come in row order, since the later one gives `last`.
   */
  addEntry(
    firstRow: number,
    xMin: number,
    xMax: number,
    min: number,
    max: number,
    sum: number,
    last: number,
    count: number,
    nonFinite: number,
  ): void {
    const i = this.slot(Math.floor(firstRow / this.bucketRows))
    this.includeX(i, xMin, xMax)
    this.nonFinite[i]! += nonFinite
    if (count === 0) return
    if (this.count[i] === 0) {
      this.min[i] = min
      this.max[i] = max
    } else {
      if (min < this.min[i]!) this.min[i] = min
      if (max > this.max[i]!) this.max[i] = max
    }
    this.sum[i]! += sum
    this.last[i] = last
    this.count[i]! += count
  }

  /** Adds entry `i` of `other`, whose width divides this one's. */
  addFrom(other: Buckets, i: number): void {
    this.addEntry(
      other.index[i]! * other.bucketRows,
      other.xMin[i]!,
      other.xMax[i]!,
      other.min[i]!,
      other.max[i]!,
      other.sum[i]!,
      other.last[i]!,
      other.count[i]!,
      other.nonFinite[i]!,
    )
  }

  /** The same rows on a grid `bucketRows` wide, a multiple of the present width. Exact. */
  coarsened(bucketRows: number): Buckets {
    const result = new Buckets(bucketRows, Math.max(INITIAL_CAPACITY, this.length))
    for (let i = 0; i < this.length; i++) result.addFrom(this, i)
    return result
  }

  /** Makes room for, and returns, the entry of a bucket number at or after the last one. */
  slot(bucket: number): number {
    const n = this.length
    if (n > 0 && this.index[n - 1] === bucket) return n - 1
    if (n > 0 && this.index[n - 1]! > bucket) {
      throw new RangeError(`bucket ${bucket} comes after bucket ${this.index[n - 1]}`)
    }
    if (n === this.index.length) this.grow()
    this.index[n] = bucket
    this.xMin[n] = NaN
    this.xMax[n] = NaN
    this.min[n] = NaN
    this.max[n] = NaN
    this.sum[n] = 0
    this.last[n] = NaN
    this.count[n] = 0
    this.nonFinite[n] = 0
    this.length = n + 1
    return n
  }

  includeX(i: number, low: number, high: number): void {
    if (Number.isNaN(low)) return
    if (!(this.xMin[i]! <= low)) this.xMin[i] = low
    if (!(this.xMax[i]! >= high)) this.xMax[i] = high
  }

  private grow(): void {
    const capacity = Math.max(INITIAL_CAPACITY, this.index.length * 2)
    const float = (old: Float64Array) => {
      const grown = new Float64Array(capacity)
      grown.set(old)
      return grown
    }
    const uint = (old: Uint32Array) => {
      const grown = new Uint32Array(capacity)
      grown.set(old)
      return grown
    }
    this.index = float(this.index)
    this.xMin = float(this.xMin)
    this.xMax = float(this.xMax)
    this.min = float(this.min)
    this.max = float(this.max)
    this.sum = float(this.sum)
    this.last = float(this.last)
    this.count = uint(this.count)
    this.nonFinite = uint(this.nonFinite)
  }
}

/** The narrowest grid on which `rows` rows fill at most `buckets` buckets, however aligned. */
export function bucketRowsFor(rows: number, buckets: number): number {
  if (rows <= buckets) return 1
  let width = 1
  // An unaligned range touches one bucket more than rows/width.
  while (Math.ceil(rows / width) + 1 > buckets && width < rows) width *= 2
  return width
}
