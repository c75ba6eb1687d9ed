/**
 * Computed lines such as `val/loss - train/loss`: numbers, keys, + - * / % ^, parentheses, and the
 * functions abs log exp sqrt min max. A slash between letters belongs to a key (`val/loss`); with
 * spaces around it, or beside a parenthesis, it divides. Keys with other signs stand in `${…}` or in
 * backticks.
 */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'key'; key: string }
  | { kind: 'negative'; of: Expression }
  | { kind: 'binary'; op: Operator; left: Expression; right: Expression }
  | { kind: 'call'; name: FunctionName; args: Expression[] }

const OPERATORS = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
  '^': (a: number, b: number) => a ** b,
} as const
type Operator = keyof typeof OPERATORS

/** Arguments at least and at most. `log` is the natural logarithm. */
const FUNCTIONS = {
  abs: { least: 1, most: 1, of: ([a]: number[]) => Math.abs(a!) },
  log: { least: 1, most: 1, of: ([a]: number[]) => Math.log(a!) },
  exp: { least: 1, most: 1, of: ([a]: number[]) => Math.exp(a!) },
  sqrt: { least: 1, most: 1, of: ([a]: number[]) => Math.sqrt(a!) },
  min: { least: 1, most: 20, of: (all: number[]) => Math.min(...all) },
  max: { least: 1, most: 20, of: (all: number[]) => Math.max(...all) },
} as const
export type FunctionName = keyof typeof FUNCTIONS
export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as FunctionName[]

export class ExpressionError extends Error {
  constructor(
    message: string,
    /** Index of the character that cannot be read; the text's length at its end. */
    readonly position: number,
  ) {
    super(`${message} at character ${position + 1}`)
  }
}

interface Token {
  kind: 'number' | 'key' | 'sign' | 'end'
  text: string
  at: number
  /** Written so that it can be nothing but a key. */
  quoted?: boolean
}

