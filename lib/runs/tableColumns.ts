/** Which columns a table of runs has, in which order, and how wide they are. */
import type { RunColumn } from '../api/runQuery'
import type { RunRow } from '../api/runs'
import { isInternalKey } from '../metrics/keys'
import type { ColumnLook } from '../workspace/access'
import { comparePlaces, type Place, placeBetween } from '../workspace/place'
import { columnPlace } from '../workspace/runSet'
import {
  type ColumnId,
  columnLabel,
  type ColumnSection,
  parseColumnId,
  RUN_FIELDS,
  type RunField,
} from './columns'

export type ColumnKind = RunColumn['kind']

export interface TableColumn {
  id: ColumnId
  label: string
  section: ColumnSection
  /** Said beside the label where another column has the same one. */
  hint: string | undefined
  kind: ColumnKind
  shown: boolean
  pinned: boolean
  /** CSS pixels. */
  width: number
  place: Place
  /** Runs with a value; undefined for fields that every run has. */
  count: number | undefined
}

/** The column that every table begins with; it cannot be hidden or moved. */
export const NAME_COLUMN = 'run:displayName'

export const COLUMN_WIDTH = { min: 56, max: 800 }

const FIELDS_AT_FIRST: ReadonlySet<string> = new Set<RunField>([
  'state',
  'notes',
  'user',
  'tags',
  'createdAt',
  'duration',
])

/** What is seen of a column that nobody decided about: all that scripts say, and what most look for. */
function isShownAtFirst(id: ColumnId): boolean {
  const { section, path } = parseColumnId(id)
  return section === 'run' ? FIELDS_AT_FIRST.has(path) : !isInternalKey(path)
}

/** Groups show a mean and a range in one cell. */
const GROUPED_NUMBER = 190

function widthAtFirst(
  label: string,
  kind: ColumnKind,
  hint: string | undefined,
  grouped: boolean,
): number {
  if (grouped && kind === 'number') return GROUPED_NUMBER
  const words = label.length + (hint ? hint.length + 1 : 0)
  const least = (kind === 'number' && label !== 'Duration') || kind === 'boolean' ? 84 : 116
  return Math.round(Math.min(220, Math.max(least, 34 + words * 7)))
}

const fieldKind = (field: string): ColumnKind => RUN_FIELDS[field as RunField]

/** Every column there is, in order; the name is not among them. */
export function tableColumns(
  catalog: readonly RunColumn[],
  looks: readonly ColumnLook[],
  grouped = false,
): TableColumn[] {
  const known = new Map(catalog.map((column) => [column.id, column]))
  const decided = new Map(looks.map((look) => [look.id, look]))
  const fields = Object.keys(RUN_FIELDS).map((field): ColumnId => `run:${field}`)
  const ids = new Set<ColumnId>([...fields, ...known.keys(), ...decided.keys()])
  ids.delete(NAME_COLUMN satisfies ColumnId)
  const labels = new Map<string, number>()
  for (const id of ids) labels.set(columnLabel(id), (labels.get(columnLabel(id)) ?? 0) + 1)
  const columns = [...ids].map((id): TableColumn => {
    const { section, path } = parseColumnId(id)
    const label = columnLabel(id)
    const hint = section !== 'run' && labels.get(label)! > 1 ? section : undefined
    const kind = section === 'run' ? fieldKind(path) : (known.get(id)?.kind ?? 'other')
    const look = decided.get(id)
    return {
      id,
      label,
      section,
      hint,
      kind,
      shown: look?.shown ?? isShownAtFirst(id),
      pinned: look?.pinned ?? false,
      width: look?.width ?? widthAtFirst(label, kind, hint, grouped && section !== 'run'),
      place: look?.place ?? columnPlace(id),
      count: section === 'run' ? undefined : (known.get(id)?.count ?? 0),
    }
  })
  return columns.sort((a, b) => comparePlaces(a.place, b.place) || (a.id < b.id ? -1 : 1))
}

/** Those shown, the pinned ones first. */
export function shownColumns(columns: readonly TableColumn[]): {
  pinned: TableColumn[]
  rest: TableColumn[]
} {
  const shown = columns.filter((column) => column.shown)
  return {
    pinned: shown.filter((column) => column.pinned),
    rest: shown.filter((column) => !column.pinned),
  }
}

/**
 * The place of a column that is put before the one at `index` of `columns` (at the end when there is
 * none). Pinned and other columns are lists of their own.
 */
export function placeAt(
  columns: readonly TableColumn[],
  moved: ColumnId,
  index: number,
): Place | undefined {
  const at = columns.findIndex((column) => column.id === moved)
  if (at === index || at + 1 === index) return undefined
  return placeBetween(columns[index - 1]?.place, columns[index]?.place)
}

/** Fields that a run's row has already, and that need not be asked for. */
const OF_ROW = {
  name: (run: RunRow) => run.name,
  displayName: (run: RunRow) => run.displayName,
  number: (run: RunRow) => run.number,
  state: (run: RunRow) => run.state,
  tags: (run: RunRow) => run.tags,
  notes: (run: RunRow) => run.notes,
  user: (run: RunRow) => run.user,
  group: (run: RunRow) => run.group,
  jobType: (run: RunRow) => run.jobType,
  createdAt: (run: RunRow) => run.createdAt,
  heartbeatAt: (run: RunRow) => run.heartbeatAt,
  finishedAt: (run: RunRow) => run.finishedAt,
  duration: runDuration,
} satisfies Partial<Record<RunField, (run: RunRow, nowMs: number) => unknown>>

/** Seconds; of a run that goes on, until now; of one that fell silent, until it was last heard. */
function runDuration(run: RunRow, nowMs: number): number {
  const goesOn = run.state === 'running' || run.state === 'preempting'
  const end = run.finishedAt ?? (goesOn ? null : run.heartbeatAt)
  return Math.max(0, ((end === null ? nowMs : Date.parse(end)) - Date.parse(run.createdAt)) / 1000)
}

export function fieldOfRow(id: ColumnId): ((run: RunRow, nowMs: number) => unknown) | undefined {
  if (!id.startsWith('run:')) return undefined
  const field = id.slice('run:'.length)
  return Object.hasOwn(OF_ROW, field) ? OF_ROW[field as keyof typeof OF_ROW] : undefined
}
