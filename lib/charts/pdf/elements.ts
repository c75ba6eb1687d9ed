/** Our own pictures as a list of elements: what svg.ts and its neighbours write, and no other SVG. */

export type SvgEvent =
  | { kind: 'open'; name: string; attrs: Readonly<Record<string, string>>; closed: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string }

const TOKEN = /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g

export function* svgEvents(svg: string): Generator<SvgEvent> {
  for (const [, end, name, attributes, closed, text] of svg.matchAll(TOKEN)) {
    if (text !== undefined) yield { kind: 'text', text: unescaped(text) }
    else if (name !== undefined && end) yield { kind: 'close', name }
    else if (name !== undefined) {
      const attrs: Record<string, string> = {}
      for (const [, key, value] of (attributes ?? '').matchAll(ATTRIBUTE)) {
        if (key !== undefined) attrs[key] = unescaped(value ?? '')
      }
      yield { kind: 'open', name, attrs, closed: closed === '/' }
    }
  }
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

const unescaped = (text: string) =>
  text.replace(/&(lt|gt|amp|quot);/g, (_all, name: string) => ENTITIES[name] ?? '')

const PATH_TOKEN = /[a-zA-Z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g

/** A path's `d` as operators of PDF. Paths of ours have moves, lines and dots. */
export function pathOperators(d: string): string {
  const tokens = d.match(PATH_TOKEN) ?? []
  const out: string[] = []
  let command = ''
  let x = 0
  let y = 0
  let at = 0
  const next = () => Number(tokens[at++] ?? 0)
  while (at < tokens.length) {
    if (/^[a-zA-Z]$/.test(tokens[at]!)) command = tokens[at++]!
    switch (command) {
      case 'M':
        ;[x, y] = [next(), next()]
        out.push(`${n(x)} ${n(y)} m`)
        // What follows a move without a command of its own are lines.
        command = 'L'
        break
      case 'L':
        ;[x, y] = [next(), next()]
        out.push(`${n(x)} ${n(y)} l`)
        break
      case 'l':
        ;[x, y] = [x + next(), y + next()]
        out.push(`${n(x)} ${n(y)} l`)
        break
      case 'h':
        x += next()
        out.push(`${n(x)} ${n(y)} l`)
        break
      case 'Z':
      case 'z':
        out.push('h')
        command = ''
        break
      default:
        throw new Error(`no such command in a picture of ours: ${command || tokens[at]}`)
    }
  }
  return out.join('\n')
}

export function n(value: number): string {
  return String(Number(value.toFixed(3)))
}
