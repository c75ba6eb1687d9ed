/**
 * How components read and change a workspace's run set, whatever keeps it: which runs, in which
 * order and groups, which columns, which are drawn and in which colour.
 */
import type { SortKey } from '../api/runQuery'
import type { Filter } from '../filters/ast'
import type { ColumnId } from '../runs/columns'
import type { Place } from './place'

export interface Condition {
  id: string
  filter: Filter
  disabled: boolean
}

export interface ColumnLook {
  id: ColumnId
  shown: boolean
  /** Stays at the left while others scroll, and shows in the narrow list. */
  pinned: boolean
  /** Pixels; undefined until somebody drags it. */
  width: number | undefined
  place: Place
}

/** What `hidden` and `colors` are keyed by. */
export type RunOrGroup = `run/${number}` | `group/${string}`
export const runKey = (id: number): RunOrGroup => `run/${id}`
/** Values of the group's keys, outermost first, as the server gave them. */
export const groupKey = (values: readonly unknown[]): RunOrGroup =>
  `group/${JSON.stringify(values)}`

/** A new object after each change; its parts stay the same objects while they say the same. */
export interface RunSetState {
  conditions: readonly Condition[]
  search: string
  sort: readonly SortKey[]
  groupBy: readonly ColumnId[]
  /** Only what people have decided; in the order shown. */
  columns: readonly ColumnLook[]
  hidden: ReadonlySet<RunOrGroup>
  colors: ReadonlyMap<RunOrGroup, string>
}

/** Every change is one step of the person's undo. */
export interface RunSetAccess {
  readonly readOnly: boolean
  /** Which runs there are is not to be changed, although their looks may be. */
  readonly fixed?: boolean
  getState(): RunSetState
  subscribe(listener: () => void): () => void
  /** Adds, or replaces the one with the same id. */
  putCondition(condition: Condition): void
  removeCondition(id: string): void
  /** In place of all conditions: what a typed text says. */
  setFilter(filter: Filter | null): void
  setSearch(text: string): void
  setSort(sort: readonly SortKey[]): void
  setGroupBy(columns: readonly ColumnId[]): void
  changeColumn(id: ColumnId, change: Partial<Omit<ColumnLook, 'id'>>): void
  /** The same of many, in one step. */
  changeColumns(ids: readonly ColumnId[], change: Partial<Omit<ColumnLook, 'id'>>): void
  setHidden(keys: readonly RunOrGroup[], hidden: boolean): void
  /** Undefined: the colour that its number gives it. */
  setColor(key: RunOrGroup, color: string | undefined): void
}
