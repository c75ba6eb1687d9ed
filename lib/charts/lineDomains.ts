/** Where a chart's axes begin and end, and what they leave out. */
import {
  type Domain,
  domainWithoutOutliers,
  emptyExtent,
  entriesWithin,
  type Extent,
  growingEnd,
  include,
  linearDomain,
  logDomain,
} from '@/lib/metrics/domains'
import type { AxisRange, ScaleKind } from '@/lib/panels/linePanel'
import type { GeometryCache } from './lineGeometry'
import type { ChartLine, ChartOptions } from './types'

/** What the axes do not show, to be said beside the chart. */
export interface LeftOut {
  /** Points above or below the y axis because outliers are ignored; buckets count as one. */
  outliers: number
  /** Whether buckets are among them, so that there may be more. */
  outliersAtLeast: boolean
  /** Lines with values or x at or below zero, which a log axis cannot show. */
  notPositiveY: boolean
  notPositiveX: boolean
}

export interface Domains extends LeftOut {
  x: Domain
  y: Domain
}

export interface Zoom {
  x: Domain
  y: Domain | null
}

export function chartDomains(
  lines: readonly ChartLine[],
  options: ChartOptions,
  zoom: Zoom | null,
  cache: GeometryCache,
): Domains {
  const xExtent = extentOfX(lines)
  const x = zoom?.x ?? withRange(xDomain(xExtent, lines, options), options.xRange, options.xScale)
  const yExtent = emptyExtent()
  for (const line of lines) merge(yExtent, cache.extent(line, x))
  const shown = options.ignoreOutliers ? withoutOutliers(lines, x) : yExtent
  const automatic = options.yScale === 'log' ? logDomain(shown) : linearDomain(shown)
  const y = zoom?.y ?? withRange(automatic, options.yRange, options.yScale)
  return {
    x,
    y,
    ...countOutliers(lines, x, y, options.ignoreOutliers && !zoom?.y),
    notPositiveY: options.yScale === 'log' && yExtent.low <= 0,
    notPositiveX: options.xScale === 'log' && xExtent.low <= 0,
  }
}

function extentOfX(lines: readonly ChartLine[]): Extent {
  const extent = emptyExtent()
  for (const { result } of lines) {
    const { buckets } = result
    if (buckets.length === 0) continue
    include(extent, buckets.xMin[0]!)
    include(extent, buckets.xMax[buckets.length - 1]!)
    for (let i = 0; i < buckets.length && !(extent.leastPositive < Infinity); i++) {
      include(extent, buckets.xMin[i]!)
    }
    // Boxes ordered by their left edge may end in any order.
    if (result.sortedByX) for (let i = 0; i < buckets.length; i++) include(extent, buckets.xMax[i]!)
  }
  return extent
}

function xDomain(extent: Extent, lines: readonly ChartLine[], options: ChartOptions): Domain {
  if (extent.low > extent.high) return [options.xScale === 'log' ? 1 : 0, 10]
  if (options.xScale === 'log') {
    const least = positiveStart(lines, extent)
    return least < extent.high ? [least, extent.high] : logDomain(extent)
  }
  if (extent.low === extent.high) return [extent.low - 0.5, extent.high + 0.5]
  const grows = lines.some((line) => line.live)
  return [extent.low, grows ? growingEnd(extent.low, extent.high) : extent.high]
}

/** The least x above zero of any line: step 0 has no place on a log axis, step 1 has. */
function positiveStart(lines: readonly ChartLine[], extent: Extent): number {
  let least = extent.leastPositive
  for (const { result } of lines) {
    const { buckets } = result
    for (let i = 0; i < buckets.length; i++) {
      const x = buckets.xMin[i]! > 0 ? buckets.xMin[i]! : buckets.xMax[i]!
      if (x > 0) {
        if (x < least) least = x
        break
      }
    }
  }
  return least
}

function withRange(automatic: Domain, range: AxisRange | null, kind: ScaleKind): Domain {
  if (!range) return automatic
  const usable = (end: number | null) => end !== null && (kind === 'linear' || end > 0)
  const low = usable(range[0]) ? range[0]! : automatic[0]
  const high = usable(range[1]) ? range[1]! : automatic[1]
  return low < high ? [low, high] : automatic
}

function merge(into: Extent, other: Extent): void {
  into.low = Math.min(into.low, other.low)
  into.high = Math.max(into.high, other.high)
  into.leastPositive = Math.min(into.leastPositive, other.leastPositive)
}

function withoutOutliers(lines: readonly ChartLine[], x: Domain): Extent {
  const ranges = lines.map(({ result }) => entriesWithin(result.buckets, x))
  const values = new Float64Array(ranges.reduce((sum, { from, to }) => sum + to - from, 0))
  let n = 0
  lines.forEach(({ result: { buckets } }, k) => {
    const { from, to } = ranges[k]!
    for (let i = from; i < to; i++) if (buckets.count[i]! > 0) values[n++] = buckets.mean(i)
  })
  return domainWithoutOutliers(values.subarray(0, n))
}

function countOutliers(
  lines: readonly ChartLine[],
  x: Domain,
  [low, high]: Domain,
  wanted: boolean,
): Pick<LeftOut, 'outliers' | 'outliersAtLeast'> {
  let outliers = 0
  let outliersAtLeast = false
  if (!wanted) return { outliers, outliersAtLeast }
  for (const { result } of lines) {
    const { buckets } = result
    const { from, to } = entriesWithin(buckets, x)
    for (let i = from; i < to; i++) {
      if (!(buckets.max[i]! > high || buckets.min[i]! < low)) continue
      if (buckets.xMax[i]! < x[0] || buckets.xMin[i]! > x[1]) continue
      outliers++
      if (buckets.count[i]! > 1) outliersAtLeast = true
    }
  }
  return { outliers, outliersAtLeast }
}
