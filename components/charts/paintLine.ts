/** One line on a canvas: raw behind smoothed, envelope behind line, spikes and NaN ticks on it. */
import type { LineGeometry } from './lineGeometry'
import type { Frame } from './scales'
import {
  LONE_POINT_PX,
  SPIKES_ALONE,
  SPIKES_BESIDE_ENVELOPE,
  traceEnvelope,
  traceLine,
  traceLonePoints,
  traceNonFinite,
  traceSpikes,
} from './trace'
import type { ChartLine, ChartOptions } from './types'

export interface LineLook {
  width: number
  envelope: boolean
  /** Also has round joins: both cost, and among very many lines neither can be seen. */
  dashed: boolean
}

export const ENVELOPE_ALPHA = 0.16
export const RAW_ALPHA = 0.25
export const SPIKE_ALPHA = 0.85
const NO_DASH: number[] = []

/** Lines get thinner, and lose their envelopes, as they become many; none is left out. */
export function lookFor(lines: number, options: ChartOptions): LineLook {
  const width = lines > 200 ? 0.75 : lines > 40 ? 1 : 1.5
  return { width, envelope: options.showEnvelope && lines <= 24, dashed: lines <= 40 }
}

export function spikeFactor(look: LineLook, { smoothed }: LineGeometry): number {
  return look.envelope && !smoothed ? SPIKES_BESIDE_ENVELOPE : SPIKES_ALONE
}

export function paintLine(
  context: CanvasRenderingContext2D,
  line: ChartLine,
  geometry: LineGeometry,
  frame: Frame,
  look: LineLook,
): void {
  const { columns, smoothed } = geometry
  const { y } = frame
  context.strokeStyle = line.color
  context.fillStyle = line.color
  context.setLineDash(look.dashed ? (line.dash as number[]) : NO_DASH)
  context.lineJoin = look.dashed ? 'round' : 'bevel'
  context.lineCap = look.dashed ? 'round' : 'square'
  if (look.envelope && !smoothed) {
    context.globalAlpha = ENVELOPE_ALPHA
    context.beginPath()
    traceEnvelope(context, columns, y)
    context.fill()
  }
  context.lineWidth = look.width
  context.globalAlpha = smoothed ? RAW_ALPHA : 1
  context.beginPath()
  traceLine(context, columns, y)
  context.stroke()
  if (smoothed) {
    context.globalAlpha = 1
    context.beginPath()
    traceLine(context, smoothed.columns, y, smoothed.ys)
    context.stroke()
  }
  context.setLineDash(NO_DASH)
  context.lineCap = 'round'
  context.lineWidth = LONE_POINT_PX
  context.globalAlpha = 1
  context.beginPath()
  traceLonePoints(context, columns, y)
  context.stroke()
  context.lineWidth = 1
  context.globalAlpha = smoothed ? RAW_ALPHA : SPIKE_ALPHA
  context.beginPath()
  traceSpikes(context, columns, y, spikeFactor(look, geometry))
  context.stroke()
  context.globalAlpha = 1
  context.beginPath()
  traceNonFinite(context, line.result.buckets, geometry.from, geometry.to, frame.x, frame.bottom)
  context.stroke()
}

/** Where a line ends: the last value, which is not that of the last bucket's mean. */
export function lineEnd(line: ChartLine, geometry: LineGeometry, frame: Frame) {
  const { columns, smoothed } = geometry
  const last = smoothed ? smoothed.columns : columns
  const i = last.length - 1
  if (i < 0) return null
  const x = last.x[i]!
  const y = frame.y.project(smoothed ? smoothed.ys[i]! : last.mean[i]!)
  const inside = x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom
  return inside ? { x, y, color: line.color } : null
}
