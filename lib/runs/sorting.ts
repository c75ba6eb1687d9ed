import type { SortKey } from '../api/runQuery'
import type { ColumnId } from './columns'

/**
 * After a click on a column's head: upwards, then downwards, then not at all. `also` keeps the other
 * columns, otherwise it is the only one.
 */
export function toggleSort(sort: readonly SortKey[], column: ColumnId, also: boolean): SortKey[] {
  const at = sort.findIndex((key) => key.column === column)
  const before = sort[at]
  const next = !before
    ? { column, descending: false }
    : before.descending
      ? undefined
      : { column, descending: true }
  if (!also) return next ? [next] : []
  if (!before) return next ? [...sort, next] : [...sort]
  return next ? sort.with(at, next) : sort.toSpliced(at, 1)
}

/** 1, 2, 3 … and the direction; undefined for a column that plays no part. */
export function sortRank(
  sort: readonly SortKey[],
  column: ColumnId,
): { rank: number; descending: boolean } | undefined {
  const at = sort.findIndex((key) => key.column === column)
  return at < 0 ? undefined : { rank: at + 1, descending: sort[at]!.descending }
}
