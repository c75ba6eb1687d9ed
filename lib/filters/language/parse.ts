/**
 * The text people type: `lr < 1e-3 and state = running and tags has "baseline"`.
 *
 *     either   := both ("or" both)*
 *     both     := one ("and" one)*
 *     one      := "not" one | "(" either ")" | condition
 *     condition:= key ("=" | "!=" | "<" | "<=" | ">" | ">=") value
 *               | key ["not"] "in" "(" value ("," value)* ")"
 *               | key ["not"] "has" value | key ["not"] ("matches" | "~") /expression/
 *               | key ["not"] "exists" | key "within" duration
 */
import { type ColumnId, parseColumnId, RUN_FIELDS, type RunField } from '../../runs/columns'
import { type Comparison, COMPARISONS, type Filter, type FilterValue } from '../ast'
import { ColumnNames } from './names'
import { FilterTextError, type Token, tokenize } from './tokens'
import { readDuration, readTime } from './times'

export interface ParseOptions {
  columns: Iterable<ColumnId>
  /** Milliseconds since 1970, for `7d ago`. */
  now: number
  /** Throws what is wrong with an RE2 expression. */
  checkPattern?: (pattern: string) => void
}

export type ParsedFilter =
  | { ok: true; filter: Filter }
  | { ok: false; message: string; at: number; to: number; suggestions: readonly string[] }

/** Nothing typed means every run. */
export function parseFilter(source: string, options: ParseOptions): ParsedFilter {
  try {
    return { ok: true, filter: new Parser(source, options).parse() }
  } catch (error) {
    if (!(error instanceof FilterTextError)) throw error
    const { message, at, to, suggestions } = error
    return { ok: false, message, at, to, suggestions }
  }
}

const MAX_DEPTH = 18

class Parser {
  private readonly tokens: Token[]
  private readonly names: ColumnNames
  private position = 0

  constructor(
    private readonly source: string,
    private readonly options: ParseOptions,
  ) {
    this.tokens = tokenize(source)
    this.names = new ColumnNames(options.columns)
  }

  parse(): Filter {
    if (this.peek().kind === 'end') return { kind: 'and', filters: [] }
    const filter = this.either(0)
    const rest = this.peek()
    if (rest.kind !== 'end') this.fail('Expected "and", "or" or the end.', rest, ['and', 'or'])
    return filter
  }

  private either(depth: number): Filter {
    return this.joined('or', ['or', '||'], () => this.both(depth))
  }

  private both(depth: number): Filter {
    return this.joined('and', ['and', '&&'], () => this.one(depth))
  }

  private joined(kind: 'and' | 'or', words: string[], part: () => Filter): Filter {
    const filters = [part()]
    while (this.accept(...words)) filters.push(part())
    return filters.length === 1 ? filters[0]! : { kind, filters }
  }

  private one(depth: number): Filter {
    if (depth > MAX_DEPTH) this.fail('This is nested too deeply.', this.peek())
    const opening = this.peek()
    if (this.accept('not', '!')) return { kind: 'not', filter: this.one(depth + 1) }
    if (this.accept('(')) {
      const inner = this.either(depth + 1)
      if (!this.accept(')')) this.fail('Expected ")".', this.peek(), [')'], opening)
      return inner
    }
    return this.condition()
  }

  private condition(): Filter {
    const key = this.key()
    const operator = this.next()
    const word = operator.kind === 'word' ? operator.text.toLowerCase() : operator.text
    const comparison = word === '==' ? '=' : word
    if (operator.kind === 'sign' && COMPARISONS.includes(comparison as Comparison)) {
      return { kind: 'compare', key, op: comparison as Comparison, value: this.value(key) }
    }
    if (word === 'not') return { kind: 'not', filter: this.wordCondition(key, this.next()) }
    return this.wordCondition(key, operator)
  }

  private wordCondition(key: ColumnId, operator: Token): Filter {
    switch (operator.kind === 'string' ? '' : operator.text.toLowerCase()) {
      case 'in':
        return { kind: 'in', key, values: this.values(key) }
      case 'has':
      case 'contains':
        return { kind: 'has', key, value: this.text() }
      case '~':
      case 'matches':
        return { kind: 'matches', key, pattern: this.pattern() }
      case 'exists':
        return { kind: 'exists', key }
      case 'within':
        return { kind: 'within', key, seconds: this.duration() }
      default:
        return this.fail(
          'Expected an operator: = != < <= > >= in, has, matches, within or exists.',
          operator,
          ['=', '<', '>', 'in', 'has', 'matches', 'exists'],
        )
    }
  }

