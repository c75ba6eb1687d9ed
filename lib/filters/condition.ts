/** Conditions as people build them from a key, an operator and values; and what any filter says. */
import { type ColumnId, columnLabel } from '../runs/columns'
import { formatDuration } from '../format/time'
import type { Comparison, Filter, FilterValue } from './ast'

export const OPERATORS = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not in',
  'has',
  'has not',
  'matches',
  'within',
  'exists',
  'missing',
] as const
export type Operator = (typeof OPERATORS)[number]

export const OPERATOR_LABELS: Record<Operator, string> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
  in: 'is one of',
  'not in': 'is none of',
  has: 'has',
  'has not': 'has not',
  matches: 'matches /regex/',
  within: 'is within the last',
  exists: 'has a value',
  missing: 'has no value',
}

const SIGNS: Record<Operator, string> = {
  '=': '=',
  '!=': '≠',
  '<': '<',
  '<=': '≤',
  '>': '>',
  '>=': '≥',
  in: 'in',
  'not in': 'not in',
  has: 'has',
  'has not': 'has not',
  matches: '~',
  within: 'within',
  exists: 'exists',
  missing: 'missing',
}

export interface BuiltCondition {
  key: ColumnId
  operator: Operator
  /** One; any number for `in`; none for `exists` and `missing`; seconds for `within`. */
  values: FilterValue[]
}

export type ValueKind = 'number' | 'text' | 'boolean' | 'list' | 'time' | 'other'

/** What makes sense for a kind of values, the likeliest first. */
export function operatorsFor(kind: ValueKind): readonly Operator[] {
  switch (kind) {
    case 'number':
      return ['=', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'exists', 'missing']
    case 'boolean':
      return ['=', '!=', 'exists', 'missing']
    case 'list':
      return ['has', 'has not', 'matches', 'exists', 'missing']
    case 'time':
      return ['within', '>=', '<', 'exists', 'missing']
    case 'text':
      return ['=', '!=', 'has', 'has not', 'in', 'not in', 'matches', 'exists', 'missing']
    case 'other':
      return OPERATORS
  }
}

export const takesMany = (operator: Operator) => operator === 'in' || operator === 'not in'
export const takesNone = (operator: Operator) => operator === 'exists' || operator === 'missing'

const isComparison = (operator: Operator): operator is Comparison =>
  ['=', '!=', '<', '<=', '>', '>='].includes(operator)

/** Undefined while a value is missing. */
export function toFilter({ key, operator, values }: BuiltCondition): Filter | undefined {
  const [value] = values
  if (operator === 'exists') return { kind: 'exists', key }
  if (operator === 'missing') return { kind: 'not', filter: { kind: 'exists', key } }
  if (value === undefined) return undefined
  if (isComparison(operator)) return { kind: 'compare', key, op: operator, value }
  const text = String(value)
  switch (operator) {
    case 'in':
      return { kind: 'in', key, values }
    case 'not in':
      return { kind: 'not', filter: { kind: 'in', key, values } }
    case 'has':
      return { kind: 'has', key, value: text }
    case 'has not':
      return { kind: 'not', filter: { kind: 'has', key, value: text } }
    case 'matches':
      return { kind: 'matches', key, pattern: text }
    case 'within':
      return typeof value === 'number' && value > 0
        ? { kind: 'within', key, seconds: value }
        : undefined
  }
}

/** Undefined for what has no such form: only the text can say it. */
export function toCondition(filter: Filter): BuiltCondition | undefined {
  switch (filter.kind) {
    case 'compare':
      return { key: filter.key, operator: filter.op, values: [filter.value] }
    case 'in':
      return { key: filter.key, operator: 'in', values: filter.values }
    case 'has':
      return { key: filter.key, operator: 'has', values: [filter.value] }
    case 'matches':
      return { key: filter.key, operator: 'matches', values: [filter.pattern] }
    case 'within':
      return { key: filter.key, operator: 'within', values: [filter.seconds] }
    case 'exists':
      return { key: filter.key, operator: 'exists', values: [] }
    case 'not':
      return negated(toCondition(filter.filter))
    default:
      return undefined
  }
}

function negated(condition: BuiltCondition | undefined): BuiltCondition | undefined {
  const opposite: Partial<Record<Operator, Operator>> = {
    in: 'not in',
    has: 'has not',
    exists: 'missing',
  }
  const operator = condition && opposite[condition.operator]
  return operator && { ...condition, operator }
}

/** “lr < 0.001”: a condition in few words. */
export function conditionWords({ key, operator, values }: BuiltCondition): string {
  const label = columnLabel(key)
  if (takesNone(operator)) return `${label} ${operator === 'exists' ? 'exists' : 'is missing'}`
  const said =
    operator === 'within'
      ? `last ${formatDuration(Number(values[0]))}`
      : operator === 'matches'
        ? `/${String(values[0])}/`
        : values.map(valueWords).join(', ')
  return operator === 'within' ? `${label} ${said}` : `${label} ${SIGNS[operator]} ${said}`
}

function valueWords(value: FilterValue): string {
  if (value === null) return 'none'
  return value === '' ? 'empty' : String(value)
}

/** Any filter in few words. */
export function filterWords(filter: Filter): string {
  const condition = toCondition(filter)
  if (condition) return conditionWords(condition)
  if (filter.kind === 'not') return `not (${filterWords(filter.filter)})`
  if (filter.kind !== 'and' && filter.kind !== 'or') return ''
  if (filter.filters.length === 0) return filter.kind === 'and' ? 'every run' : 'no run'
  return filter.filters
    .map((part) => {
      const nested = part.kind === 'and' || part.kind === 'or'
      return nested ? `(${filterWords(part)})` : filterWords(part)
    })
    .join(` ${filter.kind} `)
}

/** What somebody typed as a value of such a kind; undefined when it cannot be one. */
export function readValue(text: string, kind: ValueKind): FilterValue | undefined {
  const plain = text.trim()
  if (plain === '') return undefined
  const number = Number(plain)
  switch (kind) {
    case 'number':
      return Number.isFinite(number) ? number : undefined
    case 'boolean':
      return plain === 'true' ? true : plain === 'false' ? false : undefined
    case 'time': {
      const ms = Date.parse(plain)
      return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
    }
    case 'other':
      if (plain === 'true' || plain === 'false') return plain === 'true'
      return Number.isFinite(number) ? number : plain
    default:
      return plain
  }
}

const UNITS: Record<string, number> = { s: 1, min: 60, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** Seconds of “90 min”, “2h”, “7 d”. */
export function readDuration(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(s|min|m|h|d|w)\s*$/.exec(text)
  return match ? Number(match[1]) * UNITS[match[2]!]! : undefined
}
