/**
 * A reversible form of any lenient JSON value that PostgreSQL's jsonb accepts.
 *
 * jsonb has no NaN or infinities, and refuses U+0000 and lone surrogates in strings and names.
 * Those become small tagged objects; an object that looks like a tag is wrapped, so that
 * `fromStorable(toStorable(v))` equals `v` for every value.
 */

const NUMBER_TAG = '$num'
const STRING_TAG = '$utf16'
const ENTRIES_TAG = '$entries'
const TAGS = [NUMBER_TAG, STRING_TAG, ENTRIES_TAG]

/** Whether PostgreSQL refuses the string in text and jsonb columns. */
export function isUnstorable(text: string): boolean {
  return text.includes('\u0000') || !text.isWellFormed()
}

/** For plain text columns, where a tag would be seen: replaces what PostgreSQL refuses by U+FFFD. */
export function toStorableText(text: string): string {
  return isUnstorable(text) ? text.toWellFormed().replaceAll('\u0000', '\ufffd') : text
}

export function toStorable(value: unknown): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) ? value : { [NUMBER_TAG]: `${value}` }
  if (typeof value === 'string') {
    return isUnstorable(value) ? { [STRING_TAG]: utf16Units(value) } : value
  }
  if (Array.isArray(value)) return value.map(toStorable)
  if (value === null || typeof value !== 'object') return value ?? null
  const entries = Object.entries(value)
  const looksLikeTag = entries.length === 1 && TAGS.includes(entries[0]![0])
  if (looksLikeTag || entries.some(([name]) => isUnstorable(name) || name === '__proto__')) {
    return { [ENTRIES_TAG]: entries.map(([name, v]) => [toStorable(name), toStorable(v)]) }
  }
  const result: Record<string, unknown> = {}
  for (const [name, v] of entries) if (v !== undefined) result[name] = toStorable(v)
  return result
}

export function fromStorable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromStorable)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
  if (entries.length === 1) {
    const [name, inner] = entries[0]!
    if (name === NUMBER_TAG) return Number(inner)
    if (name === STRING_TAG) return fromUtf16Units(inner as number[])
    if (name === ENTRIES_TAG) {
      const pairs = inner as [unknown, unknown][]
      const result = {}
      for (const [key, v] of pairs) {
        Object.defineProperty(result, fromStorable(key) as string, {
          value: fromStorable(v),
          enumerable: true,
          configurable: true,
          writable: true,
        })
      }
      return result
    }
  }
  return Object.fromEntries(entries.map(([name, v]) => [name, fromStorable(v)]))
}

function utf16Units(text: string): number[] {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
}

function fromUtf16Units(units: number[]): string {
  return units.map((unit) => String.fromCharCode(unit)).join('')
}
