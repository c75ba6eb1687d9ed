/** A line chart as an SVG file: the same domains, scales and paths as on screen, at any size. */
import { chartDomains, type Zoom } from './lineDomains'
import { GeometryCache, type LineGeometry } from './lineGeometry'
import {
  fillAlpha,
  lineEnd,
  type LineLook,
  lookFor,
  POINT_WIDTHS,
  RAW_ALPHA,
  SPIKE_ALPHA,
  spikeFactor,
  strokeWidth,
} from './paintLine'
import { buildFrame, type Frame } from './scales'
import { type ChartRoom, px, svgPicture } from './svg'
import { svgAxes } from './svgAxes'
import { SvgPath } from './svgPath'
import {
  LONE_POINT_PX,
  type PathSink,
  traceEnvelope,
  traceLine,
  traceLonePoints,
  traceNonFinite,
  tracePoints,
  traceSpikes,
} from './trace'
import type { ChartLine, ChartOptions, PictureLook } from './types'

export interface LinePicture {
  title: string
  note: string
  lines: readonly ChartLine[]
  options: ChartOptions
  zoom: Zoom | null
}

/** What mail and manuscript systems take without complaint. */
export const MAX_SVG_BYTES = 100_000
/** Width of a line that look.lineWidth replaces. */
const DESIGNED_LINE_PX = 1.5

/** Pixels of a column, and how far a left-out point may lie from the line: ever coarser. */
const DETAILS = [
  { pixel: 0.5, tolerance: 0.05 },
  { pixel: 1, tolerance: 0.2 },
  { pixel: 2, tolerance: 0.4 },
  { pixel: 3, tolerance: 0.6 },
  { pixel: 4, tolerance: 0.8 },
  { pixel: 6, tolerance: 1.2 },
  { pixel: 10, tolerance: 2 },
  { pixel: 16, tolerance: 3 },
]

/** The finest of the pictures that are no larger than 100 kB, or the coarsest there is. */
export function svgLineChart(picture: LinePicture, look: PictureLook): string {
  let svg = ''
  for (const detail of DETAILS) {
    svg = drawn(picture, look, detail)
    if (svg.length <= MAX_SVG_BYTES) break
  }
  return svg
}

interface Detail {
  pixel: number
  tolerance: number
}

function drawn(picture: LinePicture, look: PictureLook, detail: Detail): string {
  const { lines, title, note } = picture
  const legend = lines.map(({ name, color, dash, band }) => {
    return { name, color, dash, filled: band === 'area' }
  })
  return svgPicture(look, { title, note, legend }, (room) => drawRoom(picture, look, room, detail))
}

function drawRoom(
  { lines, options, zoom }: LinePicture,
  look: PictureLook,
  room: ChartRoom,
  { pixel, tolerance }: Detail,
): string[] {
  const cache = new GeometryCache()
  const { x: xDomain, y: yDomain } = chartDomains(lines, options, zoom, cache)
  const { width, height } = room
  const { fontSize } = look
  const frame = buildFrame({ ...options, width, height, xDomain, yDomain, fontSize })
  const lineLook = lookFor(lines.length, options, look.lineWidth / DESIGNED_LINE_PX)
  const { smoothing } = options
  const request = { x: frame.x, width, pixel, smoothing, exactPerPixel: 1 / Math.max(1, pixel) }
  const inside = { x: frame.left, width: frame.right - frame.left + 4 }
  return [
    ...svgAxes(frame, look.colors),
    `<clipPath id="plot"><rect x="${inside.x}" y="${frame.top - 2}" width="${px(inside.width)}" height="${px(frame.bottom - frame.top + 3)}"/></clipPath>`,
    '<g clip-path="url(#plot)" fill="none" stroke-linejoin="round" stroke-linecap="round">',
    ...lines
      .toReversed()
      .map((line) =>
        lineGroup(line, cache.geometry(line, request), frame, lineLook, tolerance, look),
      ),
    '</g>',
  ]
}

function lineGroup(
  line: ChartLine,
  geometry: LineGeometry,
  frame: Frame,
  look: LineLook,
  tolerance: number,
  { colors }: PictureLook,
): string {
  const { columns, smoothed } = geometry
  const path = (attributes: string, trace: (sink: PathSink) => void, exact = false) => {
    const sink = new SvgPath(exact ? 0 : tolerance)
    trace(sink)
    const d = sink.toString()
    return d ? `<path d="${d}" ${attributes}/>` : ''
  }
  const dashed = look.dashed && line.dash.length > 0 && !line.points
  const dash = dashed
    ? ` stroke-dasharray="${line.dash.map((part) => part * look.unit).join(' ')}"`
    : ''
  const stroke = (width: number, opacity = 1) =>
    `stroke="${line.color}" stroke-width="${px(width)}"${opacity < 1 ? ` stroke-opacity="${opacity}"` : ''}`
  const width = strokeWidth(line, look)
  const alpha = fillAlpha(line, look, smoothed !== null)
  const end = line.live ? lineEnd(line, geometry, frame) : null
  const shown = smoothed?.columns ?? columns
  const parts = [
    alpha > 0
      ? path(`fill="${line.color}" fill-opacity="${alpha}"`, (sink) =>
          traceEnvelope(sink, columns, frame.y),
        )
      : '',
    line.points
      ? path(
          stroke(POINT_WIDTHS * width),
          (sink) => tracePoints(sink, shown, frame.y, smoothed?.ys),
          true,
        )
      : path(stroke(width, smoothed ? RAW_ALPHA : 1) + dash, (sink) =>
          traceLine(sink, columns, frame.y),
        ),
    smoothed && !line.points
      ? path(stroke(width) + dash, (sink) => traceLine(sink, shown, frame.y, smoothed.ys))
      : '',
    line.points
      ? ''
      : path(
          stroke(LONE_POINT_PX * look.unit),
          (sink) => traceLonePoints(sink, columns, frame.y),
          true,
        ),
    line.band || line.derived
      ? ''
      : path(
          stroke(1, smoothed ? RAW_ALPHA : SPIKE_ALPHA),
          (sink) => traceSpikes(sink, columns, frame.y, spikeFactor(look, geometry)),
          true,
        ),
    path(
      stroke(1),
      (sink) =>
        traceNonFinite(
          sink,
          line.result.buckets,
          geometry.from,
          geometry.to,
          frame.x,
          frame.bottom,
        ),
      true,
    ),
    end
      ? `<circle cx="${px(end.x)}" cy="${px(end.y)}" r="3" fill="${line.color}" stroke="${colors.ground}"/>`
      : '',
  ]
  return `<g class="line">${parts.join('')}</g>`
}
