/** What was set otherwise: of the report, its grids, panels and run sets, in words. */
import type { GridPanel, PanelGrid } from '../grids'
import type { ReportState } from '../read'
import type { ReportRunSet } from '../runSets'
import type { FieldChange, RecordChange } from './types'
import { fieldLabel, fieldValue, filterText, panelName } from './words'

type Fields = ReadonlyMap<string, unknown>

interface Described {
  id: string
  name: string
  fields: Fields
  /** Another one: it was moved. */
  place: string
}

export function diffRecords(before: ReportState, after: ReportState): RecordChange[] {
  const grids = (state: ReportState) => [...state.grids, ...state.unplaced.grids]
  const panels = (state: ReportState) => [
    ...grids(state).flatMap((grid) => grid.panels.map((panel, i) => describePanel(panel, grid, i))),
    ...state.unplaced.panels.map((panel) => describePanel(panel, undefined, 0)),
  ]
  return [
    ...compare('report', [describeReport(before)], [describeReport(after)]),
    ...compare('runSet', before.runSets.map(describeRunSet), after.runSets.map(describeRunSet)),
    ...compare(
      'grid',
      grids(before).map((grid) => describeGrid(grid, before)),
      grids(after).map((grid) => describeGrid(grid, after)),
    ),
    ...compare('panel', panels(before), panels(after)),
  ]
}

function compare(
  what: RecordChange['what'],
  before: readonly Described[],
  after: readonly Described[],
): RecordChange[] {
  const old = new Map(before.map((one) => [one.id, one]))
  const now = new Set(after.map(({ id }) => id))
  const moved = movedIds(before, after)
  const changes = after.flatMap(({ id, name, fields }): RecordChange[] => {
    const was = old.get(id)
    if (!was) return [{ what, id, name, kind: 'added', fields: [] }]
    const changed = fieldChanges(was.fields, fields)
    if (changed.length > 0) return [{ what, id, name, kind: 'changed', fields: changed }]
    return moved.has(id) ? [{ what, id, name, kind: 'moved', fields: [] }] : []
  })
  const gone = before.filter(({ id }) => !now.has(id))
  return [
    ...changes,
    ...gone.map(({ id, name }): RecordChange => ({ what, id, name, kind: 'removed', fields: [] })),
  ]
}

/** Those in another place, or before one that they were behind of. */
function movedIds(before: readonly Described[], after: readonly Described[]): Set<string> {
  const old = new Map(before.map((one, i) => [one.id, { ...one, i }]))
  const moved = new Set<string>()
  const last = new Map<string, number>()
  for (const { id, place } of after) {
    const was = old.get(id)
    if (!was) continue
    if (was.place !== place || was.i < (last.get(place) ?? -1)) moved.add(id)
    else last.set(place, was.i)
  }
  return moved
}

function fieldChanges(before: Fields, after: Fields): FieldChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort()
  return names.flatMap((name) => {
    const [a, b] = [before.get(name), after.get(name)]
    if (JSON.stringify(a) === JSON.stringify(b)) return []
    const change: FieldChange = { label: fieldLabel(name) }
    if (a !== undefined) change.before = fieldValue(a)
    if (b !== undefined) change.after = fieldValue(b)
    return [change]
  })
}

// ---- descriptions

function describeReport({ settings }: ReportState): Described {
  const { title, description, width, defaults } = settings
  const fields = leaves({ title, description, width, panels: defaults })
  return { id: 'report', name: title || 'Untitled report', fields, place: '' }
}

function describeGrid(grid: PanelGrid, { runSets }: ReportState): Described {
  const nameOf = (id: string) => runSets.find((one) => one.id === id)?.name ?? id
  const { id, caption, columns, settings } = grid
  const fields = leaves({ caption, columns, runSets: grid.runSets.map(nameOf), settings })
  return { id, name: caption || 'Grid of panels', fields, place: '' }
}

function describePanel(panel: GridPanel, grid: PanelGrid | undefined, at: number): Described {
  const { spec, w, h } = panel
  const { id, ...rest } = spec
  const size = { width: w, height: h }
  return {
    id,
    name: panelName(spec) || `Panel ${at + 1}`,
    fields: leaves({ ...rest, ...size }),
    place: grid?.id ?? '',
  }
}

function describeRunSet(runSet: ReportRunSet): Described {
  const { id, name, project, frozen, search, sort, groupBy, conditions, hidden, colors } = runSet
  const fields = new Map<string, unknown>([
    ...leaves({ name, search }),
    ['project', project ? `${project.entity}/${project.name}` : undefined],
    ['frozen', frozen ? `${frozen.runs} runs, ${frozen.at}` : undefined],
    ['sort', sort.length > 0 ? sort : undefined],
    ['groupBy', groupBy.length > 0 ? groupBy : undefined],
    ...conditions.map(({ id, filter, disabled }): [string, unknown] => [
      `filter.${id}`,
      `${filterText(filter)}${disabled ? ' (off)' : ''}`,
    ]),
    ...[...hidden].map((one): [string, unknown] => [`hidden.${one}`, true]),
    ...[...colors].map(([one, color]): [string, unknown] => [`color.${one}`, color]),
  ])
  for (const [key, value] of [...fields]) if (value === undefined) fields.delete(key)
  return { id, name, fields, place: '' }
}

/** Settings by their paths; lists are one value. */
function leaves(tree: object, path = ''): Map<string, unknown> {
  const found = new Map<string, unknown>()
  for (const [name, value] of Object.entries(tree) as [string, unknown][]) {
    const at = path === '' ? name : `${path}.${name}`
    if (value === undefined || value === '' || value === null) continue
    if (typeof value === 'object' && !Array.isArray(value)) {
      for (const [below, leaf] of leaves(value, at)) found.set(below, leaf)
    } else found.set(at, value)
  }
  return found
}
