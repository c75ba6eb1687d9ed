/** Parallel coordinates as marks: axes beside one another, and a line through them for each run. */
import { buildFrame } from '../../charts/scales'
import type { ChartColors } from '../../charts/types'
import { momentLabel } from '../../metrics/timeTicks'
import { extentOf } from '../../runs/valueTable'
import { unitOfColumn } from '../plot/columnAxis'
import { fitText, type Mark, textWidth } from '../plot/marks'
import { hasPlace, type ParallelAxis, type ParallelModel } from './parallelModel'

export interface ParallelRequest {
  width: number
  height: number
  lineWidth: number
  colors: ChartColors
  /** Brushes' colour. */
  accent: string
  /** Names above the axes, where no buttons stand there. */
  titles: boolean
}

export interface AxisPlace {
  x: number
  /** Pixels a title may take. */
  room: number
  /** Of a value, by row; where runs without one pass when there is none. */
  ys: Float64Array
  /** Value at a pixel; of a category its place in the list. */
  invert: (y: number) => number
  project: (value: number) => number
}

export interface ParallelScene {
  width: number
  top: number
  bottom: number
  axes: AxisPlace[]
  marks: Mark[]
}

export const HEAD_PX = 28
const FOOT_PX = 36
const LEFT_PX = 56
const RIGHT_PX = 40
const TICK_ROOM_PX = 52
const MOST_CATEGORY_LABELS = 24
const BRUSH_PX = 12

export function parallelScene(model: ParallelModel, request: ParallelRequest): ParallelScene {
  const { width, height, colors } = request
  const top = HEAD_PX + 8
  const bottom = Math.max(top + 20, height - FOOT_PX)
  const { axes } = model
  const span = Math.max(0, width - LEFT_PX - RIGHT_PX)
  const step = axes.length > 1 ? span / (axes.length - 1) : span
  const room = axes.length > 1 ? step - 8 : span
  const drawn = axes.map((axis, i) => {
    const x = axes.length > 1 ? LEFT_PX + i * step : LEFT_PX + span / 2
    return drawAxis(axis, model, { x, top, bottom, room })
  })
  const places = drawn.map(({ place }) => place)
  const marks: Mark[] = [...lineMarks(model, places, request)]
  drawn.forEach(({ ticks, place }, i) => {
    marks.push(...axisMarks(model.axes[i]!, place, ticks, { top, bottom, room }, request))
  })
  const last = drawn.at(-1)
  if (last) marks.push(...colorBar(model, last.place, { top, bottom }, colors))
  return { width, top, bottom, axes: places, marks }
}

interface AxisTick {
  y: number
  label: string
}

function drawAxis(
  axis: ParallelAxis,
  { table }: ParallelModel,
  at: { x: number; top: number; bottom: number; room: number },
): { place: AxisPlace; ticks: AxisTick[] } {
  const { column, spec } = axis
  const { x, top, bottom, room } = at
  const flip = (y: number) => (spec.inverted ? top + bottom - y : y)
  const none = bottom + 16
  const rows = table.runs.length
  const ys = new Float64Array(rows)
  if (column.kind === 'category' || column.kind === 'empty') {
    const count = Math.max(1, column.categories.length)
    const project = (code: number) => flip(bottom - ((code + 0.5) / count) * (bottom - top))
    for (let row = 0; row < rows; row++) {
      ys[row] = hasPlace(spec, column, row) ? project(column.codes[row]!) : none
    }
    const invert = (y: number) => ((bottom - flip(y)) / (bottom - top)) * count - 0.5
    const every = Math.ceil(count / Math.min(MOST_CATEGORY_LABELS, (bottom - top) / 14))
    const ticks = column.categories.flatMap((text, code): AxisTick[] =>
      code % every === 0 ? [{ y: project(code), label: text }] : [],
    )
    return { place: { x, room, ys, invert, project }, ticks }
  }
  const log = spec.scale === 'log'
  const extent = extentOf(log ? column.numbers.filter((value) => value > 0) : column.numbers)
  const [low, high] = extent ?? [1, 1]
  const domain: [number, number] =
    low < high ? [low, high] : log ? [low / 2, high * 2] : [low - 1, high + 1]
  const scale = log ? 'log' : 'linear'
  // Only the vertical axis of the frame is used; its height includes what buildFrame keeps free.
  const frame = buildFrame({
    width: 200,
    height: bottom - top + 32,
    xDomain: [0, 1],
    yDomain: domain,
    xScale: 'linear',
    yScale: scale,
    xUnit: 'number',
    yUnit: '',
  })
  const shift = top - frame.top
  const project = (value: number) => flip(frame.y.project(value) + shift)
  for (let row = 0; row < rows; row++) {
    ys[row] = hasPlace(spec, column, row) ? project(column.numbers[row]!) : none
  }
  const times = unitOfColumn(column) === 'moment'
  const ticks = frame.y.ticks.map(({ value, label }) => ({
    y: project(value),
    label: times ? momentLabel(value, high - low) : label,
  }))
  const invert = (y: number) => frame.y.invert(flip(y) - shift)
  return { place: { x, room, ys, invert, project }, ticks }
}

