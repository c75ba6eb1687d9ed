/**
 * The filters inside W&B's reports and saved workspaces, as filters and back. Two forms are read:
 * the flat list written today (`filterV2`: a connector on every item but the first, AND binding
 * tighter than OR, one level of groups), and the older tree of `{op, filters}`. The flat one is
 * written. Neither says everything that our filters do, nor the reverse; what is left out is told.
 */
import { z } from 'zod'
import { type ColumnId, parseColumnId, RUN_FIELDS, type RunField } from '../runs/columns'
import { type Comparison, EVERY_RUN, type Filter, type FilterValue, MAX_FILTER_DEPTH } from './ast'
import { columnOfMongo, fromMongo, MongoFilterError, mongoName } from './mongo'
import { alternatives, type Leaf, pushNegations, TooManyAlternatives } from './normal'

const conditionSchema = z.object({
  key: z.object({ section: z.string(), name: z.string() }),
  op: z.string(),
  value: z.unknown().optional(),
  disabled: z.boolean().nullish(),
})
const groupSchema = z.object({ filters: z.array(z.unknown()) })
const connectedSchema = z.object({ connector: z.string().nullish() })

type Condition = z.output<typeof conditionSchema>

export interface ReadReportFilter {
  filter: Filter
  /** What it says beyond that, in words: keys and operators that are not known here. */
  left: string[]
}

/** Anything may be handed in; what is no filter at all means every run. */
export function fromReportFilter(value: unknown): ReadReportFilter {
  const left: string[] = []
  const isFlat = z.object({ filterFormat: z.literal('filterV2') }).safeParse(value).success
  const filter = isFlat ? flat(value, left, 0) : tree(value, left, 0)
  return { filter: filter ?? EVERY_RUN, left }
}

/** Undefined: it says nothing. */
function flat(value: unknown, left: string[], depth: number): Filter | undefined {
  const group = groupSchema.safeParse(value)
  if (!group.success || depth > MAX_FILTER_DEPTH) return condition(value, left)
  const alternatives: Filter[][] = [[]]
  for (const item of group.data.filters) {
    const read = flat(item, left, depth + 1)
    if (!read) continue
    const { connector } = connectedSchema.catch({}).parse(item)
    if (connector?.toUpperCase() === 'OR' && alternatives.at(-1)!.length > 0) alternatives.push([])
    alternatives.at(-1)!.push(read)
  }
  return joined(
    'or',
    alternatives.flatMap((parts) => joined('and', parts) ?? []),
  )
}

function tree(value: unknown, left: string[], depth: number): Filter | undefined {
  const group = groupSchema.extend({ op: z.enum(['AND', 'OR']) }).safeParse(value)
  if (!group.success || depth > MAX_FILTER_DEPTH) return condition(value, left)
  const parts = group.data.filters.flatMap((part) => tree(part, left, depth + 1) ?? [])
  return joined(group.data.op === 'AND' ? 'and' : 'or', parts)
}

function joined(kind: 'and' | 'or', filters: Filter[]): Filter | undefined {
  return filters.length > 1 ? { kind, filters } : filters[0]
}

function condition(value: unknown, left: string[]): Filter | undefined {
  const parsed = conditionSchema.safeParse(value)
  // An empty member of a list, or the empty filter of a new report.
  if (!parsed.success || parsed.data.disabled) return undefined
  try {
    return read(parsed.data)
  } catch (error) {
    if (!(error instanceof MongoFilterError)) throw error
    left.push(error.message)
    return undefined
  }
}

const MONGO_OPERATORS: Record<string, string> = {
  '=': '$eq',
  '==': '$eq',
  '!=': '$ne',
  '<': '$lt',
  '<=': '$lte',
  '>': '$gt',
  '>=': '$gte',
  IN: '$in',
  NIN: '$nin',
  REGEX: '$regex',
}

/** Metrics that W&B counts among a run's own fields. */
const RUN_METRICS = ['_step', '_runtime', '_timestamp']

function read({ key: { section, name }, op, value }: Condition): Filter {
  if (section === 'tags' && typeof value === 'boolean') return tagged(name, op, value)
  if (section === 'keys_info') return logged(name, op, value)
  const key = mongoKey(section, name)
  if (op === 'WITHINSECONDS') {
    const seconds = Number(value)
    if (!(seconds > 0)) throw new MongoFilterError(`${name}: ${op} needs seconds`)
    return { kind: 'within', key: columnOfMongo(key), seconds }
  }
  const operator = Object.hasOwn(MONGO_OPERATORS, op) ? MONGO_OPERATORS[op]! : undefined
  if (!operator) throw new MongoFilterError(`${name}: ${op} is not known here`)
  // Refuses names that would be operators themselves.
  columnOfMongo(key)
  return fromMongo({ [key]: { [asked(operator, value)]: value ?? null } })
}

/** Equal to a list means one of it. */
function asked(operator: string, value: unknown): string {
  if (!Array.isArray(value)) return operator
  return operator === '$eq' ? '$in' : operator === '$ne' ? '$nin' : operator
}

