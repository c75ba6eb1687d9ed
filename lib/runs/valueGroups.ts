/** Runs of a table that have the same values in some columns. */
import { toStorable } from '../json/storable'
import { naturalCompare } from '../text/naturalCompare'
import { groupKey, type RunOrGroup } from '../workspace/access'
import { type ColumnId, columnLabel } from './columns'
import { nameInSet } from './joinValues'
import { categoryText, type ValueTable } from './valueTable'

export interface ValueGroup {
  /** No other group has it. */
  key: RunOrGroup
  /** What somebody chose of the group is kept by this: its values, of whatever set. */
  look: RunOrGroup
  /** Keys of the groups around it, outermost first, and its own. */
  path: readonly RunOrGroup[]
  label: string
  /** Places of its runs in the table. */
  rows: number[]
}

/** In natural order of their labels. Runs of several sets are in no group together. */
export function valueGroups(table: ValueTable, by: readonly ColumnId[]): ValueGroup[] {
  const found = new Map<RunOrGroup, ValueGroup>()
  table.runs.forEach((_run, at) => {
    const values = by.map((id) => toStorable(table.columns.get(id)?.values[at]) ?? null)
    const look = groupKey(values)
    const part = table.parts?.[at]
    const key = part === undefined ? look : groupKey([part, ...values])
    let group = found.get(key)
    if (!group) {
      const path = values.map((_value, i) => groupKey(values.slice(0, i + 1)))
      const label = labelOf(table, by, at)
      const named = part === undefined ? label : nameInSet(part, label)
      group = { key, look, path, label: named, rows: [] }
      found.set(key, group)
    }
    group.rows.push(at)
  })
  return [...found.values()].sort((a, b) => naturalCompare(a.label, b.label))
}

/** A single column's text says enough by itself; numbers and several columns need their names. */
function labelOf(table: ValueTable, by: readonly ColumnId[], at: number): string {
  const parts = by.map((id) => {
    const value = table.columns.get(id)?.values[at]
    const text = value === undefined ? 'none' : categoryText(value)
    return typeof value === 'string' && by.length === 1 ? text : `${columnLabel(id)} ${text}`
  })
  return parts.join(', ')
}
