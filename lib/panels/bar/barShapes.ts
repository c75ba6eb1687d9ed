/** Bars, boxes and violins at their places, as marks. */
import type { Axis } from '../../charts/scales'
import type { ChartColors } from '../../charts/types'
import { formatValue } from '../../metrics/numbers'
import type { BarPanelSpec } from '../otherPanels'
import { density } from '../../stats/summary'
import type { Mark } from '../plot/marks'
import type { BarCell } from './barModel'

export interface SceneSize {
  width: number
  height: number
  colors: ChartColors
  lineWidth: number
  legend: boolean
}

/** Draws along and across, so that vertical bars are horizontal ones turned. */
export interface Sheet {
  vertical: boolean
  value: Axis
  start: number
  step: number
}

/** Pixels across: of the cell's start, and of its size. */
export interface CellBox {
  from: number
  size: number
}

export function cellMarks(
  spec: BarPanelSpec,
  sheet: Sheet,
  cell: BarCell,
  box: CellBox,
  color: string,
  size: SceneSize,
): Mark[] {
  const shape = spec.shape ?? 'bar'
  if (shape === 'box') return boxMarks(sheet, cell, box, color, size)
  if (shape === 'violin') return violinMarks(sheet, cell, box, color, size)
  return barMarks(sheet, cell, box, color, size)
}

/** Value and across-pixels as x and y, or as y and x. */
const point = ({ vertical }: Sheet, along: number, across: number) =>
  vertical ? [across, along] : [along, across]

const line = (sheet: Sheet, a: [number, number], b: [number, number]) => [
  ...point(sheet, ...a),
  ...point(sheet, ...b),
]

function rect(
  sheet: Sheet,
  from: number,
  to: number,
  box: CellBox,
  color: string,
  alpha?: number,
): Mark {
  const low = Math.min(from, to)
  const length = Math.max(1, Math.abs(to - from))
  const along = { start: low, size: length }
  const across = { start: box.from, size: Math.max(1, box.size) }
  const [x, y] = sheet.vertical ? [across, along] : [along, across]
  return {
    ...{ kind: 'rect', x: x.start, y: y.start, width: x.size, height: y.size, color },
    ...(alpha === undefined ? {} : { alpha }),
  }
}

/** A value on the axis, moved to its end where it lies outside. */
function onAxis({ value }: Sheet, at: number): number {
  const [low, high] = value.domain
  return value.project(Math.min(high, Math.max(low, at)))
}

function barMarks(
  sheet: Sheet,
  cell: BarCell,
  box: CellBox,
  color: string,
  size: SceneSize,
): Mark[] {
  const { value, band } = cell
  const [low, high] = sheet.value.domain
  const base = onAxis(sheet, low < 0 && high > 0 ? 0 : low)
  const end = onAxis(sheet, value)
  const marks: Mark[] = [rect(sheet, base, end, box, color, 0.85)]
  const middle = box.from + box.size / 2
  if (band) {
    const ends = band.map((at) => onAxis(sheet, at)) as [number, number]
    const cap = Math.min(5, box.size / 3)
    const paths = [
      line(sheet, [ends[0], middle], [ends[1], middle]),
      ...ends.map((at) => line(sheet, [at, middle - cap], [at, middle + cap])),
    ]
    marks.push({ kind: 'lines', paths, color: size.colors.ink, width: size.lineWidth })
  }
  if (!sheet.vertical && box.size >= 10) {
    const far = Math.max(end, ...(band ?? []).map((at) => onAxis(sheet, at)))
    const place = { x: far + 5, y: middle + 4 }
    marks.push({
      kind: 'text',
      ...place,
      text: formatValue(value, 4),
      color: size.colors.faint,
      anchor: 'start',
    })
  }
  return marks
}

/** Whiskers reach the farthest values within 1.5 IQR of the box (Tukey); others are dots. */
function boxMarks(
  sheet: Sheet,
  { summary }: BarCell,
  box: CellBox,
  color: string,
  size: SceneSize,
): Mark[] {
  const { q1, q3, median, sorted } = summary
  const reach = 1.5 * (q3 - q1)
  const inside = sorted.filter((value) => value >= q1 - reach && value <= q3 + reach)
  const outside = sorted.filter((value) => value < q1 - reach || value > q3 + reach)
  const middle = box.from + box.size / 2
  const to = box.from + box.size
  const at = (value: number) => onAxis(sheet, value)
  const low = inside[0] ?? q1
  const high = inside.at(-1) ?? q3
  const cap = Math.min(6, box.size / 4)
  const paths = [
    line(sheet, [at(low), middle], [at(q1), middle]),
    line(sheet, [at(q3), middle], [at(high), middle]),
    line(sheet, [at(low), middle - cap], [at(low), middle + cap]),
    line(sheet, [at(high), middle - cap], [at(high), middle + cap]),
  ]
  return [
    rect(sheet, at(q1), at(q3), box, color, 0.35),
    { kind: 'lines', paths, color, width: size.lineWidth },
    {
      kind: 'lines',
      paths: [line(sheet, [at(median), box.from], [at(median), to])],
      color,
      width: 2 * size.lineWidth,
    },
    {
      kind: 'dots',
      points: [...outside].flatMap((value) => point(sheet, at(value), middle)),
      color,
      radius: 2,
    },
  ]
}

const VIOLIN_PLACES = 48

function violinMarks(
  sheet: Sheet,
  { summary }: BarCell,
  box: CellBox,
  color: string,
  size: SceneSize,
): Mark[] {
  const { min, max, median, q1, q3 } = summary
  const middle = box.from + box.size / 2
  const at = (value: number) => onAxis(sheet, value)
  const log = sheet.value.kind === 'log' && min > 0
  const places = Array.from({ length: VIOLIN_PLACES }, (_, i) => {
    const share = i / (VIOLIN_PLACES - 1)
    return log ? min * (max / min) ** share : min + share * (max - min)
  })
  const widths = density(summary, places).map((share) => (share * box.size) / 2)
  const outline = [
    ...places.flatMap((place, i) => point(sheet, at(place), middle - widths[i]!)),
    ...places.toReversed().flatMap((place, i) => {
      return point(sheet, at(place), middle + widths[VIOLIN_PLACES - 1 - i]!)
    }),
  ]
  return [
    { kind: 'area', path: outline, color, alpha: 0.35 },
    { kind: 'lines', paths: [[...outline, ...outline.slice(0, 2)]], color, width: size.lineWidth },
    {
      kind: 'lines',
      paths: [line(sheet, [at(q1), middle], [at(q3), middle])],
      color,
      width: 3 * size.lineWidth,
    },
    { kind: 'dots', points: point(sheet, at(median), middle), color: size.colors.ink, radius: 2.5 },
  ]
}
