/** A scatter plot as marks. */
import { buildFrame, type Frame } from '../../charts/scales'
import type { ChartColors } from '../../charts/types'
import { momentLabel } from '../../metrics/timeTicks'
import type { ScatterPanelSpec } from '../otherPanels'
import { columnLabel } from '../../runs/columns'
import { axisMarks } from '../plot/axisMarks'
import { LEGEND_PX, legendMarks } from '../plot/colorKey'
import { columnDomain, unitOfColumn } from '../plot/columnAxis'
import { fitText, type Mark, textWidth } from '../plot/marks'
import { fitNote, type ScatterModel } from './scatterModel'

export interface ScatterZoom {
  x: [number, number]
  y: [number, number]
}

export interface SceneRequest {
  width: number
  height: number
  lineWidth: number
  colors: ChartColors
  zoom?: ScatterZoom | null | undefined
  legend?: boolean
}

export interface ScatterScene {
  frame: Frame
  marks: Mark[]
  /** Pixels of each point, x and y by turns. */
  places: Float64Array
  radius: number
}

const ABOVE_PX = 18
const BELOW_PX = 18
const MOST_LABELS = 80

export function scatterScene(
  spec: ScatterPanelSpec,
  model: ScatterModel,
  request: SceneRequest,
): ScatterScene {
  const { width, height, colors, lineWidth } = request
  const legend = request.legend === false ? undefined : model.legend
  const top = ABOVE_PX + (legend ? LEGEND_PX : 0)
  const xScale = spec.xAxis?.scale ?? 'linear'
  const yScale = spec.yAxis?.scale ?? 'linear'
  const inner = buildFrame({
    width,
    height: height - top - BELOW_PX,
    xDomain: request.zoom?.x ?? columnDomain(model.xs, xScale, spec.xAxis?.range),
    yDomain: request.zoom?.y ?? columnDomain(model.ys, yScale, spec.yAxis?.range),
    xScale,
    yScale,
    xUnit: unitOfColumn(model.x),
    yUnit: '',
  })
  const frame = withTimes(shifted(inner, top), model.y.kind === 'time')
  const places = new Float64Array(model.xs.length * 2)
  model.xs.forEach((x, i) => {
    places[2 * i] = frame.x.project(x)
    places[2 * i + 1] = frame.y.project(model.ys[i]!)
  })
  const radius = dotRadius(model.xs.length)
  const titles = {
    x: spec.xAxis?.title || columnLabel(model.x.id),
    y: spec.yAxis?.title || columnLabel(model.y.id),
  }
  const plot: Mark = {
    kind: 'clip',
    x: frame.left - radius,
    y: frame.top - radius,
    width: frame.right - frame.left + 2 * radius,
    height: frame.bottom - frame.top + 2 * radius,
    marks: [
      ...dots(model, places, radius),
      ...fitMarks(model, frame, lineWidth, colors),
      ...frontMarks(model, places, radius, lineWidth, colors),
      ...runningMarks(spec, model, frame, lineWidth, colors),
      ...(spec.labels ? labels(model, places, frame, radius, colors) : []),
    ],
  }
  const marks = [
    ...axisMarks(frame, titles, colors),
    plot,
    ...fitLegend(model, frame, lineWidth, colors),
  ]
  if (legend) {
    const at = { left: 12, top: 0, width: width - 24 }
    marks.push(...legendMarks(legend, at, colors))
  }
  return { frame, marks, places, radius }
}

/** The y axis of a frame that begins further down. */
function shifted(frame: Frame, by: number): Frame {
  const { y } = frame
  return {
    ...frame,
    top: frame.top + by,
    bottom: frame.bottom + by,
    height: frame.height + by,
    y: { ...y, project: (value) => y.project(value) + by, invert: (px) => y.invert(px - by) },
  }
}

/** Frames know times on their x axis only. */
function withTimes(frame: Frame, isTime: boolean): Frame {
  if (!isTime) return frame
  const [low, high] = frame.y.domain
  const ticks = frame.y.ticks.map(({ value }) => ({
    value,
    label: momentLabel(value, high - low),
  }))
  return { ...frame, y: { ...frame.y, ticks } }
}

function dotRadius(count: number): number {
  if (count <= 300) return 4
  return count <= 2000 ? 3 : 2
}

