/** What a few numbers say together. */
import type { Aggregate, Band } from '../panels/panelBase'

export interface Summary {
  n: number
  mean: number
  median: number
  min: number
  max: number
  /** Standard deviation of a sample (n − 1); 0 for one number. */
  std: number
  /** First and third quartile, between the nearest numbers (type 7 of Hyndman and Fan, 1996). */
  q1: number
  q3: number
  sorted: Float64Array
}

/** Of the finite numbers; undefined without any. */
export function summaryOf(numbers: Iterable<number>): Summary | undefined {
  const sorted = Float64Array.from([...numbers].filter(Number.isFinite)).sort()
  const n = sorted.length
  if (n === 0) return undefined
  let sum = 0
  for (const value of sorted) sum += value
  const mean = sum / n
  let squares = 0
  for (const value of sorted) squares += (value - mean) ** 2
  return {
    n,
    mean,
    median: quantile(sorted, 0.5),
    min: sorted[0]!,
    max: sorted[n - 1]!,
    std: n > 1 ? Math.sqrt(squares / (n - 1)) : 0,
    q1: quantile(sorted, 0.25),
    q3: quantile(sorted, 0.75),
    sorted,
  }
}

/** Of sorted numbers, at a share of them between 0 and 1. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const low = Math.floor(place)
  const high = Math.min(sorted.length - 1, low + 1)
  return sorted[low]! + (place - low) * (sorted[high]! - sorted[low]!)
}

/** The ends of a band around an aggregate; undefined where there is none to show. */
export function bandOf(
  summary: Summary,
  aggregate: Aggregate,
  band: Band,
): [number, number] | undefined {
  if (band === 'none' || summary.n < 2) return undefined
  if (band === 'minmax') return [summary.min, summary.max]
  const half = band === 'stderr' ? summary.std / Math.sqrt(summary.n) : summary.std
  return [summary[aggregate] - half, summary[aggregate] + half]
}

/**
 * Density of sorted numbers at each place: a sum of Gaussians whose width follows Silverman's rule
 * (0.9 · min(std, IQR / 1.34) · n^(−1/5)); its greatest value is 1.
 */
export function density(summary: Summary, places: readonly number[]): number[] {
  const { n, std, q1, q3, sorted, min, max } = summary
  const spread = Math.min(std, (q3 - q1) / 1.34 || std) || (max - min) / 6
  const width = 0.9 * spread * n ** -0.2
  if (!(width > 0)) return places.map((place) => (place === min ? 1 : 0))
  const values = places.map((place) => {
    let sum = 0
    for (const value of sorted) sum += Math.exp(-(((place - value) / width) ** 2) / 2)
    return sum
  })
  const greatest = Math.max(...values)
  return values.map((value) => value / greatest)
}
