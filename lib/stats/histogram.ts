/** Numbers counted in bins. */

export interface Histogram {
  /** Ends of the bins, one more than counts, increasing. */
  edges: readonly number[]
  counts: readonly number[]
}

const MOST_BINS = 60
const LEAST_BINS = 5

/**
 * Bins of equal width, or of equal ratio when `log`; how many follows from the data (Freedman and
 * Diaconis, 1981: 2 · IQR · n^(−1/3)) unless it is given. A number on an edge belongs to the bin above,
 * the greatest to the last one.
 */
export function histogramOf(numbers: Iterable<number>, bins?: number, log = false): Histogram {
  const values = [...numbers].filter((value) => Number.isFinite(value) && (!log || value > 0))
  if (values.length === 0) return { edges: [], counts: [] }
  const places = Float64Array.from(values, (value) => (log ? Math.log(value) : value)).sort()
  const low = places[0]!
  const high = places.at(-1)!
  if (low === high) {
    const half = Math.abs(low) * 0.05 || 0.5
    const edges = [low - half, low + half]
    return { edges: log ? edges.map(Math.exp) : edges, counts: [values.length] }
  }
  const count = bins ?? automaticBins(places)
  const width = (high - low) / count
  const counts = Array<number>(count).fill(0)
  for (const place of places) counts[Math.min(count - 1, Math.floor((place - low) / width))]!++
  const edges = Array.from({ length: count + 1 }, (_, i) => (i === count ? high : low + i * width))
  return { edges: log ? edges.map(Math.exp) : edges, counts }
}

function automaticBins(sorted: Float64Array): number {
  const n = sorted.length
  const at = (share: number) => sorted[Math.round(share * (n - 1))]!
  const width = 2 * (at(0.75) - at(0.25)) * n ** (-1 / 3)
  const wanted = width > 0 ? (sorted[n - 1]! - sorted[0]!) / width : Math.log2(n) + 1
  return Math.max(LEAST_BINS, Math.min(MOST_BINS, Math.ceil(wanted)))
}

/** The same counts on other bins: each is spread evenly over where it lies. */
export function rebinned({ edges, counts }: Histogram, onto: readonly number[]): number[] {
  const result = Array<number>(Math.max(0, onto.length - 1)).fill(0)
  counts.forEach((count, i) => {
    const low = edges[i]!
    const high = edges[i + 1]!
    for (let b = 0; b < result.length && count > 0; b++) {
      const from = Math.max(low, onto[b]!)
      const to = Math.min(high, onto[b + 1]!)
      if (high > low && to > from) result[b]! += (count * (to - from)) / (high - low)
      else if (high === low && low >= onto[b]! && (low < onto[b + 1]! || b === result.length - 1)) {
        result[b]! += count
        break
      }
    }
  })
  return result
}
