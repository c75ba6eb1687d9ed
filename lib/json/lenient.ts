/**
 * JSON as the W&B SDK writes it: standard JSON plus the bare tokens NaN, Infinity and -Infinity.
 *
 * `parseLenient` tries the engine's own parser first and falls back to a recursive-descent parser
 * only when that fails, so ordinary text pays nothing.
 */

const MAX_DEPTH = 512

/** Thrown for text that is not JSON even with the extra tokens; `position` counts UTF-16 units. */
export class JsonSyntaxError extends Error {
  constructor(
    message: string,
    readonly position: number,
  ) {
    super(`${message} at position ${position}`)
    this.name = 'JsonSyntaxError'
  }
}

export function parseLenient(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return new Parser(text).document()
  }
}

/** Serialises like JSON.stringify, but writes NaN and infinities as bare tokens. */
export function stringifyLenient(value: unknown): string {
  if (!hasNonFinite(value)) return JSON.stringify(value) ?? 'null'
  return write(value)
}

export function hasNonFinite(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  if (Array.isArray(value)) return value.some(hasNonFinite)
  if (value !== null && typeof value === 'object') return Object.values(value).some(hasNonFinite)
  return false
}

function write(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : `${value}`
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .map(([k, v]) => `${JSON.stringify(k)}:${write(v)}`)
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORDS: readonly [string, unknown][] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['-NaN', NaN],
]

class Parser {
  private at = 0
  private depth = 0

  constructor(private readonly text: string) {}

  document(): unknown {
    const value = this.value()
    this.space()
    if (this.at < this.text.length) this.fail('unexpected text after the value')
    return value
  }

  private fail(message: string): never {
    throw new JsonSyntaxError(message, this.at)
  }

  private space() {
    for (;;) {
      const c = this.text.charCodeAt(this.at)
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return
      this.at++
    }
  }

  private value(): unknown {
    this.space()
    const c = this.text[this.at]
    if (c === '{') return this.nested(() => this.object())
    if (c === '[') return this.nested(() => this.array())
    if (c === '"') return this.string()
    for (const [word, value] of WORDS) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length
        return value
      }
    }
    NUMBER.lastIndex = this.at
    const match = NUMBER.exec(this.text)
    if (!match) this.fail(this.at >= this.text.length ? 'unexpected end' : 'unexpected character')
    this.at += match[0].length
    return Number(match[0])
  }

  private nested<T>(parse: () => T): T {
    if (++this.depth > MAX_DEPTH) this.fail(`nested deeper than ${MAX_DEPTH} levels`)
    const value = parse()
    this.depth--
    return value
  }

  private object(): Record<string, unknown> {
    const result: Record<string, unknown> = {}
    this.at++
    this.space()
    if (this.take('}')) return result
    for (;;) {
      this.space()
      if (this.text[this.at] !== '"') this.fail('expected a quoted name')
      const name = this.string()
      this.space()
      if (!this.take(':')) this.fail('expected ":"')
      const value = this.value()
      // Assigning "__proto__" would set the prototype and lose the member.
      if (name === '__proto__') {
        Object.defineProperty(result, name, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        })
      } else result[name] = value
      this.space()
      if (this.take('}')) return result
      if (!this.take(',')) this.fail('expected "," or "}"')
    }
  }

  private array(): unknown[] {
    const result: unknown[] = []
    this.at++
    this.space()
    if (this.take(']')) return result
    for (;;) {
      result.push(this.value())
      this.space()
      if (this.take(']')) return result
      if (!this.take(',')) this.fail('expected "," or "]"')
    }
  }

  private take(char: string): boolean {
    if (this.text[this.at] !== char) return false
    this.at++
    return true
  }

  private string(): string {
    const start = this.at
    let end = start + 1
    for (;;) {
      end = this.text.indexOf('"', end)
      if (end < 0) this.fail('unterminated string')
      let slashes = 0
      while (this.text.charCodeAt(end - 1 - slashes) === 92) slashes++
      if (slashes % 2 === 0) break
      end++
    }
    this.at = end + 1
    try {
      return JSON.parse(this.text.slice(start, end + 1)) as string
    } catch {
      this.at = start
      this.fail('bad string')
    }
  }
}