  private key(): ColumnId {
    const token = this.next()
    if (token.kind !== 'word') this.fail('Expected a key, such as state or config.lr.', token)
    const id = this.names.resolve(token.text)
    if (id) return id
    const similar = this.names.similar(token.text)
    const hint = similar.length > 0 ? ` Did you mean ${similar[0]}?` : ''
    return this.fail(`No run has a key "${token.text}".${hint}`, token, similar)
  }

  private values(key: ColumnId): FilterValue[] {
    const closing = this.accept('(') ? ')' : this.accept('[') ? ']' : undefined
    if (!closing) this.fail('Expected "(" and values.', this.peek(), ['('])
    const values: FilterValue[] = []
    if (this.accept(closing!)) return values
    do values.push(this.value(key))
    while (this.accept(','))
    if (!this.accept(closing!)) this.fail(`Expected "," or "${closing}".`, this.peek(), [closing!])
    return values
  }

  private value(key: ColumnId): FilterValue {
    const token = this.next()
    if (token.kind === 'string') return isTime(key) ? this.time(token) : token.text
    if (token.kind !== 'word') return this.fail('Expected a value.', token)
    if (isTime(key)) return this.time(this.withAgo(token))
    if (isQuoted(this.source, token)) return token.text
    switch (token.text.toLowerCase()) {
      case 'true':
        return true
      case 'false':
        return false
      case 'null':
      case 'none':
        return null
    }
    const number = readNumber(token.text)
    if (number !== undefined) return number
    return (isDuration(key) ? readDuration(token.text) : undefined) ?? token.text
  }

  /** `7d ago` is two words. */
  private withAgo(token: Token): Token {
    const next = this.peek()
    if (next.kind !== 'word' || next.text.toLowerCase() !== 'ago') return token
    this.position++
    return { ...token, text: `${token.text} ago`, to: next.to }
  }

  private time(token: Token): FilterValue {
    const time = readTime(token.text, this.options.now)
    return time ?? this.fail('Expected a time: 2026-11-20, 2026-11-20T14:00, or 7d ago.', token)
  }

  private text(): string {
    const token = this.next()
    if (token.kind !== 'string' && token.kind !== 'word') this.fail('Expected a text.', token)
    return token.text
  }

  private pattern(): string {
    const token = this.next()
    if (token.kind === 'sign' || token.kind === 'end') {
      this.fail('Expected an expression between slashes: /^train/.', token, ['/'])
    }
    try {
      this.options.checkPattern?.(token.text)
    } catch (error) {
      this.fail(error instanceof Error ? error.message : 'Not a regular expression.', token)
    }
    return token.text
  }

  private duration(): number {
    const token = this.next()
    const seconds = token.kind === 'word' ? readDuration(token.text) : undefined
    return seconds ?? this.fail('Expected a duration: 30m, 2h or 7d.', token)
  }

  // ---- tokens

  private peek(): Token {
    return this.tokens[this.position]!
  }

  private next(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.position++
    return token
  }

  private accept(...texts: string[]): boolean {
    const token = this.peek()
    const said = token.kind === 'word' ? token.text.toLowerCase() : token.text
    const fits = token.kind === 'word' ? !isQuoted(this.source, token) : token.kind === 'sign'
    if (!fits || !texts.includes(said)) return false
    this.position++
    return true
  }

  private fail(
    message: string,
    at: Token,
    suggestions: readonly string[] = [],
    from: Token = at,
  ): never {
    const start = at.kind === 'end' && from !== at ? from.at : at.at
    throw new FilterTextError(message, start, Math.max(at.to, start + 1), suggestions)
  }
}

const isQuoted = (source: string, token: Token) => source[token.at] === '`'

function isTime(key: ColumnId): boolean {
  const { section, path } = parseColumnId(key)
  return section === 'run' && RUN_FIELDS[path as RunField] === 'time'
}

const isDuration = (key: ColumnId) => key === 'run:duration'

/** As JSON and Python write numbers; "0x10", "1_000" and "" are texts. */
export function readNumber(text: string): number | undefined {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return undefined
  const number = Number(text)
  return Number.isFinite(number) ? number : undefined
}
