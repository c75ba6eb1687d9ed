/** The Mongo-style JSON in which W&B's clients ask for runs, as filters and back. */
import {
  type ColumnId,
  columnId,
  isColumnId,
  parseColumnId,
  RUN_FIELDS,
  type RunField,
} from '../runs/columns'
import {
  type Comparison,
  type Filter,
  filterSchema,
  type FilterValue,
  filterValueSchema,
  MAX_FILTER_DEPTH,
} from './ast'

export class MongoFilterError extends Error {}

const COMPARISONS: Record<string, Comparison> = {
  $eq: '=',
  $ne: '!=',
  $lt: '<',
  $lte: '<=',
  $gt: '>',
  $gte: '>=',
}
const OPERATORS: Record<Comparison, string> = {
  '=': '$eq',
  '!=': '$ne',
  '<': '$lt',
  '<=': '$lte',
  '>': '$gt',
  '>=': '$gte',
}

/** Names of run fields that are not ours. */
const FIELDS: Record<string, RunField> = {
  display_name: 'displayName',
  created_at: 'createdAt',
  updated_at: 'heartbeatAt',
  updatedAt: 'heartbeatAt',
  heartbeat_at: 'heartbeatAt',
  finished_at: 'finishedAt',
  job_type: 'jobType',
  username: 'user',
  sweepName: 'sweep',
  hostname: 'host',
  runtime: 'duration',
}

/** @throws MongoFilterError naming what cannot be understood */
export function fromMongo(value: unknown): Filter {
  const filter = node(value, 0)
  const checked = filterSchema.safeParse(filter)
  if (!checked.success) throw new MongoFilterError(checked.error.issues[0]?.message ?? 'invalid')
  return checked.data
}

function node(value: unknown, depth: number): Filter {
  if (depth > MAX_FILTER_DEPTH) throw new MongoFilterError('nested too deeply')
  const parts = Object.entries(object(value, 'a filter')).map(([name, inner]) => {
    switch (name) {
      case '$and':
        return list(name, inner, depth, 'and')
      case '$or':
        return list(name, inner, depth, 'or')
      case '$nor':
        return not(list(name, inner, depth, 'or'))
      case '$not':
        return not(node(inner, depth + 1))
    }
    if (name.startsWith('$')) throw new MongoFilterError(`${name} is not known here`)
    return field(columnOfMongo(name), name, inner, depth)
  })
  return parts.length === 1 ? parts[0]! : { kind: 'and', filters: parts }
}

const not = (filter: Filter): Filter => ({ kind: 'not', filter })

function list(name: string, value: unknown, depth: number, kind: 'and' | 'or'): Filter {
  if (!Array.isArray(value)) throw new MongoFilterError(`${name} needs a list`)
  return { kind, filters: value.map((inner) => node(inner, depth + 1)) }
}

function field(key: ColumnId, name: string, value: unknown, depth: number): Filter {
  const isOperators =
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    Object.keys(value).some((operator) => operator.startsWith('$'))
  if (!isOperators) return { kind: 'compare', key, op: '=', value: scalar(key, name, value) }
  const parts = Object.entries(value).map(([operator, operand]) =>
    condition(key, name, operator, operand as unknown, depth),
  )
  return parts.length === 1 ? parts[0]! : { kind: 'and', filters: parts }
}

function condition(
  key: ColumnId,
  name: string,
  operator: string,
  operand: unknown,
  depth: number,
): Filter {
  const op = COMPARISONS[operator]
  if (op) return { kind: 'compare', key, op, value: scalar(key, name, operand) }
  switch (operator) {
    case '$in':
    case '$nin': {
      if (!Array.isArray(operand)) throw new MongoFilterError(`${name}: ${operator} needs a list`)
      const within: Filter = {
        kind: 'in',
        key,
        values: operand.map((item: unknown) => scalar(key, name, item)),
      }
      return operator === '$in' ? within : not(within)
    }
    case '$exists':
      return operand === false || operand === 0
        ? not({ kind: 'exists', key })
        : { kind: 'exists', key }
    case '$regex':
      return { kind: 'matches', key, pattern: text(name, operator, operand) }
    case '$contains':
      return { kind: 'has', key, value: text(name, operator, operand) }
    case '$not':
      return not(field(key, name, operand, depth + 1))
    default:
      throw new MongoFilterError(`${name}: ${operator} is not known here`)
  }
}

