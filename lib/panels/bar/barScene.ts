/** Where bars, boxes and violins stand, as marks. */
import { buildAxis } from '../../charts/scales'
import { type Domain, emptyExtent, include, linearDomain, logDomain } from '../../metrics/domains'
import type { BarPanelSpec } from '../otherPanels'
import { columnLabel } from '../../runs/columns'
import { fitText, type Mark, textWidth } from '../plot/marks'
import type { BarModel } from './barModel'
import { type CellBox, cellMarks, type SceneSize, type Sheet } from './barShapes'

export interface BarScene {
  marks: Mark[]
  /** Along the places: pixels of each place's start, and of its size. */
  start: number
  step: number
  /** Of the cell of a place: where a tooltip belongs. */
  at(place: number, column: number): { x: number; y: number }
}

/** Least pixels that a row needs to be read. */
export const ROW_PX = 18
const AXIS_PX = 22
const LEGEND_PX = 22
const PAD = 12
const LABEL_SHARE = 0.36
const TICK_PX = 80

export function barScene(spec: BarPanelSpec, model: BarModel, size: SceneSize): BarScene {
  const vertical = spec.vertical ?? false
  const marks: Mark[] = []
  const several = model.columns.length > 1
  const top = several && size.legend ? LEGEND_PX : 4
  if (several && size.legend) marks.push(...columnLegend(model, size))
  const sheet = vertical
    ? verticalSheet(spec, model, size, top)
    : horizontalSheet(spec, model, size, top)
  marks.push(...valueAxis(sheet, size, top), ...labels(sheet, model, size))
  model.places.forEach((place, i) => {
    place.cells.forEach((cell, column) => {
      if (!cell) return
      const color = several ? model.columnColors[column]! : place.color
      const box = cellBox(sheet, model, i, column)
      marks.push(...cellMarks(spec, sheet, cell, box, color, size))
    })
  })
  marks.push(baseLine(sheet, size, top))
  const at = (place: number, column: number) => {
    const box = cellBox(sheet, model, place, column)
    const value = sheet.value.project(model.places[place]!.cells[column]?.value ?? NaN)
    const along = Number.isNaN(value) ? sheet.value.project(sheet.value.domain[0]) : value
    const across = box.from + box.size / 2
    return vertical ? { x: across, y: along } : { x: along, y: across }
  }
  return { marks, start: sheet.start, step: sheet.step, at }
}

// ---- axes

function horizontalSheet(spec: BarPanelSpec, model: BarModel, size: SceneSize, top: number): Sheet {
  const longest = Math.max(0, ...model.places.map(({ label }) => textWidth(label)))
  const left = Math.round(Math.min(longest, size.width * LABEL_SHARE)) + PAD + 8
  const right = Math.max(left + 20, size.width - PAD - 40)
  const start = top
  const end = size.height - AXIS_PX
  const count = Math.max(2, Math.round((right - left) / TICK_PX))
  return {
    vertical: false,
    value: buildAxis(valueDomain(spec, model), [left, right], scaleOf(spec), count),
    start,
    step: Math.max(1, (end - start) / Math.max(1, model.places.length)),
  }
}

function verticalSheet(spec: BarPanelSpec, model: BarModel, size: SceneSize, top: number): Sheet {
  const bottom = Math.max(top + 20, size.height - AXIS_PX - (turned(model, size) ? 40 : 0))
  const count = Math.max(2, Math.round((bottom - top) / 44))
  const value = buildAxis(valueDomain(spec, model), [bottom, top + 6], scaleOf(spec), count)
  const left = Math.max(...value.ticks.map(({ label }) => textWidth(label))) + PAD + 8
  const step = Math.max(1, (size.width - PAD - left) / Math.max(1, model.places.length))
  return { vertical: true, value, start: left, step }
}

const scaleOf = (spec: BarPanelSpec) => spec.valueAxis?.scale ?? 'linear'

