/** W&B's reports are JSON of blocks (Slate's nodes). Read by parts: what is not known stays as it is. */

export type Json = Readonly<Record<string, unknown>>

export function object(value: unknown): Json {
  const isObject = value !== null && typeof value === 'object' && !Array.isArray(value)
  return isObject ? (value as Json) : {}
}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const words = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The same content, whatever the order of fields; what is undefined is not there. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((one, i) => same(one, b[i]))
  }
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = new Set([...Object.keys(x), ...Object.keys(y)])
  return [...names].every((name) => same(x[name], y[name]))
}

/** Changes from `was` to `is`, made in what there was. */
export function overlaid(source: Json, was: Json, is: Json): Json {
  const names = new Set([...Object.keys(source), ...Object.keys(was), ...Object.keys(is)])
  return Object.fromEntries(
    [...names].flatMap((name): [string, unknown][] => {
      const value = same(was[name], is[name]) ? source[name] : is[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
