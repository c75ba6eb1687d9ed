/** Which lines a person points at, the nearest first, and what their points say. */
import type { Buckets } from '@/lib/metrics/buckets'
import { firstIndex } from '@/lib/metrics/domains'
import type { LineChart } from './LineChart'
import { pointAt } from '@/lib/charts/marks'
import type { ChartLine } from '@/lib/charts/types'

/** What an entry of a series says: one row's exact value, or the extremes of several rows. */
export interface Reading {
  /** In units of x: the row's own, or both ends of the bucket. */
  xMin: number
  xMax: number
  /** Finite values; more than one makes it a bucket. */
  rows: number
  nonFinite: number
  /** NaN where no value is finite. */
  last: number
  mean: number
  min: number
  max: number
  /** First row of the entry. */
  row: number
  /** Of a group of runs, in place of rows. */
  group?: GroupReading | undefined
}

export interface GroupReading {
  /** Runs that have a value here. */
  n: number
  mean: number
  median: number
  std: number
  min: number
  max: number
}

export interface Hit {
  line: ChartLine
  reading: Reading
  /** Where the line is drawn there, in pixels. */
  at: { x: number; y: number }
  /** Vertical distance to the pointer in pixels. */
  distance: number
}

/** A line counts at an x between its ends, or this many pixels beside them. */
const REACH_PX = 12

export function hitTest(
  chart: LineChart,
  px: number,
  py: number,
): { x: number; hits: Hit[] } | null {
  const picture = chart.getPicture()
  if (!picture) return null
  const { frame } = picture
  if (px < frame.left - REACH_PX || px > frame.right + REACH_PX) return null
  const x = frame.x.invert(Math.min(frame.right, Math.max(frame.left, px)))
  const hits: Hit[] = []
  for (const line of chart.getLines()) {
    const geometry = chart.geometryOf(line)
    const at = geometry && pointAt(geometry, frame, x)
    if (!at) continue
    const { buckets } = line.reads ?? line.result
    const i = nearestEntry(buckets, x)
    if (i < 0 || !reaches(buckets, x, (value) => frame.x.project(value), px)) continue
    const reading = { ...readingAt(buckets, i), group: groupReading(line, i) }
    hits.push({ line, reading, at, distance: Math.abs(at.y - py) })
  }
  hits.sort((a, b) => a.distance - b.distance)
  return { x, hits }
}

export function groupReading({ group }: ChartLine, i: number): GroupReading | undefined {
  if (!group) return undefined
  const { n, mean, median, std, min, max } = group.stats
  return {
    n: n[i]!,
    mean: mean[i]!,
    median: median[i]!,
    std: std[i]!,
    min: min[i]!,
    max: max[i]!,
  }
}

function reaches(
  buckets: Buckets,
  x: number,
  project: (value: number) => number,
  px: number,
): boolean {
  const first = buckets.xMin[0]!
  const last = buckets.xMax[buckets.length - 1]!
  if (x >= first && x <= last) return true
  return Math.abs(project(x < first ? first : last) - px) <= REACH_PX
}

/** Index of the entry that holds x or is nearest to it; −1 for an empty series. */
export function nearestEntry(buckets: Buckets, x: number): number {
  const { length } = buckets
  if (length === 0) return -1
  const i = firstIndex(length, (k) => buckets.xMax[k]! >= x)
  if (i === length) return length - 1
  if (i === 0 || buckets.xMin[i]! <= x) return i
  return x - buckets.xMax[i - 1]! <= buckets.xMin[i]! - x ? i - 1 : i
}

export function readingAt(buckets: Buckets, i: number): Reading {
  const rows = buckets.count[i]!
  return {
    xMin: buckets.xMin[i]!,
    xMax: buckets.xMax[i]!,
    rows,
    nonFinite: buckets.nonFinite[i]!,
    last: buckets.last[i]!,
    mean: rows > 0 ? buckets.mean(i) : NaN,
    min: buckets.min[i]!,
    max: buckets.max[i]!,
    row: buckets.index[i]! * buckets.bucketRows,
  }
}
