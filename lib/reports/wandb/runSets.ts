/** W&B's run sets as a report's, and back over what they were. */
import type { Filter } from '../../filters/ast'
import { type Condition, groupKey, runKey, type RunOrGroup } from '../../workspace/access'
import { mongoName } from '../../filters/mongo'
import type { ColumnId } from '../../runs/columns'
import { exportRunSet, importRunSet } from '../../workspace/wandb/runSet'
import { columnPlace } from '../../workspace/runSet'
import { accessorOfColumn } from '../../workspace/wandb/columns'
import type { ReportRunSet } from '../runSets'
import { MAX_RUN_SET_NAME } from '../limits'
import { type Json, list, object, words } from './slate'

export interface ProjectName {
  entity: string
  name: string
}

/** Runs by the names that W&B knows them by, and back; undefined of what is not there. */
export interface RunNames {
  idOf(project: ProjectName, name: string): number | undefined
  nameOf(id: number): string | undefined
}

export type RunSetParts = Omit<ReportRunSet, 'place'>

/** @param colors as the grid gives them to its runs and groups */
export function runSetFrom(
  source: Json,
  id: string,
  own: ProjectName,
  colors: Json,
  names: RunNames,
): RunSetParts {
  const named = object(source['project'])
  const entity = words(named['entityName']) || own.entity
  const name = words(named['name']) || own.name
  const project = { entity, name }
  const read = importRunSet(source)
  const selections = object(source['selections'])
  const chosen = list(selections['tree']).flatMap(chosenNames)
  const only = selections['root'] === 0
  const filters = partsOf(read.filter)
  if (only) filters.push({ kind: 'in', key: 'run:name', values: chosen })
  return {
    id,
    name: words(source['name']).slice(0, MAX_RUN_SET_NAME) || 'Run set',
    project: entity === own.entity && name === own.name ? null : project,
    frozen: null,
    search: read.search,
    sort: read.sort,
    groupBy: read.groupBy,
    conditions: filters.map((filter, i): Condition => ({
      ...{ id: `c${i}`, filter, disabled: false },
    })),
    columns: read.columns.map((column) => ({
      ...column,
      width: column.width,
      place: columnPlace(column.id),
    })),
    hidden: new Set(only ? [] : chosen.flatMap((run) => keyOf(names.idOf(project, run)))),
    colors: colorsFrom(source, project, read.groupBy, colors, names),
  }
}

const keyOf = (id: number | undefined): RunOrGroup[] => (id === undefined ? [] : [runKey(id)])

const partsOf = (filter: Filter): Filter[] =>
  filter.kind === 'and' ? [...filter.filters] : [filter]

/** A run's name, or a group's runs. */
function chosenNames(node: unknown): string[] {
  if (typeof node === 'string') return [node]
  return list(object(node)['children']).filter((one) => typeof one === 'string')
}

/** By a run's name, or `<run set>-<column>:<value>-…` for a group. */
function colorsFrom(
  source: Json,
  project: ProjectName,
  groupBy: readonly ColumnId[],
  colors: Json,
  names: RunNames,
): Map<RunOrGroup, string> {
  const found = new Map<RunOrGroup, string>()
  const prefix = `${words(source['id'])}-`
  for (const [key, value] of Object.entries(colors)) {
    const color = hexOf(value)
    if (!color) continue
    const run = names.idOf(project, key)
    if (run !== undefined) found.set(runKey(run), color)
    else if (key.startsWith(prefix)) {
      const values = groupValues(key.slice(prefix.length), groupBy)
      if (values) found.set(groupKey(values), color)
    }
  }
  return found
}

