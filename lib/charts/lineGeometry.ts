/** What is computed of a line once and kept until the line or the axis changes. */
import { type Columns, foldColumns } from '@/lib/metrics/columns'
import {
  type Domain,
  emptyExtent,
  entriesWithin,
  type Extent,
  include,
} from '@/lib/metrics/domains'
import { smooth } from '@/lib/metrics/smoothing'
import type { Smoothing } from '@/lib/panels/linePanel'
import type { Axis } from './scales'
import type { ChartLine } from './types'

export interface LineGeometry {
  /** Entries in sight, with one more at each end. */
  from: number
  to: number
  columns: Columns
  /** The smoothed line, when there is smoothing. */
  smoothed: { columns: Columns; ys: Float64Array } | null
}

interface Cached {
  version: number
  extentOf: Domain | null
  extent: Extent
  /** What the geometry was made for. */
  x: Axis | null
  pixel: number
  smoothing: Smoothing | null
  geometry: LineGeometry | null
  /** Of the geometry before; whoever asked for that one has drawn it. */
  spare: Columns | undefined
}

/** What a geometry is made for. */
export interface GeometryRequest {
  x: Axis
  /** Pixels of the chart. */
  width: number
  /** Pixels of a column. */
  pixel: number
  smoothing: Smoothing
  /** Up to this many points a pixel, a line of raw rows is drawn through each of them. */
  exactPerPixel?: number
}

const EXACT_PER_PIXEL = 1.5
/** Folds nothing but points with the same x. */
const UNFOLDED = 1e-6

export class GeometryCache {
  private readonly cache = new Map<string, Cached>()

  /** Forgets lines that are no longer drawn. */
  keep(lines: readonly ChartLine[]): void {
    if (this.cache.size <= lines.length) return
    const ids = new Set(lines.map((line) => line.id))
    for (const id of this.cache.keys()) if (!ids.has(id)) this.cache.delete(id)
  }

  /** Of y, over the entries whose x lies in the domain. */
  extent(line: ChartLine, xDomain: Domain): Extent {
    const cached = this.entry(line)
    const of = cached.extentOf
    if (!of || of[0] !== xDomain[0] || of[1] !== xDomain[1]) {
      cached.extentOf = xDomain
      cached.extent = extentWithin(line, xDomain)
    }
    return cached.extent
  }

  /**
   * `x` is taken for the same axis only if it is the same object; so is the smoothing. What is answered
   * holds until the line's geometry is asked for again.
   */
  geometry(line: ChartLine, request: GeometryRequest): LineGeometry {
    const { x, pixel, smoothing } = request
    const cached = this.entry(line)
    const same = cached.x === x && cached.pixel === pixel && cached.smoothing === smoothing
    if (!same || !cached.geometry) {
      Object.assign(cached, { x, pixel, smoothing })
      cached.geometry = computeGeometry(line, request, cached.geometry?.columns ?? cached.spare)
    }
    return cached.geometry
  }

  private entry(line: ChartLine): Cached {
    let cached = this.cache.get(line.id)
    if (!cached || cached.version !== line.version) {
      const spare: Columns | undefined = cached?.geometry?.columns ?? cached?.spare
      cached = {
        version: line.version,
        extentOf: null,
        extent: emptyExtent(),
        x: null,
        pixel: 0,
        smoothing: null,
        geometry: null,
        spare,
      }
      this.cache.set(line.id, cached)
    }
    return cached
  }
}

function extentWithin(line: ChartLine, [low, high]: Domain): Extent {
  const { buckets } = line.result
  const extent = emptyExtent()
  const { from, to } = entriesWithin(buckets, [low, high])
  for (let i = from; i < to; i++) {
    if (buckets.xMax[i]! < low || buckets.xMin[i]! > high) continue
    include(extent, buckets.min[i]!)
    include(extent, buckets.max[i]!)
  }
  return extent
}

function computeGeometry(
  line: ChartLine,
  request: GeometryRequest,
  spare: Columns | undefined,
): LineGeometry {
  const { x, width, pixel, smoothing, exactPerPixel = EXACT_PER_PIXEL } = request
  const { buckets } = line.result
  const { from, to } = entriesWithin(buckets, x.domain)
  const exact = buckets.bucketRows === 1 && to - from <= width * exactPerPixel
  const columns = foldColumns(buckets, from, to, x.project, exact ? UNFOLDED : pixel, spare)
  if (smoothing.kind === 'none') return { from, to, columns, smoothed: null }
  // Smoothed over all that is known, so that the start of a zoomed line is what it was before.
  const all = foldColumns(buckets, 0, buckets.length, x.project, UNFOLDED)
  const xs = all.x.subarray(0, all.length)
  const ys = smooth(smoothing, xs, all.mean.subarray(0, all.length), width)
  return { from, to, columns, smoothed: { columns: all, ys } }
}
