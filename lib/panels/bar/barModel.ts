/** Bars, boxes and violins: one place a run or a group, one cell a column in each. */
import { csvField } from '../../metrics/csv'
import { type PaletteTheme, runColor } from '../../palette/runColors'
import type { BarPanelSpec } from '../otherPanels'
import type { Aggregate, Band } from '../panelBase'
import type { ColumnId } from '../../runs/columns'
import { valueGroups } from '../../runs/valueGroups'
import type { ValueTable } from '../../runs/valueTable'
import { bandOf, type Summary, summaryOf } from '../../stats/summary'
import type { RunSetLook } from '../panelRunSet'

export const DEFAULT_AGGREGATE: Aggregate = 'mean'
export const DEFAULT_BAND: Band = 'stddev'
export const DEFAULT_LIMIT = 50

export interface BarCell {
  value: number
  summary: Summary
  band: [number, number] | undefined
}

export interface BarPlace {
  key: string
  label: string
  color: string
  /** Numeric id of the only run; undefined for a group. */
  run: number | undefined
  /** One a column; undefined where no run has a number. */
  cells: readonly (BarCell | undefined)[]
}

export interface BarModel {
  columns: readonly ColumnId[]
  /** One a column; only used where there are several. */
  columnColors: readonly string[]
  places: readonly BarPlace[]
  /** Places that there would be without a limit. */
  total: number
  grouped: boolean
}

export interface BarRequest {
  spec: BarPanelSpec
  /** Runs that are drawn, with their colours. */
  drawn: ValueTable
  colors: readonly string[]
  /** All runs of the set: groups are over these. */
  all: ValueTable
  by: readonly ColumnId[]
  runSet: RunSetLook | undefined
  theme: PaletteTheme
}

export function barModel(request: BarRequest): BarModel {
  const { spec, drawn, all, by, theme } = request
  const columns = spec.columns.filter((id) => all.columns.has(id))
  const grouped = by.length > 0
  const everything = !grouped && (spec.shape ?? 'bar') !== 'bar'
  const places = grouped
    ? groupPlaces(request, columns)
    : everything
      ? [
          placeOf(
            request,
            columns,
            drawn,
            drawn.runs.map((_run, at) => at),
            'all',
            'All runs',
          ),
        ]
      : runPlaces(request, columns)
  const there = places.filter(({ cells }) => cells.some((cell) => cell !== undefined))
  return {
    columns,
    columnColors: columns.map((_id, i) => runColor(i + 1, theme)),
    places: sorted(there, spec.sort ?? 'runs').slice(0, spec.limit ?? DEFAULT_LIMIT),
    total: there.length,
    grouped: grouped || everything,
  }
}

function runPlaces({ spec, drawn, colors }: BarRequest, columns: readonly ColumnId[]): BarPlace[] {
  return drawn.runs.map((run, at) => ({
    key: `run/${run.id}`,
    label: run.displayName,
    color: colors[at]!,
    run: run.id,
    cells: columns.map((id) => cellOf(spec, [drawn.columns.get(id)!.numbers[at]!])),
  }))
}

function groupPlaces(request: BarRequest, columns: readonly ColumnId[]): BarPlace[] {
  const { all, by, runSet, theme } = request
  return valueGroups(all, by).flatMap(({ key, look, path, label, rows }, i): BarPlace[] => {
    if (path.some((outer) => runSet?.hidden.has(outer))) return []
    const place = placeOf(request, columns, all, rows, key, `${label} (${rows.length})`)
    return [{ ...place, color: runSet?.colors.get(look) ?? runColor(i + 1, theme) }]
  })
}

function placeOf(
  { spec, theme }: BarRequest,
  columns: readonly ColumnId[],
  table: ValueTable,
  rows: readonly number[],
  key: string,
  label: string,
): BarPlace {
  const cells = columns.map((id) => {
    const { numbers } = table.columns.get(id)!
    return cellOf(
      spec,
      rows.map((at) => numbers[at]!),
    )
  })
  return { key, label, color: runColor(1, theme), run: undefined, cells }
}

function cellOf(spec: BarPanelSpec, numbers: readonly number[]): BarCell | undefined {
  const summary = summaryOf(numbers)
  if (!summary) return undefined
  const aggregate = spec.aggregate ?? DEFAULT_AGGREGATE
  const band = bandOf(summary, aggregate, spec.band ?? DEFAULT_BAND)
  return { value: summary[aggregate], summary, band }
}

/** By the first column; without a number there last. */
function sorted(places: BarPlace[], sort: NonNullable<BarPanelSpec['sort']>): BarPlace[] {
  if (sort === 'runs') return places
  const sign = sort === 'ascending' ? 1 : -1
  return places.toSorted((a, b) => {
    const [x, y] = [a.cells[0]?.value, b.cells[0]?.value]
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined)
    return sign * (x - y)
  })
}

export function barEmpty(spec: BarPanelSpec, model: BarModel | null): string | null {
  if (spec.columns.length === 0) return 'Choose one or more values in the settings (e).'
  if (model && model.places.length === 0) {
    return 'No run here has a number there yet. It will appear by itself.'
  }
  return null
}

export function barCsv({ places, columns }: BarModel): string {
  const lines = [
    ['name', 'column', 'value', 'runs', 'mean', 'median', 'std', 'min', 'max'].join(','),
  ]
  for (const { label, cells } of places) {
    cells.forEach((cell, column) => {
      if (!cell) return
      const { n, mean, median, std, min, max } = cell.summary
      const numbers = [cell.value, n, mean, median, std, min, max]
      lines.push([csvField(label), csvField(columns[column]!), ...numbers].join(','))
    })
  }
  return `${lines.join('\n')}\n`
}
