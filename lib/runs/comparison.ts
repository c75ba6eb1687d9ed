/** Values of many runs side by side, one row a key, in groups that can be closed. */
import { isInternalKey, splitKey } from '../metrics/keys'
import { naturalCompare } from '../text/naturalCompare'
import { displayKey } from '../metrics/keys'

export type ComparisonSection = 'config' | 'summary' | 'metadata'

export interface ComparedKey {
  section: ComparisonSection
  /** Names joined by dots, as in column ids. */
  path: string
  /** One text a run; undefined where there is no value. */
  cells: readonly (string | undefined)[]
}

export type ComparisonRow =
  | {
      kind: 'section'
      section: ComparisonSection
      id: string
      /** Null while nobody knows. */
      count: number | null
      open: boolean
    }
  | { kind: 'group'; id: string; label: string; count: number; open: boolean }
  | { kind: 'key'; id: string; label: string; nested: boolean; key: ComparedKey; differs: boolean }

export interface ComparisonView {
  onlyDifferences: boolean
  search: string
  /** Ids of sections and groups that are closed. */
  closed: ReadonlySet<string>
}

const ORDER: readonly ComparisonSection[] = ['config', 'summary', 'metadata']

/** Runs without a value count as having another one. */
export function differs({ cells }: ComparedKey): boolean {
  return cells.some((cell) => cell !== cells[0])
}

/** A search opens what it finds. */
export function comparisonRows(
  keys: readonly ComparedKey[],
  { onlyDifferences, search, closed }: ComparisonView,
): ComparisonRow[] {
  const wanted = search.trim().toLowerCase()
  const found = keys.filter((key) => {
    if (onlyDifferences && !differs(key)) return false
    if (wanted === '' || displayKey(key.path).toLowerCase().includes(wanted)) return true
    return key.cells.some((cell) => cell?.toLowerCase().includes(wanted))
  })
  const isOpen = (id: string) => wanted !== '' || !closed.has(id)
  const rows: ComparisonRow[] = []
  for (const section of ORDER) {
    const own = found.filter((key) => key.section === section)
    if (own.length === 0) continue
    const open = isOpen(section)
    rows.push({ kind: 'section', section, id: section, count: own.length, open })
    if (!open) continue
    for (const [group, members] of grouped(own)) {
      const id = `${section}/${group}`
      // A group of one is no group.
      const nested = group !== '' && members.length > 1
      const groupOpen = isOpen(id)
      if (nested) {
        rows.push({ kind: 'group', id, label: group, count: members.length, open: groupOpen })
      }
      if (nested && !groupOpen) continue
      for (const key of members) {
        const label = displayKey(key.path)
        rows.push({
          kind: 'key',
          id: `${section}:${key.path}`,
          label: nested ? label.slice(group.length + 1) : label,
          nested,
          key,
          differs: differs(key),
        })
      }
    }
  }
  return rows
}

/** By the first part of the name: before a dot of the path, or before a slash in the name. */
function grouped(keys: readonly ComparedKey[]): [string, ComparedKey[]][] {
  const sorted = keys.toSorted(
    (a, b) =>
      Number(isInternalKey(a.path)) - Number(isInternalKey(b.path)) ||
      naturalCompare(displayKey(a.path), displayKey(b.path)),
  )
  const groups = new Map<string, ComparedKey[]>()
  for (const key of sorted) {
    const group = groupOf(key.path)
    // Keys without a group stay where the order puts them.
    const name = group === '' ? `\u0000${key.path}` : group
    const members = groups.get(name)
    if (members) members.push(key)
    else groups.set(name, [key])
  }
  return [...groups].map(([name, members]) => [name.startsWith('\u0000') ? '' : name, members])
}

function groupOf(path: string): string {
  const [first = '', ...rest] = splitKey(path)
  const slash = first.indexOf('/')
  if (slash > 0) return first.slice(0, slash)
  return rest.length > 0 ? first : ''
}