function mongoKey(section: string, name: string): string {
  switch (section) {
    case 'config':
      return `config.${name}`
    case 'summary':
      return `summary_metrics.${name}`
    case 'tags':
      return 'tags'
    case 'run':
      if (RUN_METRICS.includes(name)) return `summary_metrics.${name}`
      return name === '_absolute_runtime' ? 'duration' : name
    default:
      throw new MongoFilterError(`${section} is no section here`)
  }
}

function tagged(tag: string, op: string, value: boolean): Filter {
  if (op !== '=' && op !== '==' && op !== '!=') {
    throw new MongoFilterError(`the tag ${tag}: ${op} is not known here`)
  }
  const has: Filter = { kind: 'has', key: 'run:tags', value: tag }
  return value === (op !== '!=') ? has : { kind: 'not', filter: has }
}

/** Whether a key was logged at all; nothing else is known of keys here. */
function logged(name: string, op: string, value: unknown): Filter {
  const key = columnOfMongo(`summary_metrics.${name.replace(/^keys\./, '')}`)
  if ((value !== null && value !== undefined) || !['=', '==', '!='].includes(op)) {
    throw new MongoFilterError(`${name}: only whether it was logged can be asked`)
  }
  const exists: Filter = { kind: 'exists', key }
  return op === '!=' ? exists : { kind: 'not', filter: exists }
}

// ---- and back

export interface ReportCondition {
  key: { section: string; name: string }
  op: string
  value: FilterValue | FilterValue[]
  disabled: false
}
export type ReportItem = (ReportCondition | { filters: ReportItem[] }) & {
  connector?: 'AND' | 'OR'
}
export interface ReportFilter {
  filterFormat: 'filterV2'
  filters: ReportItem[]
}

/** `left`: parts that W&B's filters cannot say. Without them the result may mean other runs. */
export function toReportFilter(filter: Filter): { filter: ReportFilter; left: Filter[] } {
  const left: Filter[] = []
  const normal = pushNegations(filter)
  const rows = (normal.kind === 'or' ? normal.parts : [normal]).map((row) =>
    (row.kind === 'and' ? row.parts : [row]).flatMap((part) => {
      if (part.kind === 'leaf') return written(part, left) ?? []
      try {
        const inner = alternatives(part).map((leaves) =>
          leaves.flatMap((leaf) => written(leaf, left) ?? []),
        )
        return { filters: connected(inner) }
      } catch (error) {
        if (!(error instanceof TooManyAlternatives)) throw error
        left.push(part.source)
        return []
      }
    }),
  )
  // No run: every run has a name.
  const none = normal.kind === 'or' && normal.parts.length === 0
  const never = conditionOf('run:name', '=', null)
  return { filter: { filterFormat: 'filterV2', filters: none ? [never] : connected(rows) }, left }
}

function connected(rows: readonly ReportItem[][]): ReportItem[] {
  const items: ReportItem[] = []
  for (const row of rows) {
    row.forEach((item, i) => {
      const connector = i === 0 ? 'OR' : 'AND'
      items.push(items.length === 0 ? item : { connector, ...item })
    })
  }
  return items
}

function conditionOf(
  id: ColumnId,
  op: string,
  value: FilterValue | FilterValue[],
): ReportCondition {
  const { section } = parseColumnId(id)
  const name = mongoName(id)
  const key =
    section === 'run'
      ? { section, name: name === 'user' ? 'username' : name }
      : { section, name: name.slice(name.indexOf('.') + 1) }
  return { key, op, value, disabled: false }
}

function written({ filter, negated }: Leaf, left: Filter[]): ReportCondition | undefined {
  const found = sayable(filter, negated)
  if (!found) left.push(negated ? { kind: 'not', filter } : filter)
  return found
}

function sayable(filter: Leaf['filter'], negated: boolean): ReportCondition | undefined {
  const { key } = filter
  const isTime = key.startsWith('run:') && RUN_FIELDS[key.slice(4) as RunField] === 'time'
  // W&B reads numbers as times there, and text of states in small letters.
  const isPlain = (value: FilterValue) =>
    !(isTime && typeof value === 'number') &&
    !(key === 'run:state' && typeof value === 'string' && value !== value.toLowerCase())
  switch (filter.kind) {
    case 'compare': {
      if (!isPlain(filter.value)) return undefined
      const op = negated ? OPPOSITES[filter.op] : filter.op
      return op && conditionOf(key, op, filter.value)
    }
    case 'in':
      if (!filter.values.every(isPlain)) return undefined
      return conditionOf(key, negated ? 'NIN' : 'IN', filter.values)
    case 'exists':
      return conditionOf(key, negated ? '=' : '!=', null)
    case 'has':
      return key === 'run:tags' ? conditionOf(key, negated ? '!=' : '=', filter.value) : undefined
    case 'matches':
      return negated ? undefined : conditionOf(key, 'REGEX', filter.pattern)
    case 'within':
      if (negated || key !== 'run:createdAt') return undefined
      return conditionOf(key, 'WITHINSECONDS', filter.seconds)
  }
}

/** Not less is not the same as at least: a run without a value is neither. */
const OPPOSITES: Partial<Record<Comparison, Comparison>> = { '=': '!=', '!=': '=' }
