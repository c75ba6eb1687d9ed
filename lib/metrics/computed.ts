/** A series computed of others, entry by entry. */
import { Buckets } from './buckets'
import type { SeriesResult } from './seriesWire'

/**
 * One entry wherever all inputs have one: the rows of an entry are the same for all of them. Its value
 * is computed of the inputs' means, so of a bucket of several rows it is an approximation, and
 * extremes are not known. What is not finite counts as such.
 */
export function computedBuckets(
  inputs: readonly SeriesResult[],
  valueAt: (means: readonly number[]) => number,
): Buckets {
  const bucketRows = Math.max(1, ...inputs.map(({ buckets }) => buckets.bucketRows))
  const sorted = inputs.some((input) => input.sortedByX)
  // Ordered by x, entries have no row to be found by, but the same row has the same x.
  const all = inputs.map(({ buckets }) =>
    sorted || buckets.bucketRows === bucketRows ? buckets : buckets.coarsened(bucketRows),
  )
  const places = all.map((buckets) => (sorted ? buckets.xMin : buckets.index))
  const [first] = all
  const result = new Buckets(sorted ? 1 : bucketRows)
  if (!first) return result
  const at = all.map(() => 0)
  const means = all.map(() => 0)
  for (let i = 0; i < first.length; i++) {
    const place = places[0]![i]!
    let complete = true
    for (let k = 0; k < all.length; k++) {
      while (at[k]! < all[k]!.length && places[k]![at[k]!]! < place) at[k]!++
      if (at[k]! >= all[k]!.length || places[k]![at[k]!] !== place) complete = false
      else means[k] = all[k]!.count[at[k]!]! > 0 ? all[k]!.mean(at[k]!) : NaN
    }
    if (!complete) continue
    const rows = Math.min(...all.map((buckets, k) => buckets.count[at[k]!]!))
    const value = valueAt(means)
    const slot = result.slot(sorted ? result.length : place)
    result.includeX(slot, first.xMin[i]!, first.xMax[i]!)
    if (!Number.isFinite(value)) {
      result.nonFinite[slot] = Math.max(1, rows)
      continue
    }
    result.min[slot] = result.max[slot] = result.last[slot] = value
    result.count[slot] = Math.max(1, rows)
    result.sum[slot] = value * result.count[slot]!
  }
  return result
}
