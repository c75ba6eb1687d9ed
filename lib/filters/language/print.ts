/** A filter as the text that parse.ts reads back to the same filter. */
import type { ColumnId } from '../../runs/columns'
import type { Filter, FilterValue } from '../ast'
import { ColumnNames } from './names'
import { readNumber } from './parse'
import { printDuration, readDuration } from './times'

export function printFilter(filter: Filter, columns: Iterable<ColumnId>): string {
  return new Printer(new ColumnNames(columns)).print(filter, 'or')
}

class Printer {
  constructor(private readonly names: ColumnNames) {}

  /** `inside`: what it stands in, which decides about parentheses. */
  print(filter: Filter, inside: 'or' | 'and' | 'not'): string {
    switch (filter.kind) {
      case 'and':
      case 'or':
        return this.list(filter.kind, filter.filters, inside)
      case 'not':
        return this.not(filter.filter)
      case 'compare':
        return `${this.key(filter.key)} ${filter.op} ${value(filter.value)}`
      case 'in':
        return `${this.key(filter.key)} in (${filter.values.map(value).join(', ')})`
      case 'has':
        return `${this.key(filter.key)} has ${quoted(filter.value)}`
      case 'matches':
        return `${this.key(filter.key)} matches ${expression(filter.pattern)}`
      case 'exists':
        return `${this.key(filter.key)} exists`
      case 'within':
        return `${this.key(filter.key)} within ${printDuration(filter.seconds)}`
    }
  }

  private list(kind: 'and' | 'or', filters: readonly Filter[], inside: string): string {
    if (filters.length === 1) return this.print(filters[0]!, inside as 'or')
    // Nothing is said by an empty list; inside others it needs words that are always true or false.
    if (filters.length === 0) {
      if (kind === 'and' && inside === 'or') return ''
      return kind === 'and' ? 'id exists' : 'not id exists'
    }
    const text = filters
      .map((part) => this.print(part, kind === 'or' ? 'and' : 'not'))
      .join(` ${kind} `)
    return kind === 'or'
      ? inside === 'or'
        ? text
        : `(${text})`
      : inside === 'not'
        ? `(${text})`
        : text
  }

  private not(filter: Filter): string {
    if (
      filter.kind === 'in' ||
      filter.kind === 'has' ||
      filter.kind === 'matches' ||
      filter.kind === 'exists'
    ) {
      const key = this.key(filter.key)
      return `${key} not ${this.print(filter, 'not').slice(key.length + 1)}`
    }
    return `not ${this.print(filter, 'not')}`
  }

  private key(id: ColumnId): string {
    const name = this.names.nameOf(id)
    const plain = /^[^\s()=<>!~,"'`&|[\]]+$/.test(name) && !WORDS.has(name.toLowerCase())
    return plain ? name : `\`${name.replace(/[\\`]/g, '\\$&')}\``
  }
}

const WORDS = new Set(['and', 'or', 'not'])

function value(of: FilterValue): string {
  if (typeof of !== 'string') return String(of)
  const bare = /^[\w./:@+-]+$/.test(of) && !isSomethingElse(of)
  return bare ? of : quoted(of)
}

/** What would be read as another kind of value without quotes. */
function isSomethingElse(text: string): boolean {
  return (
    readNumber(text) !== undefined ||
    readDuration(text) !== undefined ||
    /^(?:true|false|null|none|ago|and|or|not)$/i.test(text)
  )
}

function quoted(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
  return `"${escaped}"`
}

function expression(pattern: string): string {
  // Written in quotes where slashes would need escapes that the expression itself may hold.
  return pattern.includes('/') || pattern === '' ? quoted(pattern) : `/${pattern}/`
}
