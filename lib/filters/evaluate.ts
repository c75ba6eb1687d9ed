/** What a filter means. SQL (server/runQuery) must say the same of every run; a test compares them. */
import { isUnstorable } from '../json/storable'
import { splitKey } from '../metrics/keys'
import { type ColumnId, parseColumnId, RUN_FIELDS, type RunField } from '../runs/columns'
import type { Comparison, Filter, FilterValue } from './ast'

/** What a filter may ask about a run. Times are ISO 8601; `duration` is in seconds. */
export interface FilterableRun {
  fields: { readonly [F in RunField]: string | number | readonly string[] | null }
  /** As stored (lib/json/storable): `{"lr": {"value": 0.1}}`. */
  config: unknown
  summary: unknown
}

/** A value as filters see it; objects, and what no database text can hold, are only there. */
export type Operand =
  | { kind: 'missing' }
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'boolean'; value: boolean }
  /** Milliseconds since 1970. */
  | { kind: 'time'; value: number }
  | { kind: 'list'; items: readonly Operand[] }
  | { kind: 'other' }

const MISSING: Operand = { kind: 'missing' }

export interface Circumstances {
  /** Milliseconds since 1970: what `within` counts from. */
  now: number
  /** Whether an RE2 expression is found in a text. */
  finds: (pattern: string, text: string) => boolean
}

export function evaluate(filter: Filter, run: FilterableRun, around: Circumstances): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((part) => evaluate(part, run, around))
    case 'or':
      return filter.filters.some((part) => evaluate(part, run, around))
    case 'not':
      return !evaluate(filter.filter, run, around)
  }
  const operand = operandOf(run, filter.key)
  switch (filter.kind) {
    case 'compare':
      return compares(operand, filter.op, filter.value)
    case 'in':
      return filter.values.some((value) => isEqual(operand, value))
    case 'has':
      return has(operand, filter.value)
    case 'matches':
      return texts(operand).some((text) => around.finds(filter.pattern, text))
    case 'exists':
      return operand.kind !== 'missing'
    case 'within':
      return operand.kind === 'time' && operand.value >= around.now - filter.seconds * 1000
  }
}

export function operandOf(run: FilterableRun, key: ColumnId): Operand {
  const { section, path } = parseColumnId(key)
  if (section === 'run') {
    const field = path as RunField
    const value = run.fields[field]
    if (value === null) return MISSING
    if (RUN_FIELDS[field] === 'time') return { kind: 'time', value: Date.parse(value as string) }
    if (typeof value !== 'object') return operandFrom(value)
    // A run without tags has none, rather than an empty list of them.
    return value.length === 0 ? MISSING : { kind: 'list', items: value.map(operandFrom) }
  }
  const names = storedPath(section, path)
  let node: unknown = run[section]
  for (const name of names) {
    if (node === null || typeof node !== 'object' || Array.isArray(node)) return MISSING
    if (!Object.hasOwn(node, name)) return MISSING
    node = (node as Record<string, unknown>)[name]
  }
  return operandFrom(node)
}

/** The names that lead to a value in the stored tree: a config key's value is its member `value`. */
export function storedPath(section: 'config' | 'summary', path: string): string[] {
  const names = splitKey(path)
  return section === 'config' ? [names[0]!, 'value', ...names.slice(1)] : names
}

/** A stored value; a list of names counts as one too. */
export function operandFrom(stored: unknown): Operand {
  switch (typeof stored) {
    case 'number':
      return { kind: 'number', value: stored }
    case 'string':
      return isUnstorable(stored) ? { kind: 'other' } : { kind: 'text', value: stored }
    case 'boolean':
      return { kind: 'boolean', value: stored }
  }
  if (stored === null || stored === undefined) return MISSING
  if (Array.isArray(stored)) return { kind: 'list', items: stored.map(operandFrom) }
  const tagged = (stored as Record<string, unknown>)['$num']
  if (typeof tagged === 'string' && Object.keys(stored).length === 1) {
    return { kind: 'number', value: Number(tagged) }
  }
  return { kind: 'other' }
}

function isEqual(operand: Operand, value: FilterValue): boolean {
  if (value === null) return operand.kind === 'missing'
  switch (operand.kind) {
    case 'list':
      return holds(operand.items, value)
    case 'time':
      return typeof value === 'string' && operand.value === Date.parse(value)
    case 'number':
    case 'text':
    case 'boolean':
      return operand.value === value
    default:
      return false
  }
}

function compares(operand: Operand, op: Comparison, value: FilterValue): boolean {
  if (op === '=') return isEqual(operand, value)
  if (op === '!=') return !isEqual(operand, value)
  if (operand.kind === 'number' && typeof value === 'number') {
    return ordered(op, operand.value, value)
  }
  if (typeof value !== 'string' || isUnstorable(value)) return false
  if (operand.kind === 'text') return ordered(op, compareCodePoints(operand.value, value), 0)
  return operand.kind === 'time' && ordered(op, operand.value, Date.parse(value))
}

/** False with NaN on either side. */
function ordered(op: Comparison, a: number, b: number): boolean {
  if (op === '<') return a < b
  if (op === '<=') return a <= b
  return op === '>' ? a > b : a >= b
}

/** As databases order text byte by byte in UTF-8, which is not the order of UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
  const [inA, inB] = [a[Symbol.iterator](), b[Symbol.iterator]()]
  for (;;) {
    const [x, y] = [inA.next(), inB.next()]
    if (x.done || y.done) return Number(!x.done) - Number(!y.done)
    const difference = x.value.codePointAt(0)! - y.value.codePointAt(0)!
    if (difference !== 0) return difference
  }
}

function has(operand: Operand, text: string): boolean {
  if (operand.kind === 'text') return operand.value.includes(text)
  return operand.kind === 'list' && holds(operand.items, text)
}

/** Lists in lists are items of no kind that a filter can name. */
function holds(items: readonly Operand[], value: FilterValue): boolean {
  return items.some((item) => item.kind !== 'list' && isEqual(item, value))
}

/** What `matches` looks through. */
export function texts(operand: Operand): string[] {
  if (operand.kind === 'text') return [operand.value]
  if (operand.kind !== 'list') return []
  return operand.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []))
}
