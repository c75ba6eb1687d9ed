/** W&B's names of columns and keys: `config:lr.value`, `summary:loss`, `{section, name}`. */
import { z } from 'zod'
import { columnOfMongo, mongoName } from '../../filters/mongo'
import { type ColumnId, parseColumnId } from '../../runs/columns'

const keySchema = z.object({ section: z.string(), name: z.string() })

/** Undefined for what is no column here. */
export function columnOfKey(value: unknown): ColumnId | undefined {
  const parsed = keySchema.safeParse(value)
  return parsed.success ? columnOfAccessor(`${parsed.data.section}:${parsed.data.name}`) : undefined
}

/** `summary:loss` or `summary_metrics.loss`; without a section a metric is meant. */
export function columnOfAccessor(value: unknown): ColumnId | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  const colon = value.indexOf(':')
  // Bars and numbers have their columns in this form.
  if (colon < 0 && /^(?:summary_metrics|config)\../.test(value)) return ofMongo(value)
  const [section, name] =
    colon < 0 ? ['summary', value] : [value.slice(0, colon), value.slice(colon + 1)]
  const path =
    section === 'summary'
      ? `summary_metrics.${name}`
      : section === 'config'
        ? `config.${name}`
        : name
  return ofMongo(path)
}

function ofMongo(path: string): ColumnId | undefined {
  try {
    return columnOfMongo(path)
  } catch {
    return undefined
  }
}

export function keyOfColumn(id: ColumnId): { section: string; name: string } {
  const { section } = parseColumnId(id)
  const name = mongoName(id)
  if (section === 'run') return { section, name: name === 'user' ? 'username' : name }
  return { section, name: name.slice(name.indexOf('.') + 1) }
}

export function accessorOfColumn(id: ColumnId): string {
  const { section, name } = keyOfColumn(id)
  return `${section}:${name}`
}
