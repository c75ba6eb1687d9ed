/** What parallel coordinates show of their runs, before any pixel. */
import type { Filter } from '../../filters/ast'
import type { PaletteTheme } from '../../palette/runColors'
import type { ParallelPanelSpec } from '../otherPanels'
import { rangesFilter } from '../rangeFilter'
import { columnLabel } from '../../runs/columns'
import { categoryText, type ValueColumn, type ValueTable } from '../../runs/valueTable'
import { type ColorKey, colorKey } from '../plot/colorKey'

export type AxisSpec = ParallelPanelSpec['axes'][number]

export interface ParallelAxis {
  /** Place in the panel's settings: an axis whose values are on their way is not drawn yet. */
  index: number
  spec: AxisSpec
  column: ValueColumn
  title: string
  /** Runs that have no place on it. */
  without: number
}

export interface ParallelModel {
  table: ValueTable
  axes: ParallelAxis[]
  /** By row of the table, of the last axis's values. */
  colors: string[]
  legend: ColorKey['legend']
  /** By row: 1 for a run that is within all brushes. */
  chosen: Uint8Array
  /** How many are. */
  count: number
  brushed: boolean
}

export function parallelModel(
  spec: ParallelPanelSpec,
  table: ValueTable,
  theme: PaletteTheme,
  none: string,
): ParallelModel {
  const axes = spec.axes.flatMap((axis, index): ParallelAxis[] => {
    const column = table.columns.get(axis.column)
    if (!column) return []
    const title = axis.title || columnLabel(axis.column)
    let without = 0
    for (let row = 0; row < table.runs.length; row++) if (!hasPlace(axis, column, row)) without++
    return [{ index, spec: axis, column, title, without }]
  })
  const last = axes.at(-1)
  const key = last && colorKey(last.column, last.spec.scale ?? 'linear', theme, none)
  const brushed = spec.axes.some(isBrushed)
  const chosen = Uint8Array.from(table.runs, (_, row) =>
    axes.every((axis) => isWithin(axis, row)) ? 1 : 0,
  )
  const count = chosen.reduce((sum, one) => sum + one, 0)
  const colors = key?.colors ?? table.runs.map(() => none)
  return { table, axes, colors, legend: key?.legend, chosen, count, brushed }
}

export const isBrushed = ({ brushes, kept }: AxisSpec): boolean =>
  (brushes?.length ?? 0) > 0 || (kept?.length ?? 0) > 0

export function hasPlace(axis: AxisSpec, column: ValueColumn, row: number): boolean {
  if (column.kind === 'category') return column.codes[row]! >= 0
  const value = column.numbers[row]!
  return axis.scale === 'log' ? value > 0 : !Number.isNaN(value)
}

function isWithin({ spec, column }: ParallelAxis, row: number): boolean {
  if (!isBrushed(spec)) return true
  if (column.kind === 'category') {
    const code = column.codes[row]!
    return !spec.kept?.length || (code >= 0 && spec.kept.includes(column.categories[code]!))
  }
  const value = column.numbers[row]!
  return !spec.brushes?.length || spec.brushes.some(([low, high]) => value >= low && value <= high)
}

/** The brushes as conditions; null when there is none. */
export function brushFilter({ axes }: ParallelModel): Filter | null {
  const filters = axes.flatMap(({ spec, column }): Filter[] => {
    if (column.kind === 'category') {
      return spec.kept?.length ? [categoriesFilter(column, spec.kept)] : []
    }
    return spec.brushes?.length ? [rangesFilter(column.id, spec.brushes)] : []
  })
  if (filters.length === 0) return null
  return filters.length === 1 ? filters[0]! : { kind: 'and', filters }
}

function categoriesFilter(column: ValueColumn, kept: readonly string[]): Filter {
  const scalars: (string | number | boolean)[] = []
  const others: Filter[] = []
  const seen = new Set<string>()
  for (const value of column.values) {
    if (value === undefined) continue
    const text = categoryText(value)
    if (seen.has(text) || !kept.includes(text)) continue
    seen.add(text)
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      scalars.push(value)
    } else if (Array.isArray(value) && value.length > 0) {
      const items = value.map((item): Filter => {
        return { kind: 'has', key: column.id, value: categoryText(item) }
      })
      others.push({ kind: 'and', filters: items })
    }
  }
  if (scalars.length > 0) others.unshift({ kind: 'in', key: column.id, values: scalars })
  return others.length === 1 ? others[0]! : { kind: 'or', filters: others }
}

/** The axes with one moved to another place. */
export function movedAxis(axes: readonly AxisSpec[], from: number, to: number): AxisSpec[] {
  const rest = axes.filter((_, i) => i !== from)
  rest.splice(Math.max(0, Math.min(rest.length, to)), 0, axes[from]!)
  return rest
}