/** Values may hold any letter, so each ends where the next column begins. */
function groupValues(text: string, groupBy: readonly ColumnId[]): unknown[] | undefined {
  const values: unknown[] = []
  let rest = text
  for (const [i, column] of groupBy.entries()) {
    const start = namesOf(column).find((name) => rest.startsWith(`${name}:`))
    if (start === undefined) return undefined
    const following = groupBy[i + 1]
    const ends = following
      ? namesOf(following).map((name) => rest.indexOf(`-${name}:`, start.length + 1))
      : []
    const end = ends.find((place) => place >= 0)
    values.push(valueOf(rest.slice(start.length + 1, end)))
    rest = end === undefined ? '' : rest.slice(end + 1)
  }
  return values.length > 0 && rest === '' ? values : undefined
}

/** The tools write a column in two ways. */
const namesOf = (column: ColumnId) => [accessorOfColumn(column), mongoName(column)]

function valueOf(text: string): unknown {
  if (text === 'null' || text === 'None') return null
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  const number = Number(text)
  return text.trim() !== '' && Number.isFinite(number) ? number : text
}

function hexOf(value: unknown): string | undefined {
  const text = words(value).trim()
  if (/^#[0-9a-f]{6}$/i.test(text)) return text.toLowerCase()
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text)
  if (short) {
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')}`.toLowerCase()
  }
  const rgb = /^rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)/.exec(text)
  if (!rgb) return undefined
  const parts = rgb.slice(1, 4).map((part) => Math.min(255, Number(part)))
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

/** What is said of a run set now, over what it was made from. */
export function runSetTo(
  runSet: RunSetParts,
  own: ProjectName,
  source: Json,
  imported: RunSetParts | undefined,
  names: RunNames,
): Json {
  const project = runSet.project ?? own
  const changed = <K extends keyof RunSetParts>(key: K) =>
    !imported || stamp(imported[key]) !== stamp(runSet[key])
  const next: Record<string, unknown> = { ...source, id: source['id'] ?? runSet.id }
  if (changed('name')) next['name'] = runSet.name || 'Run set'
  if (changed('project')) {
    next['project'] = {
      ...object(source['project']),
      name: project.name,
      entityName: project.entity,
    }
  }
  const written = exportRunSet(runSet, source, [])
  if (changed('search'))
    next['search'] = { ...object(source['search']), ...object(written['search']) }
  if (changed('conditions')) next['filters'] = written['filters']
  if (changed('groupBy')) next['grouping'] = written['grouping']
  if (changed('sort')) next['sort'] = written['sort']
  if (changed('columns')) next['runFeed'] = written['runFeed']
  if (changed('hidden')) {
    const tree = [...runSet.hidden].flatMap((key) =>
      key.startsWith('run/') ? (names.nameOf(Number(key.slice(4))) ?? []) : [],
    )
    next['selections'] = { bounds: [], ...object(source['selections']), root: 1, tree }
  }
  next['enabled'] = source['enabled'] ?? true
  return next
}

/** Colours of a grid's runs and groups, in W&B's words. */
export function colorsTo(runSet: RunSetParts, runSetId: string, names: RunNames): Json {
  const entries = [...runSet.colors].flatMap(([key, color]): [string, string][] => {
    if (key.startsWith('run/')) {
      const name = names.nameOf(Number(key.slice(4)))
      return name === undefined ? [] : [[name, color]]
    }
    const values = groupPath(key)
    if (!values) return []
    const parts = values.map((value, i) => {
      const column = runSet.groupBy[i]
      return column ? `${accessorOfColumn(column)}:${String(value)}` : String(value)
    })
    return [[`${runSetId}-${parts.join('-')}`, color]]
  })
  return Object.fromEntries(entries)
}

function groupPath(key: RunOrGroup): unknown[] | undefined {
  try {
    const values: unknown = JSON.parse(key.slice('group/'.length))
    return Array.isArray(values) ? values : undefined
  } catch {
    return undefined
  }
}

/** Two values are alike when these are. */
export function stamp(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => {
    if (one instanceof Set) return [...(one as Set<string>)].sort()
    if (one instanceof Map)
      return [...(one as Map<string, string>)].sort(([a], [b]) => (a < b ? -1 : 1))
    return one
  })
}
