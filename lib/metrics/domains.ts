/** What an axis shows: from where to where, so that nothing is hidden unless it is said. */
import type { Buckets } from './buckets'

export type Domain = [number, number]

export interface Extent {
  low: number
  high: number
  /** Smallest value above zero, for logarithmic axes; Infinity where there is none. */
  leastPositive: number
}

export function emptyExtent(): Extent {
  return { low: Infinity, high: -Infinity, leastPositive: Infinity }
}

export function include(extent: Extent, value: number): void {
  if (!Number.isFinite(value)) return
  if (value < extent.low) extent.low = value
  if (value > extent.high) extent.high = value
  if (value > 0 && value < extent.leastPositive) extent.leastPositive = value
}

const MARGIN = 0.05

/** A linear axis around the values with a little air; around 0…1 when there are none. */
export function linearDomain({ low, high }: Extent, margin = MARGIN): Domain {
  if (low > high) return [0, 1]
  if (low === high) {
    const air = Math.abs(low) * 0.1 || 1
    return [low - air, high + air]
  }
  const air = (high - low) * margin
  // A metric that is never negative does not get a negative axis for the sake of air.
  return [low >= 0 && low - air < 0 ? 0 : low - air, high + air]
}

/** A logarithmic axis around the values above zero; the others cannot stand on it. */
export function logDomain({ high, leastPositive }: Extent): Domain {
  if (!(leastPositive < Infinity) || !(high > 0)) return [1, 10]
  const air = leastPositive === high ? 2 : (high / leastPositive) ** MARGIN
  return [Math.max(leastPositive / air, Number.MIN_VALUE), high * air]
}

/** Indices [from, to) of the entries that lie in the domain of x, with one more at each end. */
export function entriesWithin(buckets: Buckets, [low, high]: readonly [number, number]) {
  const from = firstIndex(buckets.length, (i) => !(buckets.xMax[i]! < low))
  const to = firstIndex(buckets.length, (i) => buckets.xMin[i]! > high)
  return { from: Math.max(0, from - 1), to: Math.min(buckets.length, to + 1) }
}

/** The first index for which the test holds, given that it holds for all after it. */
export function firstIndex(length: number, test: (i: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (test(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** A tenth of the points is what "ignore outliers" may leave out: five in a hundred at each end. */
const OUTLIER_SHARE = 0.05

/** The middle nine tenths of the values, with air. `values` is sorted in place. */
export function domainWithoutOutliers(values: Float64Array): Extent {
  values.sort()
  const extent = emptyExtent()
  if (values.length === 0) return extent
  const at = (share: number) => values[Math.round(share * (values.length - 1))]!
  include(extent, at(OUTLIER_SHARE))
  include(extent, at(1 - OUTLIER_SHARE))
  const positive = firstIndex(values.length, (i) => values[i]! > 0)
  if (positive < values.length) include(extent, Math.max(values[positive]!, at(OUTLIER_SHARE)))
  return extent
}

const GROWTH_STEPS = 16

/**
 * The end of an axis that still grows: a little beyond the data, in steps, so that a chart is drawn
 * anew a few times a minute rather than with every row.
 */
export function growingEnd(low: number, high: number): number {
  const span = high - low
  if (!(span > 0)) return high
  const step = 2 ** Math.ceil(Math.log2(span / GROWTH_STEPS))
  return low + (Math.floor(span / step) + 1) * step
}
