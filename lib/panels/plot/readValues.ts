/** What a run has in some columns, as a tooltip, a table and a CSV file say it. */
import { csvField } from '../../metrics/csv'
import { type ColumnId, columnLabel } from '../../runs/columns'
import { categoryText, type ValueColumn, type ValueTable } from '../../runs/valueTable'
import { exactColumnNumber } from './columnAxis'

/** Empty where there is no value. */
export function valueAt(column: ValueColumn, row: number): string {
  const value = column.values[row]
  if (value === undefined) return ''
  if (column.kind === 'time') return exactColumnNumber(column.numbers[row]!, true)
  return typeof value === 'number' ? exactColumnNumber(value, false) : categoryText(value)
}

export function readings(
  columns: readonly (ValueColumn | undefined)[],
  row: number,
): { label: string; value: string }[] {
  const seen = new Set<ColumnId>()
  return columns.flatMap((column) => {
    if (!column || seen.has(column.id)) return []
    seen.add(column.id)
    return [{ label: columnLabel(column.id), value: valueAt(column, row) || '—' }]
  })
}

/** One line a run: its name, its id, and the columns; numbers as JavaScript writes them. */
export function valuesCsv(table: ValueTable, columns: readonly ColumnId[]): string {
  const lines = [['run', 'id', ...columns].map(csvField).join(',')]
  table.runs.forEach((run, row) => {
    const cells = columns.map((id) => {
      const value = table.columns.get(id)?.values[row]
      if (value === undefined) return ''
      return typeof value === 'number' ? String(value) : csvText(categoryText(value))
    })
    lines.push([csvText(run.displayName), csvText(run.name), ...cells].join(','))
  })
  return `${lines.join('\n')}\n`
}

/** A field of text: spreadsheets take one that begins like a formula for one. */
export function csvText(text: string): string {
  return csvField(/^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text)
}
