import type * as Y from 'yjs'
import { z } from 'zod'
import { sortKeySchema } from '../api/runQuery'
import { both, EVERY_RUN, type Filter, filterSchema } from '../filters/ast'
import {
  type ColumnId,
  columnIdSchema,
  columnLabel,
  isColumnId,
  parseColumnId,
  type RunField,
} from '../runs/columns'
import type { ColumnLook, Condition, RunOrGroup, RunSetAccess, RunSetState } from './access'
import { OWN_CHANGE, rootOf, type WorkspaceRoot } from './document'
import { comparePlaces, naturalPlace, type Place } from './place'
import { type Leaf, readRecords, removeRecord, setField, type Tree } from './records'

const ROOTS = ['runSet', 'conditions', 'columns', 'hidden', 'colors'] as const

export const sortSchema = z.array(sortKeySchema).catch([])
export const groupBySchema = z.array(columnIdSchema).catch([])
export const searchSchema = z.string().catch('')
export const colorSchema = z.string().regex(/^#[0-9a-f]{6}$/i)
const placeSchema = z.tuple([z.string(), z.string()])
const columnSchema = z.object({
  shown: z.boolean().catch(true),
  pinned: z.boolean().catch(false),
  width: z.number().min(20).max(2000).optional().catch(undefined),
  place: placeSchema.optional().catch(undefined),
})

/** The run set of a workspace's document. What cannot be read is left out, never an error. */
export class RunSetDocument implements RunSetAccess {
  private state: RunSetState
  private readonly listeners = new Set<() => void>()
  private readonly stops: (() => void)[] = []

  constructor(
    private readonly doc: Y.Doc,
    readonly readOnly = false,
  ) {
    this.state = {
      conditions: this.readConditions(),
      ...this.readFields(),
      columns: this.readColumns(),
      hidden: this.readHidden(),
      colors: this.readColors(),
    }
    const readers: Record<(typeof ROOTS)[number], () => Partial<RunSetState>> = {
      runSet: () => this.readFields(),
      conditions: () => ({ conditions: this.readConditions() }),
      columns: () => ({ columns: this.readColumns() }),
      hidden: () => ({ hidden: this.readHidden() }),
      colors: () => ({ colors: this.readColors() }),
    }
    for (const name of ROOTS) {
      const map = rootOf(doc, name)
      const onChange = () => {
        this.state = { ...this.state, ...readers[name]() }
        for (const listener of [...this.listeners]) listener()
      }
      map.observe(onChange)
      this.stops.push(() => map.unobserve(onChange))
    }
  }

  dispose(): void {
    for (const stop of this.stops) stop()
    this.listeners.clear()
  }

  getState = (): RunSetState => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  putCondition({ id, filter, disabled }: Condition): void {
    // The filter is one leaf: half of one person's and half of another's would be neither's.
    this.change(() => this.setConditionFields(id, filter, disabled))
  }

  private setConditionFields(id: string, filter: Filter, disabled: boolean): void {
    const map = rootOf(this.doc, 'conditions')
    setField(map, id, ['filter'], [filter as unknown as Leaf])
    setField(map, id, ['disabled'], disabled || undefined)
  }

  removeCondition(id: string): void {
    this.change(() => removeRecord(rootOf(this.doc, 'conditions'), id))
  }

  setFilter(filter: Filter | null): void {
    this.change(() => {
      for (const { id } of this.state.conditions) removeRecord(rootOf(this.doc, 'conditions'), id)
      const parts = filter?.kind === 'and' ? filter.filters : filter ? [filter] : []
      parts.forEach((part, i) => this.setConditionFields(newId(i), part, false))
    })
  }

  setSearch(text: string): void {
    this.setRunSetField('search', text === '' ? undefined : text)
  }

  setSort(sort: RunSetState['sort']): void {
    this.setRunSetField('sort', sort as unknown as Leaf)
  }

  setGroupBy(columns: readonly ColumnId[]): void {
    this.setRunSetField('groupBy', [...columns])
  }

  changeColumns(ids: readonly ColumnId[], change: Partial<Omit<ColumnLook, 'id'>>): void {
    const decided = new Set(this.state.columns.map((column) => column.id))
    this.change(() => {
      const map = rootOf(this.doc, 'columns')
      for (const id of ids) {
        // A column that somebody decided about exists, even if all else is as it would be.
        if (!decided.has(id)) setField(map, id, ['shown'], true)
        for (const [name, value] of Object.entries(change)) {
          setField(map, id, [name], value as Leaf | undefined)
        }
      }
    })
  }

  changeColumn(id: ColumnId, change: Partial<Omit<ColumnLook, 'id'>>): void {
    this.changeColumns([id], change)
  }

  setHidden(keys: readonly RunOrGroup[], hidden: boolean): void {
    const map = rootOf(this.doc, 'hidden')
    this.change(() => {
      for (const key of keys) {
        if (hidden && !map.has(key)) map.set(key, true)
        else if (!hidden && map.has(key)) map.delete(key)
      }
    })
  }

  setColor(key: RunOrGroup, color: string | undefined): void {
    const map = rootOf(this.doc, 'colors')
    this.change(() => {
      if (color === undefined) map.delete(key)
      else map.set(key, color)
    })
  }

  private setRunSetField(name: string, value: Leaf | undefined): void {
    this.change(() => {
      const map = rootOf(this.doc, 'runSet')
      if (value === undefined) map.delete(name)
      else map.set(name, value)
    })
  }

  private change(work: () => void): void {
    if (!this.readOnly) this.doc.transact(work, OWN_CHANGE)
  }

  // ---- reading

  private records(name: WorkspaceRoot) {
    return [...readRecords(rootOf(this.doc, name))]
  }

  private readFields(): Pick<RunSetState, 'search' | 'sort' | 'groupBy'> {
    const map = rootOf(this.doc, 'runSet')
    return {
      search: searchSchema.parse(map.get('search')),
      sort: sortSchema.parse(map.get('sort')),
      groupBy: groupBySchema.parse(map.get('groupBy')),
    }
  }

  private readConditions(): Condition[] {
    return this.records('conditions').flatMap(([id, record]) => readCondition(id, record) ?? [])
  }

  private readColumns(): ColumnLook[] {
    return readColumns(this.records('columns'))
  }

  private readHidden(): ReadonlySet<RunOrGroup> {
    return new Set(rootOf(this.doc, 'hidden').keys() as Iterable<RunOrGroup>)
  }

  private readColors(): ReadonlyMap<RunOrGroup, string> {
    const colors = new Map<RunOrGroup, string>()
    for (const [key, value] of rootOf(this.doc, 'colors').entries()) {
      const parsed = colorSchema.safeParse(value)
      if (parsed.success) colors.set(key as RunOrGroup, parsed.data)
    }
    return colors
  }
}

/** Undefined when it cannot be read. */
export function readCondition(id: string, record: Tree): Condition | undefined {
  const stored = record['filter']
  const parsed = filterSchema.safeParse(Array.isArray(stored) ? stored[0] : undefined)
  if (!parsed.success) return undefined
  return { id, filter: parsed.data, disabled: record['disabled'] === true }
}

/** In the order in which they are shown. */
export function readColumns(records: readonly (readonly [string, Tree])[]): ColumnLook[] {
  const columns = records.flatMap(([id, record]): ColumnLook[] => {
    if (!isColumnId(id)) return []
    const { shown, pinned, width, place } = columnSchema.parse({ ...record })
    return [{ id, shown, pinned, width, place: place ?? columnPlace(id) }]
  })
  return columns.sort((a, b) => comparePlaces(a.place, b.place) || (a.id < b.id ? -1 : 1))
}

/** What people look for first stands first. */
const FIELD_ORDER: readonly RunField[] = [
  'state',
  'notes',
  'tags',
  'user',
  'createdAt',
  'duration',
  'group',
  'jobType',
]

/** Where a column stands that nobody moved: fields of runs, then config, then summary. */
export function columnPlace(id: ColumnId): Place {
  const { section, path } = parseColumnId(id)
  if (section !== 'run') return naturalPlace(`${section === 'config' ? 2 : 3} ${columnLabel(id)}`)
  const at = FIELD_ORDER.indexOf(path as RunField)
  return naturalPlace(at < 0 ? `1 ${columnLabel(id)}` : `0 ${at}`)
}

/** What the conditions say together. */
export function filterOf(conditions: readonly Condition[]): Filter {
  const said = conditions.filter(({ disabled }) => !disabled).map(({ filter }) => filter)
  return said.length === 0 ? EVERY_RUN : both(...said)
}

/** Ids sort in the order in which they were made. */
export function newId(position = 0): string {
  const random = Math.random().toString(36).slice(2, 10).padEnd(8, '0')
  return `${Date.now().toString(36)}-${position.toString(36).padStart(3, '0')}-${random}`
}

/** Values of hidden groups, as far as runs are grouped that deep now. */
export function hiddenGroups(hidden: ReadonlySet<RunOrGroup>, depth: number): unknown[][] {
  const paths: unknown[][] = []
  for (const key of hidden) {
    if (!key.startsWith('group/')) continue
    try {
      const path: unknown = JSON.parse(key.slice('group/'.length))
      if (Array.isArray(path) && path.length > 0 && path.length <= depth) paths.push(path)
    } catch {
      // Others write these keys, too.
    }
  }
  return paths
}