function text(name: string, operator: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw new MongoFilterError(`${name}: ${operator} needs a text`)
}

function scalar(key: ColumnId, name: string, value: unknown): FilterValue {
  const parsed = filterValueSchema.safeParse(value)
  if (!parsed.success) {
    throw new MongoFilterError(`${name}: needs a text, a number, true, false or null`)
  }
  const found = parsed.data
  if (key === 'run:state' && typeof found === 'string') return found.toLowerCase()
  const { section, path } = parseColumnId(key)
  const isTime = section === 'run' && RUN_FIELDS[path as RunField] === 'time'
  // Unix time, in seconds or in milliseconds.
  if (isTime && typeof found === 'number') {
    const date = new Date(found < 1e11 ? found * 1000 : found)
    return Number.isNaN(date.getTime()) ? found : date.toISOString()
  }
  return found
}

/** `config.lr`, `config.lr.value`, `summary_metrics.loss`, `state`. */
export function columnOfMongo(name: string): ColumnId {
  const [section, ...rest] = name.split('.')
  let id: string | undefined
  if (section === 'config' && rest.length > 0) {
    // Both forms are used: the value's own member, and without it.
    const path = rest[1] === 'value' ? [rest[0], ...rest.slice(2)] : rest
    id = columnId('config', path.join('.'))
  } else if ((section === 'summary_metrics' || section === 'summary') && rest.length > 0) {
    id = columnId('summary', rest.join('.'))
  } else {
    const own = Object.hasOwn(FIELDS, name) ? FIELDS[name] : name
    id = `run:${own}`
  }
  if (!isColumnId(id)) throw new MongoFilterError(`${name.slice(0, 100)} is no key of runs`)
  return id
}

/** W&B's `order`: `+created_at`, `-summary_metrics.loss`. */
export function sortOfMongo(order: string): { column: ColumnId; descending: boolean } {
  const descending = order.startsWith('-')
  return { column: columnOfMongo(order.replace(/^[+-]/, '')), descending }
}

export function toMongo(filter: Filter): Record<string, unknown> {
  switch (filter.kind) {
    case 'and':
    case 'or':
      if (filter.kind === 'and' && filter.filters.length === 0) return {}
      return { [`$${filter.kind}`]: filter.filters.map(toMongo) }
    case 'not':
      return { $nor: [toMongo(filter.filter)] }
    case 'compare':
      return { [mongoName(filter.key)]: { [OPERATORS[filter.op]]: filter.value } }
    case 'in':
      return { [mongoName(filter.key)]: { $in: filter.values } }
    case 'has':
      return { [mongoName(filter.key)]: { $contains: filter.value } }
    case 'matches':
      return { [mongoName(filter.key)]: { $regex: filter.pattern } }
    case 'exists':
      return { [mongoName(filter.key)]: { $exists: true } }
    case 'within': {
      const since = new Date(Date.now() - filter.seconds * 1000).toISOString()
      return { [mongoName(filter.key)]: { $gte: since } }
    }
  }
}

export function mongoName(id: ColumnId): string {
  const { section, path } = parseColumnId(id)
  if (section === 'run') return path
  if (section === 'summary') return `summary_metrics.${path}`
  const [first, ...rest] = path.split('.')
  return ['config', first, 'value', ...rest].join('.')
}

function object(value: unknown, what: string): Record<string, unknown> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw new MongoFilterError(`${what} must be an object`)
}
