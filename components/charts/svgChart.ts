/** The chart on screen as an SVG file: same scales, same paths. */
import { lineEnd, lookFor, spikeFactor, ENVELOPE_ALPHA, RAW_ALPHA, SPIKE_ALPHA } from './paintLine'
import type { LineChart } from './LineChart'
import {
  LONE_POINT_PX,
  SvgPath,
  traceEnvelope,
  traceLine,
  traceLonePoints,
  traceNonFinite,
  traceSpikes,
} from './trace'
import type { ChartColors, ChartLine, ChartOptions } from './types'
import type { Frame } from './scales'

export interface SvgRequest {
  title: string
  /** Said under the chart: what is left out, what the axis is. */
  note: string
  options: ChartOptions
  colors: ChartColors
}

const FONT = 'font-family="Inter, \'Helvetica Neue\', Arial, sans-serif"'
const TITLE_PX = 32
const LEGEND_ROW_PX = 18
const LEGEND_ROWS = 20

/** Empty when nothing has been drawn yet. */
export function svgChart(chart: LineChart, request: SvgRequest): string {
  const picture = chart.getPicture()
  if (!picture) return ''
  const { frame } = picture
  const { colors } = request
  const lines = chart.getLines()
  const named = lines.slice(0, LEGEND_ROWS)
  const rest = lines.length - named.length
  const rows = named.length + (rest > 0 ? 1 : 0) + (request.note ? 1 : 0)
  const height = TITLE_PX + frame.height + rows * LEGEND_ROW_PX + 12
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${height}" viewBox="0 0 ${frame.width} ${height}">`,
    `<rect width="100%" height="100%" fill="${colors.ground}"/>`,
    text(12, 21, request.title, colors.ink, 14, 'start', 'font-weight="600"'),
    `<g transform="translate(0 ${TITLE_PX})">`,
    ...axes(frame, colors),
    `<clipPath id="plot"><rect x="${frame.left}" y="${frame.top - 2}" width="${frame.right - frame.left + 4}" height="${frame.bottom - frame.top + 3}"/></clipPath>`,
    '<g clip-path="url(#plot)" fill="none" stroke-linejoin="round" stroke-linecap="round">',
    ...lines.toReversed().flatMap((line) => drawLine(chart, line, frame, request, lines.length)),
    '</g></g>',
    ...legend(named, rest, request, TITLE_PX + frame.height),
    '</svg>',
  ]
  return parts.join('\n')
}

function drawLine(
  chart: LineChart,
  line: ChartLine,
  frame: Frame,
  { options, colors }: SvgRequest,
  count: number,
): string[] {
  const geometry = chart.geometryOf(line)
  if (!geometry) return []
  const look = lookFor(count, options)
  const { columns, smoothed } = geometry
  const path = (attributes: string, trace: (sink: SvgPath) => void) => {
    const sink = new SvgPath()
    trace(sink)
    const d = sink.toString()
    return d ? `<path d="${d}" ${attributes}/>` : ''
  }
  const dash =
    look.dashed && line.dash.length > 0 ? ` stroke-dasharray="${line.dash.join(' ')}"` : ''
  const stroke = (width: number, opacity: number) =>
    `stroke="${line.color}" stroke-width="${width}" stroke-opacity="${opacity}"`
  const end = line.live ? lineEnd(line, geometry, frame) : null
  return [
    look.envelope && !smoothed
      ? path(`fill="${line.color}" fill-opacity="${ENVELOPE_ALPHA}"`, (sink) =>
          traceEnvelope(sink, columns, frame.y),
        )
      : '',
    path(stroke(look.width, smoothed ? RAW_ALPHA : 1) + dash, (sink) =>
      traceLine(sink, columns, frame.y),
    ),
    smoothed
      ? path(stroke(look.width, 1) + dash, (sink) =>
          traceLine(sink, smoothed.columns, frame.y, smoothed.ys),
        )
      : '',
    path(stroke(LONE_POINT_PX, 1), (sink) => traceLonePoints(sink, columns, frame.y)),
    path(stroke(1, smoothed ? RAW_ALPHA : SPIKE_ALPHA), (sink) =>
      traceSpikes(sink, columns, frame.y, spikeFactor(look, geometry)),
    ),
    path(stroke(1, 1), (sink) =>
      traceNonFinite(sink, line.result.buckets, geometry.from, geometry.to, frame.x, frame.bottom),
    ),
    end
      ? `<circle cx="${end.x.toFixed(2)}" cy="${end.y.toFixed(2)}" r="3" fill="${line.color}" stroke="${colors.ground}"/>`
      : '',
  ].filter((part) => part !== '')
}

function axes(frame: Frame, colors: ChartColors): string[] {
  const { left, right, bottom } = frame
  const rows = frame.y.ticks.flatMap(({ value, label }) => {
    const y = Math.round(frame.y.project(value)) + 0.5
    return [
      `<line x1="${left}" x2="${right}" y1="${y}" y2="${y}" stroke="${colors.line}"/>`,
      text(left - 6, y + 4, label, colors.faint, 12, 'end'),
    ]
  })
  const columns = frame.x.ticks.map(({ value, label }) =>
    text(frame.x.project(value), bottom + 18, label, colors.faint, 12, 'middle'),
  )
  return [
    ...rows,
    `<line x1="${left}" x2="${right}" y1="${bottom + 0.5}" y2="${bottom + 0.5}" stroke="${colors.faint}"/>`,
    ...columns,
  ]
}

function legend(
  lines: readonly ChartLine[],
  rest: number,
  { note, colors }: SvgRequest,
  top: number,
): string[] {
  const y = (row: number) => top + row * LEGEND_ROW_PX + 12
  const rows = lines.map(
    (line, i) =>
      `<line x1="12" x2="28" y1="${y(i) - 4}" y2="${y(i) - 4}" stroke="${line.color}" stroke-width="2.5" stroke-dasharray="${line.dash.join(' ')}"/>` +
      text(34, y(i), line.name, colors.ink, 12, 'start'),
  )
  if (rest > 0) rows.push(text(34, y(rows.length), `+${rest} more`, colors.faint, 12, 'start'))
  if (note) rows.push(text(12, y(rows.length), note, colors.faint, 12, 'start'))
  return rows
}

function text(
  x: number,
  y: number,
  content: string,
  fill: string,
  size: number,
  anchor: 'start' | 'middle' | 'end',
  more = '',
): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${fill}" font-size="${size}" text-anchor="${anchor}" ${FONT} ${more}>${escapeXml(content)}</text>`
}

const ESCAPES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' }

export function escapeXml(content: string): string {
  // Control characters have no place in XML, not even escaped.
  return [...content]
    .filter((c) => c >= ' ' || c === '\t')
    .join('')
    .replace(/[<>&"]/g, (c) => ESCAPES[c]!)
}