/** Bars begin at zero, or at the axis's end where it is logarithmic; boxes and violins where they are. */
export function valueDomain(spec: BarPanelSpec, model: BarModel): Domain {
  const extent = emptyExtent()
  const bars = (spec.shape ?? 'bar') === 'bar'
  if (bars && scaleOf(spec) === 'linear') include(extent, 0)
  for (const { cells } of model.places) {
    for (const cell of cells) {
      if (!cell) continue
      const ends = bars ? [cell.value, ...(cell.band ?? [])] : [cell.summary.min, cell.summary.max]
      for (const end of ends) include(extent, end)
    }
  }
  const [low, high] = scaleOf(spec) === 'log' ? logDomain(extent) : linearDomain(extent)
  const automatic: Domain = bars && low < 0 && extent.low >= 0 ? [0, high] : [low, high]
  const [from, to] = spec.valueAxis?.range ?? [null, null]
  const chosen: Domain = [from ?? automatic[0], to ?? automatic[1]]
  const usable = chosen[0] < chosen[1] && (scaleOf(spec) === 'linear' || chosen[0] > 0)
  return usable ? chosen : automatic
}

function valueAxis({ vertical, value, start }: Sheet, size: SceneSize, top: number): Mark[] {
  const { colors } = size
  const places = value.ticks.map((tick) => Math.round(value.project(tick.value)) + 0.5)
  const across = vertical ? [start, size.width - PAD] : [top, size.height - AXIS_PX]
  const paths = places.map((at) =>
    vertical ? [across[0]!, at, across[1]!, at] : [at, across[0]!, at, across[1]!],
  )
  return [
    { kind: 'lines', paths, color: colors.line, width: 1 },
    ...value.ticks.map(({ label }, i): Mark => {
      const at = vertical
        ? { x: start - 6, y: places[i]! + 4, anchor: 'end' as const }
        : { x: places[i]!, y: size.height - AXIS_PX + 16, anchor: 'middle' as const }
      return { kind: 'text', ...at, text: label, color: colors.faint }
    }),
  ]
}

function baseLine({ vertical, value, start }: Sheet, size: SceneSize, top: number): Mark {
  const [low, high] = value.domain
  const at = Math.round(value.project(low < 0 && high > 0 ? 0 : low)) + 0.5
  const path = vertical ? [start, at, size.width - PAD, at] : [at, top, at, size.height - AXIS_PX]
  return { kind: 'lines', paths: [path], color: size.colors.faint, width: 1, alpha: 0.7 }
}

/** Whether names under vertical bars must be turned to fit. */
function turned(model: BarModel, { width }: SceneSize): boolean {
  const room = (width - 60) / Math.max(1, model.places.length)
  return model.places.some(({ label }) => textWidth(label) > room - 6)
}

function labels({ vertical, value, start, step }: Sheet, model: BarModel, size: SceneSize): Mark[] {
  const every = Math.max(1, Math.ceil(13 / step))
  const turn = vertical && turned(model, size)
  const bottom = Math.max(
    ...value.ticks.map((tick) => value.project(tick.value)),
    value.project(value.domain[0]),
  )
  return model.places.flatMap(({ label }, i): Mark[] => {
    // Where rows are thinner than letters only some are named; the tooltip names all.
    if (i % every !== 0) return []
    const across = start + (i + 0.5) * step
    const common = { kind: 'text' as const, color: size.colors.ink }
    if (!vertical) {
      const x = value.project(value.domain[0]) - 8
      const text = fitText(label, x - 4)
      return [{ ...common, x, y: across + 4, anchor: 'end', text }]
    }
    if (turn) {
      return [
        {
          ...common,
          x: across + 4,
          y: bottom + 12,
          anchor: 'end',
          turn: -35,
          text: fitText(label, 76),
        },
      ]
    }
    return [{ ...common, x: across, y: bottom + 16, anchor: 'middle', text: fitText(label, step) }]
  })
}

function columnLegend(model: BarModel, { width, colors }: SceneSize): Mark[] {
  const marks: Mark[] = []
  let x = PAD
  model.columns.forEach((id, i) => {
    const text = fitText(columnLabel(id), Math.max(30, width - x - 24))
    if (x > width - 40) return
    marks.push({ kind: 'rect', x, y: 4, width: 10, height: 10, color: model.columnColors[i]! })
    marks.push({ kind: 'text', x: x + 15, y: 13, text, color: colors.ink, anchor: 'start' })
    x += 15 + textWidth(text) + 14
  })
  return marks
}

function cellBox({ start, step }: Sheet, model: BarModel, place: number, column: number): CellBox {
  const inner = step * (step > 6 ? 0.72 : 0.9)
  const size = inner / Math.max(1, model.columns.length)
  return { from: start + place * step + (step - inner) / 2 + column * size, size: size * 0.94 }
}
