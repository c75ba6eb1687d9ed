/** Columns of values over many runs, as the panels read them that draw config and summary. */
import type { RunValues } from '../api/runQuery'
import { fromStorable } from '../json/storable'
import { naturalCompare } from '../text/naturalCompare'
import { type ColumnId, parseColumnId, RUN_FIELDS, type RunField } from './columns'
import { valueText } from './tree'

export type ValueRun = RunValues['runs'][number]

export interface ValueTable {
  runs: readonly ValueRun[]
  columns: ReadonlyMap<ColumnId, ValueColumn>
  /** Of which of several run sets a run is, one a run; absent of a table of one set. */
  parts?: readonly string[] | undefined
}

export interface ValueColumn {
  id: ColumnId
  /** What most of its values are; times are seconds since 1970. */
  kind: 'number' | 'time' | 'category' | 'empty'
  /** One a run; NaN where there is no finite number. */
  numbers: Float64Array
  /** One a run; undefined where there is no value. */
  values: readonly unknown[]
  /** Distinct values as texts, in natural order; only of a category. */
  categories: readonly string[]
  /** Of a category: the place in `categories`, or -1 without a value. */
  codes: Int32Array
}

export function valueTable(
  columns: readonly ColumnId[],
  answer: RunValues,
  parts?: readonly string[],
): ValueTable {
  const built = columns.map((id, i) => [id, valueColumn(id, answer.columns[i] ?? [])] as const)
  return { runs: answer.runs, columns: new Map(built), parts }
}

/** The table with some of its runs, in their order. */
export function withRuns(
  table: ValueTable,
  keep: (run: ValueRun, at: number) => boolean,
): ValueTable {
  const kept = table.runs.flatMap((run, at) => (keep(run, at) ? [at] : []))
  if (kept.length === table.runs.length) return table
  const columns = [...table.columns].map(([id, column]) => {
    const cells = kept.map((at) => column.values[at])
    return [id, columnOf(id, cells)] as const
  })
  return {
    runs: kept.map((at) => table.runs[at]!),
    columns: new Map(columns),
    parts: table.parts && kept.map((at) => table.parts![at]!),
  }
}

/** `cells` are in lib/json's storable form; null is no value. */
export function valueColumn(id: ColumnId, cells: readonly unknown[]): ValueColumn {
  return columnOf(
    id,
    cells.map((cell) => (cell === null ? undefined : fromStorable(cell))),
  )
}

function columnOf(id: ColumnId, values: readonly unknown[]): ValueColumn {
  const time = isTime(id)
  const numbers = Float64Array.from(values, (value) => {
    if (time) return typeof value === 'string' ? Date.parse(value) / 1000 : NaN
    return typeof value === 'number' && Number.isFinite(value) ? value : NaN
  })
  const finite = numbers.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)
  // NaN and infinities are numbers too, only none that has a place on an axis.
  const others = values.filter((value) => value !== undefined && typeof value !== 'number').length
  const base = { id, numbers, values }
  if (time && finite > 0) return { ...base, kind: 'time', categories: [], codes: new Int32Array(0) }
  if (finite > 0 && finite >= others) {
    return { ...base, kind: 'number', categories: [], codes: new Int32Array(0) }
  }
  if (others === 0) return { ...base, kind: 'empty', categories: [], codes: new Int32Array(0) }
  const texts = values.map((value) => (value === undefined ? undefined : categoryText(value)))
  const categories = [...new Set(texts.filter((text) => text !== undefined))].sort(naturalCompare)
  const places = new Map(categories.map((text, place) => [text, place]))
  const codes = Int32Array.from(texts, (text) => (text === undefined ? -1 : places.get(text)!))
  return { ...base, kind: 'category', categories, codes }
}

/** A value as the name of a category: a list as its items. */
export function categoryText(value: unknown): string {
  if (Array.isArray(value)) return value.map(categoryText).join(', ') || '(none)'
  return valueText(value)
}

function isTime(id: ColumnId): boolean {
  const { section, path } = parseColumnId(id)
  return section === 'run' && RUN_FIELDS[path as RunField] === 'time'
}

/** Runs that have a value there. */
export function countOfValues(column: ValueColumn): number {
  return column.values.reduce<number>((count, value) => count + (value === undefined ? 0 : 1), 0)
}

/** Smallest and greatest finite number; undefined without any. */
export function extentOf(numbers: ArrayLike<number>): [number, number] | undefined {
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : undefined
}
