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
  tracePoints,
  traceSpikes,
} from './trace'
import type { ChartLine, ChartOptions } from './types'

export interface LineLook {
  width: number
  /** Of one pixel as the chart was designed: pictures may be drawn larger. */
  unit: number
  envelope: boolean
  /** Also has round joins: both cost, and among very many lines neither can be seen. */
  dashed: boolean
}

const ENVELOPE_ALPHA = 0.16
const AREA_ALPHA = 0.5
export const RAW_ALPHA = 0.25
export const SPIKE_ALPHA = 0.85
const NO_DASH: number[] = []

/** Lines get thinner, and lose their envelopes, as they become many; none is left out. */
export function lookFor(lines: number, options: ChartOptions, unit = 1): LineLook {
  const width = (lines > 200 ? 0.75 : lines > 40 ? 1 : 1.5) * unit
  return { width, unit, envelope: options.showEnvelope && lines <= 24, dashed: lines <= 40 }
}

/** How strongly the ground between the extremes is filled; 0 where it is not. */
export function fillAlpha(line: ChartLine, look: LineLook, smoothed: boolean): number {
  if (line.band) return line.band === 'area' ? AREA_ALPHA : ENVELOPE_ALPHA
  return look.envelope && !smoothed && !line.derived ? ENVELOPE_ALPHA : 0
}

export const strokeWidth = (line: ChartLine, look: LineLook): number =>
  line.width === undefined ? look.width : line.width * look.unit

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
  const alpha = fillAlpha(line, look, smoothed !== null)
  if (alpha > 0) {
    context.globalAlpha = alpha
    context.beginPath()
    traceEnvelope(context, columns, y)
    context.fill()
  }
  if (line.points) paintPoints(context, line, geometry, frame, look)
  else paintStroke(context, line, geometry, frame, look)
  context.setLineDash(NO_DASH)
  context.lineWidth = 1
  if (!line.band && !line.derived) {
    context.globalAlpha = smoothed ? RAW_ALPHA : SPIKE_ALPHA
    context.beginPath()
    traceSpikes(context, columns, y, spikeFactor(look, geometry))
    context.stroke()
  }
  context.globalAlpha = 1
  context.beginPath()
  traceNonFinite(context, line.result.buckets, geometry.from, geometry.to, frame.x, frame.bottom)
  context.stroke()
}

function paintStroke(
  context: CanvasRenderingContext2D,
  line: ChartLine,
  { columns, smoothed }: LineGeometry,
  { y }: Frame,
  look: LineLook,
): void {
  context.setLineDash(look.dashed ? (line.dash as number[]) : NO_DASH)
  context.lineJoin = look.dashed ? 'round' : 'bevel'
  context.lineCap = look.dashed ? 'round' : 'square'
  context.lineWidth = strokeWidth(line, look)
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
  context.lineWidth = Math.max(LONE_POINT_PX, context.lineWidth)
  context.globalAlpha = 1
  context.beginPath()
  traceLonePoints(context, columns, y)
  context.stroke()
}

function paintPoints(
  context: CanvasRenderingContext2D,
  line: ChartLine,
  { columns, smoothed }: LineGeometry,
  { y }: Frame,
  look: LineLook,
): void {
  context.setLineDash(NO_DASH)
  context.lineCap = 'round'
  context.lineWidth = POINT_WIDTHS * strokeWidth(line, look)
  context.globalAlpha = 1
  context.beginPath()
  tracePoints(context, smoothed?.columns ?? columns, y, smoothed?.ys)
  context.stroke()
}

/** A point is so many times as wide as the line that it stands for. */
export const POINT_WIDTHS = 2.5

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
