/** The words and signs of a typed filter, with where they stand. */

export interface Token {
  kind: 'word' | 'string' | 'regex' | 'sign' | 'end'
  /** What it says: of a string without its quotes. */
  text: string
  /** Position of its first character, and of the one behind its last. */
  at: number
  to: number
}

export class FilterTextError extends Error {
  constructor(
    message: string,
    readonly at: number,
    readonly to: number,
    /** What one could have meant, likeliest first. */
    readonly suggestions: readonly string[] = [],
  ) {
    super(message)
  }
}

const SIGNS = ['!=', '<=', '>=', '==', '&&', '||', '=', '<', '>', '~', '(', ')', ',', '!', '[', ']']
/** Ends a word that is not quoted. Keys have slashes, dots, colons, dashes, brackets and more. */
const BREAKS = /[\s()=<>!~,"'`&|[\]]/

export function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    const char = source[at]!
    if (/\s/.test(char)) {
      at++
      continue
    }
    const token =
      quoted(source, at) ??
      (expectsRegex(tokens) ? regex(source, at) : undefined) ??
      sign(source, at) ??
      word(source, at)
    tokens.push(token)
    at = token.to
  }
  tokens.push({ kind: 'end', text: '', at: source.length, to: source.length })
  return tokens
}

/** A slash begins an expression only behind "matches": keys begin with slashes too. */
function expectsRegex(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1)
  return last?.text === '~' || (last?.kind === 'word' && last.text.toLowerCase() === 'matches')
}

function quoted(source: string, at: number): Token | undefined {
  const quote = source[at]!
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined
  let text = ''
  for (let i = at + 1; i < source.length; i++) {
    const char = source[i]!
    // A key in backticks is a word that may hold anything.
    if (char === quote) return { kind: quote === '`' ? 'word' : 'string', text, at, to: i + 1 }
    if (char === '\\' && i + 1 < source.length) {
      const next = source[++i]!
      text += next === 'n' ? '\n' : next === 't' ? '\t' : next
    } else text += char
  }
  throw new FilterTextError(`The ${quote} is never closed.`, at, source.length)
}

function regex(source: string, at: number): Token | undefined {
  if (source[at] !== '/') return undefined
  let text = ''
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === '/') return { kind: 'regex', text, at, to: i + 1 }
    if (source[i] === '\\' && i + 1 < source.length) {
      // Of pairs only the slash loses its backslash: the others are the expression's own.
      const next = source[++i]!
      text += next === '/' ? next : `\\${next}`
    } else text += source[i]
  }
  throw new FilterTextError('The expression needs a second slash.', at, source.length)
}

function sign(source: string, at: number): Token | undefined {
  const text = SIGNS.find((one) => source.startsWith(one, at))
  return text === undefined ? undefined : { kind: 'sign', text, at, to: at + text.length }
}

function word(source: string, at: number): Token {
  let to = at
  while (to < source.length && !BREAKS.test(source[to]!)) to++
  // A lone & or | breaks words and is no sign.
  if (to === at) throw new FilterTextError(`"${source[at]}" means nothing here.`, at, at + 1)
  return { kind: 'word', text: source.slice(at, to), at, to }
}
