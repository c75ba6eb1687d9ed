/** Lines as few plain numbers, for whoever draws them with other tools. */
import { chartDomains } from './lineDomains'
import { GeometryCache } from './lineGeometry'
import { buildFrame } from './scales'
import type { ChartLine, ChartOptions } from './types'

export interface PlotCurve {
  name: string
  color: string
  dashed: boolean
  /** In units of the axes, from left to right; smoothed where the chart is. */
  points: readonly (readonly [x: number, y: number])[]
  /** Where there is a band: its lower and its upper edge at each point. */
  band?: readonly (readonly [low: number, high: number])[]
}

/** About one point in each of so many columns. */
export function plotCurves(
  lines: readonly ChartLine[],
  options: ChartOptions,
  columns: number,
): PlotCurve[] {
  const cache = new GeometryCache()
  const { x: xDomain, y: yDomain } = chartDomains(lines, options, null, cache)
  const size = { width: columns, height: columns }
  const frame = buildFrame({ ...options, ...size, xDomain, yDomain })
  const { smoothing } = options
  const request = { x: frame.x, width: columns, pixel: 1, smoothing, exactPerPixel: 1 }
  return lines.map((line): PlotCurve => {
    const { columns: folded, smoothed } = cache.geometry(line, request)
    const shown = smoothed?.columns ?? folded
    const ys = smoothed?.ys ?? folded.mean
    const places = thinned(shown.length, columns).filter((i) => {
      return Number.isFinite(ys[i]) && Number.isFinite(frame.x.invert(shown.x[i]!))
    })
    const curve: PlotCurve = {
      name: line.name,
      color: line.color,
      dashed: line.dash.length > 0,
      points: places.map((i) => [frame.x.invert(shown.x[i]!), ys[i]!]),
    }
    if (line.band === undefined) return curve
    return { ...curve, band: places.map((i) => [shown.low[i]!, shown.high[i]!]) }
  })
}

/** At most so many of 0 … n − 1, evenly, with both ends. */
function thinned(n: number, most: number): number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i)
  return Array.from({ length: most }, (_, i) => Math.round((i * (n - 1)) / (most - 1)))
}