const SPACE = /\s*/y
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy
const KEY = /[\p{L}_][\p{L}\p{N}_.]*(?:\/[\p{L}\p{N}_][\p{L}\p{N}_.]*)*/uy
const QUOTED = /\$\{([^}]+)\}|`([^`]+)`/y
const SIGN = /[-+*/%^(),]/y

/** Nested deeper than anybody writes, and less deep than a stack. */
const MAX_DEPTH = 50

export function parseExpression(text: string): Expression {
  const parser = new Parser(tokens(text))
  const expression = parser.sum(0)
  parser.end()
  if (expressionKeys(expression).length === 0) throw new ExpressionError('names no key', 0)
  return expression
}

/** Every key once, in the order in which they first stand there. */
export function expressionKeys(expression: Expression): string[] {
  const keys = new Set<string>()
  const visit = (node: Expression): void => {
    if (node.kind === 'key') keys.add(node.key)
    else if (node.kind === 'negative') visit(node.of)
    else if (node.kind === 'binary') [node.left, node.right].forEach(visit)
    else if (node.kind === 'call') node.args.forEach(visit)
  }
  visit(expression)
  return [...keys]
}

export function evaluate(expression: Expression, valueOf: (key: string) => number): number {
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'key':
      return valueOf(expression.key)
    case 'negative':
      return -evaluate(expression.of, valueOf)
    case 'binary': {
      const { op, left, right } = expression
      return OPERATORS[op](evaluate(left, valueOf), evaluate(right, valueOf))
    }
    case 'call': {
      const { name, args } = expression
      return FUNCTIONS[name].of(args.map((arg) => evaluate(arg, valueOf)))
    }
  }
}

function tokens(text: string): Token[] {
  const list: Token[] = []
  let at = 0
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) at += match[0].length
    return match
  }
  for (;;) {
    take(SPACE)
    const start = at
    if (at === text.length) return [...list, { kind: 'end', text: '', at }]
    const number = take(NUMBER)
    const quoted = number ? null : take(QUOTED)
    const key = number || quoted ? null : take(KEY)
    const sign = number || quoted || key ? null : take(SIGN)
    if (number) list.push({ kind: 'number', text: number[0], at: start })
    else if (quoted) {
      list.push({ kind: 'key', text: quoted[1] ?? quoted[2]!, at: start, quoted: true })
    } else if (key) list.push({ kind: 'key', text: key[0], at: start })
    else if (sign) list.push({ kind: 'sign', text: sign[0], at: start })
    else throw new ExpressionError(`"${[...text.slice(at)][0]}" has no meaning here`, at)
  }
}

class Parser {
  private next = 0

  constructor(private readonly list: readonly Token[]) {}

  sum(depth: number): Expression {
    const { at } = this.token
    if (depth > MAX_DEPTH) throw new ExpressionError('nested too deeply', at)
    let left = this.product(depth)
    for (let op = this.sign('+', '-'); op; op = this.sign('+', '-')) {
      left = { kind: 'binary', op, left, right: this.product(depth) }
    }
    return left
  }

  end(): void {
    const { kind, text, at } = this.token
    if (kind !== 'end') throw new ExpressionError(`expected an operator before "${text}"`, at)
  }

  private product(depth: number): Expression {
    let left = this.negative(depth)
    for (let op = this.sign('*', '/', '%'); op; op = this.sign('*', '/', '%')) {
      left = { kind: 'binary', op, left, right: this.negative(depth) }
    }
    return left
  }

  /** −a^b is −(a^b). */
  private negative(depth: number): Expression {
    let signs = 0
    for (let op = this.sign('-', '+'); op; op = this.sign('-', '+')) if (op === '-') signs++
    const power = this.power(depth)
    return signs % 2 === 1 ? { kind: 'negative', of: power } : power
  }

  private power(depth: number): Expression {
    const left = this.atom(depth)
    if (!this.sign('^')) return left
    if (depth > MAX_DEPTH) throw new ExpressionError('nested too deeply', this.token.at)
    const negative = this.sign('-') !== undefined
    const exponent = this.power(depth + 1)
    const right: Expression = negative ? { kind: 'negative', of: exponent } : exponent
    return { kind: 'binary', op: '^', left, right }
  }

  private atom(depth: number): Expression {
    const token = this.token
    if (token.kind === 'number') {
      this.next++
      return { kind: 'number', value: Number(token.text) }
    }
    if (token.kind === 'key') {
      this.next++
      const called = !token.quoted && this.token.text === '(' && this.token.kind === 'sign'
      return called ? this.call(token, depth) : { kind: 'key', key: token.text }
    }
    if (token.text === '(' && token.kind === 'sign') {
      this.next++
      const inner = this.sum(depth + 1)
      this.expect(')')
      return inner
    }
    const found = token.kind === 'end' ? 'the end' : `"${token.text}"`
    throw new ExpressionError(`expected a key, a number or a parenthesis, not ${found}`, token.at)
  }

  private call({ text, at }: Token, depth: number): Expression {
    if (!Object.hasOwn(FUNCTIONS, text)) {
      throw new ExpressionError(
        `no function "${text}" (there are ${FUNCTION_NAMES.join(', ')})`,
        at,
      )
    }
    const name = text as FunctionName
    this.expect('(')
    const args = [this.sum(depth + 1)]
    while (this.sign(',' as Operator)) args.push(this.sum(depth + 1))
    const { most } = FUNCTIONS[name]
    if (args.length > most) {
      throw new ExpressionError(`${name} takes ${most === 1 ? 'one value' : `at most ${most}`}`, at)
    }
    this.expect(')')
    return { kind: 'call', name, args }
  }

  private get token(): Token {
    return this.list[this.next]!
  }

  private sign<S extends string>(...signs: S[]): S | undefined {
    const { kind, text } = this.token
    const found = kind === 'sign' ? signs.find((sign) => sign === text) : undefined
    if (found !== undefined) this.next++
    return found
  }

  private expect(sign: string): void {
    const { text, at, kind } = this.token
    if (this.sign(sign) !== undefined) return
    const found = kind === 'end' ? 'the end' : `"${text}"`
    throw new ExpressionError(`expected "${sign}", not ${found}`, at)
  }
}