/** Runs outside the brushes stay as a shadow; the first of the list is on top. */
function lineMarks(
  model: ParallelModel,
  axes: readonly AxisPlace[],
  { colors, lineWidth }: ParallelRequest,
): Mark[] {
  const path = (row: number) => axes.flatMap(({ x, ys }) => [x, ys[row]!])
  const shadows: number[][] = []
  const byColor = new Map<string, number[][]>()
  for (let row = model.chosen.length - 1; row >= 0; row--) {
    if (!model.chosen[row]) {
      shadows.push(path(row))
      continue
    }
    const color = model.colors[row]!
    let paths = byColor.get(color)
    if (!paths) byColor.set(color, (paths = []))
    paths.push(path(row))
  }
  const alpha = model.count <= 60 ? 0.9 : model.count <= 300 ? 0.65 : 0.4
  const marks: Mark[] = []
  if (shadows.length > 0) {
    marks.push({ kind: 'lines', paths: shadows, color: colors.line, width: 1, alpha: 0.6 })
  }
  for (const [color, paths] of byColor) {
    marks.push({ kind: 'lines', paths, color, width: lineWidth, alpha })
  }
  return marks
}

function axisMarks(
  axis: ParallelAxis,
  { x, project }: AxisPlace,
  ticks: readonly AxisTick[],
  { top, bottom, room }: { top: number; bottom: number; room: number },
  { width, colors, accent, titles }: ParallelRequest,
): Mark[] {
  const halo = colors.ground === 'none' || colors.ground === '' ? {} : { halo: colors.ground }
  const labelRoom = Math.min(room, TICK_ROOM_PX + 40) - 8
  const marks: Mark[] = [
    { kind: 'lines', paths: [[x, top, x, bottom]], color: colors.faint, width: 1 },
    {
      ...{ kind: 'lines', paths: ticks.map(({ y }) => [x - 3, y, x, y]) },
      ...{ color: colors.faint, width: 1 },
    },
  ]
  for (const { y, label } of ticks) {
    const text = fitText(label, x < LEFT_PX + 1 ? TICK_ROOM_PX : labelRoom)
    marks.push(...plate(x - 6, y, text, colors.ground), {
      ...{ kind: 'text', x: x - 6, y: y + 4, text, color: colors.faint, anchor: 'end' },
      ...halo,
    })
  }
  if (axis.without > 0) {
    marks.push({
      ...{
        kind: 'text',
        x: x - 6,
        y: bottom + 20,
        text: 'none',
        color: colors.faint,
        anchor: 'end',
      },
      ...halo,
    })
  }
  const { spec, column } = axis
  const ranges =
    column.kind === 'category'
      ? (spec.kept ?? []).flatMap((text): [number, number][] => {
          const code = column.categories.indexOf(text)
          return code < 0 ? [] : [[code - 0.4, code + 0.4]]
        })
      : (spec.brushes ?? [])
  for (const [low, high] of ranges) {
    const ends = [project(low), project(high)].map((y) => Math.max(top, Math.min(bottom, y)))
    const [from, to] = [Math.min(...ends), Math.max(...ends)]
    const box = { x: x - BRUSH_PX / 2, width: BRUSH_PX, y: from, height: Math.max(2, to - from) }
    marks.push(
      { kind: 'rect', ...box, color: accent, alpha: 0.3 },
      { kind: 'rect', ...box, height: 1.5, color: accent },
      { kind: 'rect', ...box, y: to - 1.5, height: 1.5, color: accent },
    )
  }
  if (titles) {
    const text = fitText(axis.title, room)
    const half = textWidth(text) / 2
    const at = Math.max(half + 4, Math.min(width - half - 4, x))
    marks.push({ kind: 'text', x: at, y: 20, text, color: colors.ink, anchor: 'middle' })
  }
  return marks
}

/** A ground of its own, where lines pass behind a label. */
function plate(right: number, y: number, text: string, ground: string): Mark[] {
  if (ground === 'none' || ground === '') return []
  const width = textWidth(text) + 2
  return [
    { kind: 'rect', x: right - width, y: y - 7, width, height: 14, color: ground, alpha: 0.72 },
  ]
}

/** What the colours mean, along the axis that gives them. */
function colorBar(
  model: ParallelModel,
  { x, project }: AxisPlace,
  { top, bottom }: { top: number; bottom: number },
  { ink }: ChartColors,
): Mark[] {
  const { legend, axes } = model
  const last = axes.at(-1)!
  if (legend?.kind === 'scale') {
    const step = (bottom - top) / legend.shades.length
    return legend.shades.map((color, i): Mark => {
      const at = last.spec.inverted ? top + i * step : bottom - (i + 1) * step
      return { kind: 'rect', x: x + 10, y: at, width: 8, height: step + 0.5, color }
    })
  }
  return (legend?.entries ?? []).flatMap(({ text, color }): Mark[] => {
    const code = last.column.categories.indexOf(text)
    if (code < 0) return []
    const y = project(code)
    return [
      { kind: 'dots', points: [x + 14, y], color, radius: 4 },
      { kind: 'rings', points: [x + 14, y], color: ink, radius: 4, width: 0.5 },
    ]
  })
}
