/**
 * Metric keys. A nested row `{"a": {"b": 1}}` has the key `a.b`; a dot (or backslash) inside a name
 * is escaped, so the literal name "a.b" becomes `a\.b` and the two never meet.
 */

export const STEP_KEY = '_step'
export const RUNTIME_KEY = '_runtime'
export const TIMESTAMP_KEY = '_timestamp'

/** Keys every run has and nobody wants a panel for. */
export function isInternalKey(key: string): boolean {
  return (
    key === STEP_KEY || key === RUNTIME_KEY || key === TIMESTAMP_KEY || key.startsWith('_wandb')
  )
}

export function escapeKeySegment(name: string): string {
  return name.includes('.') || name.includes('\\') ? name.replace(/[.\\]/g, '\\$&') : name
}

/** The key as people read it: `a\.b` is shown as `a.b`. */
export function displayKey(key: string): string {
  return key.includes('\\') ? key.replace(/\\([.\\])/g, '$1') : key
}

/** Splits `a\.b.c` into ["a.b", "c"]. */
export function splitKey(key: string): string[] {
  const parts: string[] = []
  let current = ''
  for (let i = 0; i < key.length; i++) {
    const c = key[i]!
    if (c === '\\' && i + 1 < key.length) current += key[++i]
    else if (c === '.') {
      parts.push(current)
      current = ''
    } else current += c
  }
  parts.push(current)
  return parts
}

/** The section a key's panel stands in: everything before the last slash, or "charts". */
export function keySection(key: string): string {
  const shown = displayKey(key)
  const slash = shown.lastIndexOf('/')
  return slash > 0 ? shown.slice(0, slash) : 'charts'
}

const MAX_NESTING = 32

/**
 * Visits every leaf of a history row. Objects are walked unless they are media (they carry
 * `_type`) or nested too deeply; those, arrays, strings, booleans and nulls go to `other`.
 */
export function visitRow(
  row: Record<string, unknown>,
  number: (key: string, value: number) => void,
  other: (key: string, value: unknown) => void,
  prefix = '',
  depth = 0,
): void {
  for (const name of Object.keys(row)) {
    const value = row[name]
    const key = prefix + escapeKeySegment(name)
    if (typeof value === 'number') number(key, value)
    else if (isPlainTree(value) && depth < MAX_NESTING) {
      visitRow(value, number, other, `${key}.`, depth + 1)
    } else other(key, value)
  }
}

export function isPlainTree(value: unknown): value is Record<string, unknown> {
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    !('_type' in value) &&
    Object.keys(value).length > 0
  )
}
