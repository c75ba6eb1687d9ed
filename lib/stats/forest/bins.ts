/**
 * Feature values as small codes in their order. A tree only asks "below or not", so codes tell it
 * all; where there are more values than codes, neighbours share one.
 */

export const MAX_BINS = 64

export interface BinnedFeature {
  /** One code a sample. */
  codes: Uint8Array
  /** Codes in use: 0 to `bins - 1`. */
  bins: number
}

/** NaN stands below every number: a tree may part samples without a value from the others. */
export function binFeature(values: ArrayLike<number>): BinnedFeature {
  const rank = (value: number) => (Number.isNaN(value) ? -Infinity : value)
  const sorted = Float64Array.from(values, rank).sort()
  const distinct: number[] = []
  for (const value of sorted)
    if (distinct.length === 0 || value !== distinct.at(-1)) distinct.push(value)
  const starts = distinct.length <= MAX_BINS ? distinct : quantiles(sorted)
  const codes = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) codes[i] = lastAtMost(starts, rank(values[i]!))
  return { codes, bins: starts.length }
}

/** The smallest value of each bin, of about equally many samples. */
function quantiles(sorted: Float64Array): number[] {
  const starts: number[] = []
  for (let bin = 0; bin < MAX_BINS; bin++) {
    const start = sorted[Math.floor((bin * sorted.length) / MAX_BINS)]!
    if (start !== starts.at(-1)) starts.push(start)
  }
  return starts
}

function lastAtMost(starts: readonly number[], value: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}
