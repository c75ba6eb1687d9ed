/** A run set of a report, for components that show and change the run set of a workspace. */
import type * as Y from 'yjs'
import type { Filter } from '../filters/ast'
import type { ColumnId } from '../runs/columns'
import type {
  ColumnLook,
  Condition,
  RunOrGroup,
  RunSetAccess,
  RunSetState,
} from '../workspace/access'
import { type Leaf, readRecord, type Tree } from '../workspace/records'
import { newId } from '../workspace/runSet'
import { recordsOf } from './document'
import { type FieldChange, setRunSetFields } from './runSetChanges'
import { readRunSet } from './runSets'

export class ReportRunSetAccess implements RunSetAccess {
  private state: RunSetState
  private text: string
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly doc: Y.Doc,
    private readonly id: string,
    readonly readOnly = false,
  ) {
    const record = this.record()
    this.text = JSON.stringify(record)
    this.state = this.read(record)
    recordsOf(doc, 'runSets').observe(this.onChange)
  }

  dispose(): void {
    recordsOf(this.doc, 'runSets').unobserve(this.onChange)
    this.listeners.clear()
  }

  getState = (): RunSetState => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  putCondition(condition: Condition): void {
    this.set('Changed the filter', conditionFields(condition))
  }

  removeCondition(id: string): void {
    this.set('Changed the filter', withoutCondition(this.record(), id))
  }

  setFilter(filter: Filter | null): void {
    const parts = filter?.kind === 'and' ? filter.filters : filter ? [filter] : []
    const record = this.record()
    this.set('Changed the filter', [
      ...this.state.conditions.flatMap(({ id }) => withoutCondition(record, id)),
      ...parts.flatMap((part, i) =>
        conditionFields({ id: newId(i), filter: part, disabled: false }),
      ),
    ])
  }

  setSearch(text: string): void {
    this.set('Changed the search', [[['search'], text === '' ? undefined : text]])
  }

  setSort(sort: RunSetState['sort']): void {
    this.set('Changed the order of runs', [[['sort'], sort as unknown as Leaf]])
  }

  setGroupBy(columns: readonly ColumnId[]): void {
    this.set('Changed the groups of runs', [[['groupBy'], [...columns]]])
  }

  changeColumn(id: ColumnId, change: Partial<Omit<ColumnLook, 'id'>>): void {
    this.changeColumns([id], change)
  }

  changeColumns(ids: readonly ColumnId[], change: Partial<Omit<ColumnLook, 'id'>>): void {
    const decided = new Set(this.state.columns.map((column) => column.id))
    const shown = (id: ColumnId): FieldChange => [['columns', id, 'shown'], true]
    const fields = ids.flatMap((id): FieldChange[] => [
      // A column that somebody decided about exists, even if all else is as it would be.
      ...(decided.has(id) ? [] : [shown(id)]),
      ...Object.entries(change).map(([name, value]): FieldChange => [
        ['columns', id, name],
        value as Leaf | undefined,
      ]),
    ])
    this.set('Changed columns', fields)
  }

  setHidden(keys: readonly RunOrGroup[], hidden: boolean): void {
    const value = hidden ? true : undefined
    this.set(
      'Changed which runs are drawn',
      keys.map((key): FieldChange => [['hidden', key], value]),
    )
  }

  setColor(key: RunOrGroup, color: string | undefined): void {
    this.set('Changed a colour', [[['colors', key], color]])
  }

  private set(label: string, fields: readonly FieldChange[]): void {
    if (!this.readOnly) setRunSetFields(this.doc, this.id, label, fields)
  }

  private record(): Tree {
    return readRecord(recordsOf(this.doc, 'runSets'), this.id) ?? {}
  }

  /** Of one that was deleted: every run. Whoever shows it hears of that elsewhere. */
  private read(record: Tree): RunSetState {
    const { conditions, search, sort, groupBy, columns, hidden, colors } = readRunSet(this.id, {
      ...record,
      made: true,
    })!
    return { conditions, search, sort, groupBy, columns, hidden, colors }
  }

  private readonly onChange = () => {
    const record = this.record()
    const text = JSON.stringify(record)
    if (text === this.text) return
    this.text = text
    this.state = this.read(record)
    for (const listener of [...this.listeners]) listener()
  }
}

/** The filter is one leaf: half of one person's and half of another's would be neither's. */
function conditionFields({ id, filter, disabled }: Condition): FieldChange[] {
  return [
    [['conditions', id, 'filter'], [filter as unknown as Leaf]],
    [['conditions', id, 'disabled'], disabled || undefined],
  ]
}

function withoutCondition(record: Tree, id: string): FieldChange[] {
  const fields = (record['conditions'] as Tree | undefined)?.[id]
  return Object.keys((fields as Tree | undefined) ?? {}).map((name) => [
    ['conditions', id, name],
    undefined,
  ])
}
