/** What a comparison is made of: keys of config, summary and metadata over the runs that are drawn. */
import { MAX_COLUMNS } from '../../api/runQuery'
import { type ColumnId, parseColumnId } from '../../runs/columns'
import type { ComparedKey } from '../../runs/comparison'
import { treeRows, valueText } from '../../runs/tree'
import { categoryText, type ValueRun, type ValueTable } from '../../runs/valueTable'

/** Columns of a table nobody would scroll further. */
export const MOST_RUNS = 500
/** Metadata come one request a run. */
export const MOST_METADATA = 100
/** Room for the columns that runs are grouped by. */
const PART = MAX_COLUMNS - 8

/** Of all columns those that are compared, in pieces that one question may ask for. */
export function comparedParts(all: readonly ColumnId[], sections: readonly string[]): ColumnId[][] {
  const ids = all.filter((id) => {
    const { section, path } = parseColumnId(id)
    return sections.includes(section) && section !== 'run' && !path.startsWith('_wandb')
  })
  // Even without any key there are runs to name.
  const pieces: ColumnId[][] = ids.length === 0 ? [['run:number']] : []
  for (let at = 0; at < ids.length; at += PART) pieces.push(ids.slice(at, at + PART))
  return pieces
}

/** One cell a run, in the order of `runs`. */
export function comparedValues(
  tables: readonly ValueTable[],
  runs: readonly ValueRun[],
  sections: readonly string[],
): ComparedKey[] {
  return tables.flatMap((table) => {
    const rowOf = new Map(table.runs.map((run, row) => [run.id, row]))
    const rows = runs.map(({ id }) => rowOf.get(id))
    return [...table.columns.values()].flatMap(({ id, values }): ComparedKey[] => {
      const { section, path } = parseColumnId(id)
      if (section === 'run' || !sections.includes(section)) return []
      const cells = rows.map((row) => {
        const value = row === undefined ? undefined : values[row]
        return value === undefined ? undefined : categoryText(value)
      })
      // What only hidden runs have is nothing here.
      return cells.some((cell) => cell !== undefined) ? [{ section, path, cells }] : []
    })
  })
}

/** `metadata` are those of the first of `runs`, one each. */
export function comparedMetadata(
  metadata: readonly (Readonly<Record<string, unknown>> | null | undefined)[],
  runs: readonly ValueRun[],
): ComparedKey[] {
  const byPath = new Map<string, (string | undefined)[]>()
  metadata.forEach((one, at) => {
    for (const { path, value, descendants } of treeRows(one ?? {})) {
      if (descendants > 0) continue
      let cells = byPath.get(path)
      if (!cells) byPath.set(path, (cells = runs.map(() => undefined)))
      cells[at] = valueText(value)
    }
  })
  return [...byPath].map(([path, cells]): ComparedKey => ({ section: 'metadata', path, cells }))
}
