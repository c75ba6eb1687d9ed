/** Config and summary as lists of rows. */
import { stringifyLenient } from '../json/lenient'
import { fromStorable } from '../json/storable'
import { naturalCompare } from '../text/naturalCompare'

export interface TreeRow {
  /** Names from the root, joined by dots; what a search looks through. */
  path: string
  name: string
  depth: number
  /** Undefined for a node that has children. */
  value?: unknown
  /** Rows below, at all depths. */
  descendants: number
}

/**
 * Depth first, names in natural order (databases keep no other), W&B's own last. Values are in
 * lib/json's storable form.
 */
export function treeRows(tree: Readonly<Record<string, unknown>>): TreeRow[] {
  const rows: TreeRow[] = []
  const visit = (node: Record<string, unknown>, prefix: string, depth: number) => {
    for (const [name, value] of Object.entries(node).sort(byName)) {
      const path = prefix + name
      const row: TreeRow = { path, name, depth, descendants: 0 }
      rows.push(row)
      if (isBranch(value)) {
        const before = rows.length
        visit(value, `${path}.`, depth + 1)
        row.descendants = rows.length - before
      } else row.value = value
    }
  }
  visit(fromStorable(tree) as Record<string, unknown>, '', 0)
  return rows
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  const own = Number(a.startsWith('_')) - Number(b.startsWith('_'))
  return own || naturalCompare(a, b)
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    !('_type' in value) &&
    Object.keys(value).length > 0
  )
}

/** Rows that match by path or value, with the branches they hang on. */
export function searchTree(rows: readonly TreeRow[], text: string): TreeRow[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return [...rows]
  const matches = (row: TreeRow) =>
    row.path.toLowerCase().includes(wanted) ||
    (row.descendants === 0 && valueText(row.value).toLowerCase().includes(wanted))
  return rows.filter((row, i) => {
    if (matches(row)) return true
    return rows.slice(i + 1, i + 1 + row.descendants).some(matches)
  })
}

/** The value as people read it: numbers in full, text without quotes, all else as JSON with NaN. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  return stringifyLenient(value)
}
