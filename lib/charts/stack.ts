/** Lines on top of each other: each fills the ground between the sum below it and its own. */
import { Buckets } from '@/lib/metrics/buckets'
import type { ChartLine } from './types'

/** More places of x than a screen has. */
const MOST_PLACES = 4000

let nextVersion = -1

/** The first line lies at the bottom. `percent` divides by the sum of all, so that the top is 100. */
export function stacked(lines: readonly ChartLine[], percent: boolean): ChartLine[] {
  const places = placesOf(lines)
  const below = new Float64Array(places.length)
  const values = lines.map((line) => valuesAt(line.result.buckets, places))
  const total = new Float64Array(places.length)
  for (const own of values) own.forEach((value, i) => (total[i]! += Math.abs(value || 0)))
  return lines.map((line, n) => {
    const buckets = new Buckets(1, Math.max(1, places.length))
    places.forEach((x, i) => {
      const value = values[n]![i]!
      if (Number.isNaN(value)) return
      const share = percent ? (total[i]! > 0 ? (100 * Math.abs(value)) / total[i]! : 0) : value
      const from = below[i]!
      below[i] = from + share
      const slot = buckets.slot(i)
      buckets.includeX(slot, x, x)
      buckets.min[slot] = Math.min(from, below[i]!)
      buckets.max[slot] = Math.max(from, below[i]!)
      buckets.sum[slot] = buckets.last[slot] = below[i]!
      buckets.count[slot] = 1
    })
    const result = { ...line.result, sortedByX: false, buckets }
    return { ...line, result, reads: line.result, band: 'area', version: nextVersion-- }
  })
}

/** The x of every entry of every line, thinned evenly where they are very many. */
function placesOf(lines: readonly ChartLine[]): number[] {
  const all = new Set<number>()
  for (const { result } of lines) {
    const { buckets } = result
    for (let i = 0; i < buckets.length; i++) {
      if (buckets.count[i]! > 0) all.add((buckets.xMin[i]! + buckets.xMax[i]!) / 2)
    }
  }
  const sorted = [...all].sort((a, b) => a - b)
  const step = Math.ceil(sorted.length / MOST_PLACES)
  return step <= 1 ? sorted : sorted.filter((_, i) => i % step === 0)
}

/** On the straight lines between entries; NaN before the first and after the last. */
function valuesAt(buckets: Buckets, places: readonly number[]): Float64Array {
  const xs: number[] = []
  const ys: number[] = []
  for (let i = 0; i < buckets.length; i++) {
    if (buckets.count[i] === 0) continue
    xs.push((buckets.xMin[i]! + buckets.xMax[i]!) / 2)
    ys.push(buckets.mean(i))
  }
  const values = new Float64Array(places.length).fill(NaN)
  let k = 0
  places.forEach((x, i) => {
    while (k + 1 < xs.length && xs[k + 1]! <= x) k++
    if (xs.length === 0 || x < xs[0]! || x > xs.at(-1)!) return
    const next = Math.min(k + 1, xs.length - 1)
    const t = xs[next]! > xs[k]! ? (x - xs[k]!) / (xs[next]! - xs[k]!) : 0
    values[i] = ys[k]! + t * (ys[next]! - ys[k]!)
  })
  return values
}
