/** What people do to the run sets of a report, each one step of their undo. */
import type * as Y from 'yjs'
import { type Condition, runKey, type RunSetState } from '../workspace/access'
import { change } from '../workspace/change'
import type { Place } from '../workspace/place'
import {
  type Leaf,
  readRecord,
  readRecords,
  removeRecord,
  setField,
  type Tree,
} from '../workspace/records'
import { writeRecord } from '../workspace/records'
import { newId } from '../workspace/runSet'
import { removeBlocks } from './blocks'
import { recordsOf } from './document'
import { type FrozenRuns, readRunSet, type ReportRunSet } from './runSets'

export const newRunSetId = (): string => `runs/${newId()}`

export interface NewRunSet {
  id: string
  name: string
  project?: ReportRunSet['project'] | undefined
  place?: Place
  /** Which runs, in which order and groups, and how they look; every run when absent. */
  state?: NewRunSetState | undefined
}

type NewRunSetState = Pick<RunSetState, 'search' | 'sort' | 'groupBy' | 'hidden' | 'colors'> & {
  conditions: readonly Pick<Condition, 'filter' | 'disabled'>[]
}

export function addRunSet(doc: Y.Doc, runSet: NewRunSet): void {
  change(doc, `Added the run set “${runSet.name}”`, () => writeNewRunSet(doc, runSet))
}

/** In a change of the caller's. */
export function writeNewRunSet(doc: Y.Doc, { id, name, project, place, state }: NewRunSet): void {
  const record: Tree = {
    made: true,
    name,
    project: project ? [project.entity, project.name] : undefined,
    place,
    ...(state ? stateTree(state) : {}),
  }
  writeRecord(recordsOf(doc, 'runSets'), id, {}, record)
}

function stateTree(state: NewRunSetState): Tree {
  const { search, sort, groupBy, conditions, hidden, colors } = state
  const filters = conditions.map(({ filter, disabled }, i): [string, Tree] => [
    newId(i),
    { filter: [filter as unknown as Leaf], disabled: disabled || undefined },
  ])
  return {
    search: search === '' ? undefined : search,
    sort: sort.length > 0 ? (sort as unknown as Leaf) : undefined,
    groupBy: groupBy.length > 0 ? [...groupBy] : undefined,
    conditions: Object.fromEntries(filters),
    hidden: Object.fromEntries([...hidden].map((key) => [key, true])),
    colors: Object.fromEntries(colors),
  }
}

/** From everything that shows it, too. */
export function removeRunSet(doc: Y.Doc, { id, name }: Pick<ReportRunSet, 'id' | 'name'>): void {
  change(doc, `Deleted the run set “${name}”`, () => {
    removeBlocks(doc, 'runSet', id)
    const grids = recordsOf(doc, 'grids')
    for (const grid of readRecords(grids).keys()) setField(grids, grid, ['runSets', id], undefined)
    removeRecord(recordsOf(doc, 'runSets'), id)
  })
}

export function renameRunSet(doc: Y.Doc, id: string, name: string): void {
  setRunSetFields(doc, id, `Renamed a run set to “${name}”`, [[['name'], name]])
}

/** Null: the report's own project. What was said of single runs of the other is kept, and idle. */
export function setRunSetProject(doc: Y.Doc, id: string, project: ReportRunSet['project']): void {
  const value = project ? [project.entity, project.name] : undefined
  setRunSetFields(doc, id, 'Changed the project of a run set', [[['project'], value]])
}

export function moveRunSet(doc: Y.Doc, id: string, place: Place): void {
  setRunSetFields(doc, id, 'Moved a run set', [[['place'], place]])
}

/**
 * When, how many and where mean something only together: one leaf, in an array of one. What was said
 * of single runs is said of the frozen ones, too.
 * @param ids numbers of the frozen runs by those of the originals
 */
export function freezeRunSet(
  doc: Y.Doc,
  id: string,
  frozen: FrozenRuns,
  ids: ReadonlyMap<number, number>,
): void {
  const value = [{ ...frozen }] as unknown as Leaf
  setRunSetFields(doc, id, 'Froze a run set', [[['frozen'], value], ...saidOf(doc, id, ids)])
}

/** @param ids numbers of the originals by those of the frozen runs */
export function unfreezeRunSet(doc: Y.Doc, id: string, ids: ReadonlyMap<number, number>): void {
  const fields = saidOf(doc, id, ids)
  setRunSetFields(doc, id, 'Made a run set live', [[['frozen'], undefined], ...fields])
}

/** What is said of some runs, said of others. */
function saidOf(doc: Y.Doc, id: string, ids: ReadonlyMap<number, number>): FieldChange[] {
  const runSet = readRunSet(id, readRecord(recordsOf(doc, 'runSets'), id) ?? {})
  if (!runSet) return []
  return [...ids].flatMap(([from, to]): FieldChange[] => [
    [['hidden', runKey(to)], runSet.hidden.has(runKey(from)) || undefined],
    [['colors', runKey(to)], runSet.colors.get(runKey(from))],
  ])
}

export type FieldChange = readonly [path: string[], value: Leaf | undefined]

/** Nothing when somebody has deleted it. */
export function setRunSetFields(
  doc: Y.Doc,
  id: string,
  label: string,
  fields: readonly FieldChange[],
): void {
  const map = recordsOf(doc, 'runSets')
  const record = readRecords(map).get(id)
  if (!record || !readRunSet(id, record)) return
  change(doc, label, () => {
    for (const [path, value] of fields) setField(map, id, path, value)
  })
}
