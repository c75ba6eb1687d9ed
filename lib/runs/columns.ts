/**
 * What can be known of a run, as columns of tables and keys of filters, groups and sorts: fields of
 * the run itself, leaves of its config, and leaves of its summary.
 */
import { z } from 'zod'
import { displayKey } from '../metrics/keys'

export const COLUMN_SECTIONS = ['run', 'config', 'summary'] as const
export type ColumnSection = (typeof COLUMN_SECTIONS)[number]

/** Fields every run has, with the kind of value that they hold. Times are ISO 8601, durations seconds. */
export const RUN_FIELDS = {
  name: 'text',
  displayName: 'text',
  number: 'number',
  state: 'text',
  tags: 'list',
  notes: 'text',
  user: 'text',
  group: 'text',
  jobType: 'text',
  host: 'text',
  program: 'text',
  commit: 'text',
  sweep: 'text',
  createdAt: 'time',
  heartbeatAt: 'time',
  finishedAt: 'time',
  duration: 'number',
} as const
export type RunField = keyof typeof RUN_FIELDS
export type FieldKind = (typeof RUN_FIELDS)[RunField]

export const RUN_FIELD_LABELS: Record<RunField, string> = {
  name: 'Id',
  displayName: 'Name',
  number: 'Number',
  state: 'State',
  tags: 'Tags',
  notes: 'Notes',
  user: 'User',
  group: 'Group',
  jobType: 'Job type',
  host: 'Host',
  program: 'Program',
  commit: 'Commit',
  sweep: 'Sweep',
  createdAt: 'Created',
  heartbeatAt: 'Last heard from',
  finishedAt: 'Ended',
  duration: 'Duration',
}

/**
 * `run:state`, `config:optimizer.lr`, `summary:val/loss`: the section, a colon, and the path, whose
 * names are joined by dots as in metric keys (a dot inside a name is escaped).
 */
export type ColumnId = `${ColumnSection}:${string}`

const COLUMN_ID = /^(?:run:(?<field>\w+)|(?:config|summary):.+)$/s

export function isColumnId(text: string): text is ColumnId {
  const match = COLUMN_ID.exec(text)
  if (!match) return false
  const field = match.groups?.['field']
  return field === undefined || Object.hasOwn(RUN_FIELDS, field)
}

export const columnIdSchema = z
  .string()
  .max(1024)
  .refine((text): text is ColumnId => isColumnId(text), {
    error: 'must be run:<field>, config:<path> or summary:<path>',
  })

export function columnId(section: ColumnSection, path: string): ColumnId {
  return `${section}:${path}`
}

export function parseColumnId(id: ColumnId): { section: ColumnSection; path: string } {
  const colon = id.indexOf(':')
  return { section: id.slice(0, colon) as ColumnSection, path: id.slice(colon + 1) }
}

/** What a column is called in its head. */
export function columnLabel(id: ColumnId): string {
  const { section, path } = parseColumnId(id)
  return section === 'run' ? RUN_FIELD_LABELS[path as RunField] : displayKey(path)
}
