/** What a scatter plot shows of its runs, before any pixel: points, fit, front, and what is left out. */
import { countOf, formatCount } from '../../format/number'
import { formatValue } from '../../metrics/numbers'
import type { PaletteTheme } from '../../palette/runColors'
import type { ScatterPanelSpec } from '../otherPanels'
import { columnLabel } from '../../runs/columns'
import type { ValueColumn, ValueRun, ValueTable } from '../../runs/valueTable'
import { paretoFront } from '../../stats/pareto'
import { fitLine, type LineFit } from '../../stats/regression'
import { running, type RunningPoint } from '../../stats/running'
import { type ColorKey, colorKey } from '../plot/colorKey'

export interface ScatterModel {
  x: ValueColumn
  y: ValueColumn
  color: ValueColumn | undefined
  /** By point, as everything below. */
  runs: ValueRun[]
  xs: number[]
  ys: number[]
  colors: string[]
  /** Row of the table. */
  rows: number[]
  legend: ColorKey['legend']
  /** In logarithms (base 10) of what stands on a log axis: the line is straight as it is drawn. */
  fit: LineFit | null
  /** Points of the Pareto front, along it. */
  front: number[]
  running: RunningPoint[]
  notes: string[]
}

/** `runColors` has one colour a row of the table; `none` is that of runs without the third value. */
export function scatterModel(
  spec: ScatterPanelSpec,
  table: ValueTable,
  runColors: readonly string[],
  theme: PaletteTheme,
  none: string,
): ScatterModel | null {
  const x = spec.x && table.columns.get(spec.x)
  const y = spec.y && table.columns.get(spec.y)
  if (!x || !y) return null
  const color = spec.color ? table.columns.get(spec.color) : undefined
  const xLog = spec.xAxis?.scale === 'log'
  const yLog = spec.yAxis?.scale === 'log'
  const rows: number[] = []
  let without = 0
  let notOnLog = 0
  for (let row = 0; row < table.runs.length; row++) {
    const px = x.numbers[row]!
    const py = y.numbers[row]!
    if (Number.isNaN(px) || Number.isNaN(py)) without++
    else if ((xLog && px <= 0) || (yLog && py <= 0)) notOnLog++
    else rows.push(row)
  }
  const key = color && colorKey(color, spec.colorScale ?? 'linear', theme, none)
  const xs = rows.map((row) => x.numbers[row]!)
  const ys = rows.map((row) => y.numbers[row]!)
  const fit = spec.regression ? fitLine(asDrawn(xs, xLog), asDrawn(ys, yLog)) : null
  const kind = spec.running ?? 'none'
  const notes: string[] = []
  if (without > 0) notes.push(`${countOf(without, 'run')} without both values`)
  if (notOnLog > 0) notes.push(`${countOf(notOnLog, 'run')} ≤ 0 not on the log axis`)
  return {
    x,
    y,
    color,
    rows,
    runs: rows.map((row) => table.runs[row]!),
    xs,
    ys,
    colors: rows.map((row) => (key ? key.colors : runColors)[row]!),
    legend: key?.legend,
    fit,
    front: spec.pareto ? paretoFront(xs, ys, spec.pareto) : [],
    running: kind === 'none' ? [] : running(kind, xs, ys),
    notes,
  }
}

function asDrawn(values: readonly number[], log: boolean): readonly number[] {
  return log ? values.map(Math.log10) : values
}

export function fitNote({ r2, n }: LineFit): string {
  return `${r2 === null ? 'y does not vary' : `r² = ${formatValue(r2, 3)}`}, n = ${formatCount(n)}`
}

/** Why there is nothing to see, in words; undefined when there is. */
export function scatterEmpty(
  spec: ScatterPanelSpec,
  model: ScatterModel | null,
): string | undefined {
  if (!spec.x || !spec.y) return 'Choose what the x and the y axis show.'
  if (!model || model.rows.length > 0) return undefined
  for (const column of [model.x, model.y]) {
    const name = columnLabel(column.id)
    if (column.kind === 'empty') return `No run drawn here has ${name} yet.`
    if (column.kind === 'category') {
      return `${name} holds text; a scatter plot needs numbers on both axes. Text can colour the points.`
    }
  }
  return 'No run drawn here has both values.'
}