/** Dots of one colour together, in the order in which the colours appear. */
function dots(model: ScatterModel, places: Float64Array, radius: number): Mark[] {
  const byColor = new Map<string, number[]>()
  // The first of the list is on top.
  for (let i = model.colors.length - 1; i >= 0; i--) {
    const color = model.colors[i]!
    let points = byColor.get(color)
    if (!points) byColor.set(color, (points = []))
    points.push(places[2 * i]!, places[2 * i + 1]!)
  }
  return [...byColor].map(([color, points]) => ({
    kind: 'dots',
    points,
    color,
    radius,
    alpha: 0.85,
  }))
}

function fitMarks(
  model: ScatterModel,
  frame: Frame,
  lineWidth: number,
  colors: ChartColors,
): Mark[] {
  const { fit } = model
  if (!fit) return []
  const there = (value: number, log: boolean) => (log ? Math.log10(value) : value)
  const back = (value: number, log: boolean) => (log ? 10 ** value : value)
  const xLog = frame.x.kind === 'log'
  const yLog = frame.y.kind === 'log'
  const at = (x: number) => back(fit.intercept + fit.slope * there(x, xLog), yLog)
  const ends = frame.x.domain.flatMap((x) => [frame.x.project(x), frame.y.project(at(x))])
  return [{ kind: 'lines', paths: [ends], color: colors.ink, width: lineWidth, dash: DASH }]
}

const DASH = [6, 4]

/** What the dashed line says, at the right above the plot, where no point is. */
function fitLegend(
  { fit }: ScatterModel,
  frame: Frame,
  lineWidth: number,
  colors: ChartColors,
): Mark[] {
  if (!fit) return []
  const text = fitNote(fit)
  const y = frame.top - 12
  // Digits and spaces are narrower than the average letter.
  const x = frame.right - 0.88 * textWidth(text) - 6
  return [
    {
      ...{ kind: 'lines', paths: [[x - 26, y - 4, x - 4, y - 4]], dash: DASH },
      ...{ color: colors.ink, width: lineWidth },
    },
    { kind: 'text', x: frame.right, y, text, color: colors.ink, anchor: 'end' },
  ]
}

function frontMarks(
  { front }: ScatterModel,
  places: Float64Array,
  radius: number,
  lineWidth: number,
  { ink }: ChartColors,
): Mark[] {
  if (front.length === 0) return []
  const points = front.flatMap((i) => [places[2 * i]!, places[2 * i + 1]!])
  return [
    { kind: 'lines', paths: [points], color: ink, width: lineWidth, alpha: 0.6 },
    { kind: 'rings', points, color: ink, radius: radius + 1.5, width: lineWidth },
  ]
}

function runningMarks(
  spec: ScatterPanelSpec,
  model: ScatterModel,
  frame: Frame,
  lineWidth: number,
  { ink }: ChartColors,
): Mark[] {
  if (model.running.length === 0) return []
  const path: number[] = []
  for (const { x, y } of model.running) {
    const px = frame.x.project(x)
    // The best so far stays what it is until something better comes.
    if (spec.running !== 'mean' && path.length > 0) path.push(px, path.at(-1)!)
    path.push(px, frame.y.project(y))
  }
  if (spec.running !== 'mean') path.push(frame.right, path.at(-1)!)
  return [{ kind: 'lines', paths: [path], color: ink, width: lineWidth, alpha: 0.8 }]
}

/** Names beside points, as many as there is room for. */
function labels(
  model: ScatterModel,
  places: Float64Array,
  frame: Frame,
  radius: number,
  colors: ChartColors,
): Mark[] {
  const taken: { x: number; y: number; width: number }[] = []
  const marks: Mark[] = []
  for (let i = 0; i < model.runs.length && marks.length < MOST_LABELS; i++) {
    const text = fitText(model.runs[i]!.displayName, 130)
    const width = textWidth(text)
    const right = places[2 * i]! + radius + 4 + width <= frame.right
    const x = right ? places[2 * i]! + radius + 4 : places[2 * i]! - radius - 4
    const y = places[2 * i + 1]! + 4
    if (!(y >= frame.top && y <= frame.bottom)) continue
    const left = right ? x : x - width
    const overlaps = taken.some(
      (other) =>
        Math.abs(other.y - y) < 13 && left < other.x + other.width && other.x < left + width,
    )
    if (overlaps) continue
    taken.push({ x: left, y, width })
    const anchor = right ? 'start' : 'end'
    marks.push({ kind: 'text', x, y, text, color: colors.faint, anchor, ...halo(colors) })
  }
  return marks
}

function halo({ ground }: ChartColors): { halo?: string } {
  return ground === 'none' || ground === '' ? {} : { halo: ground }
}
