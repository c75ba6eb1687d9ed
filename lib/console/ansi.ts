/**
 * Escape codes of terminals in console lines: colours and styles (ECMA-48 SGR, with the 256-colour
 * and true-colour forms of ITU T.416) become spans, everything else that is not text is left out.
 */

/** 0 to 15 belong to the theme; the others are [red, green, blue], 0 to 255. */
export type AnsiColor = number | readonly [number, number, number]

export interface AnsiStyle {
  color?: AnsiColor
  background?: AnsiColor
  bold?: true
  dim?: true
  italic?: true
  underline?: true
  strike?: true
  inverse?: true
}

export interface AnsiSpan {
  text: string
  style: AnsiStyle
}

// CSI … final byte | OSC … BEL or ST | two-character escapes | other control characters but tab
const ESCAPE =
  /\x1b\[([0-?]*)([ -/]*)([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?|[\x00-\x08\x0a-\x1f\x7f-\x9f]/g

export function parseAnsi(line: string): AnsiSpan[] {
  const spans: AnsiSpan[] = []
  let style: AnsiStyle = {}
  let from = 0
  const push = (to: number) => {
    if (to > from) spans.push({ text: line.slice(from, to), style })
  }
  for (const match of line.matchAll(ESCAPE)) {
    push(match.index)
    from = match.index + match[0].length
    if (match[3] === 'm' && match[2] === '') style = withCodes(style, match[1] ?? '')
  }
  push(line.length)
  return spans
}

/** The text alone. */
export function stripAnsi(line: string): string {
  return line.replace(ESCAPE, '')
}

function withCodes(before: AnsiStyle, text: string): AnsiStyle {
  if (/[<-?]/.test(text)) return before
  const codes = text.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)))
  let style = { ...before }
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!
    if (code === 0) style = {}
    else if (code === 38 || code === 48) {
      const { color, used } = extendedColor(codes, i + 1)
      if (color !== undefined) style[code === 38 ? 'color' : 'background'] = color
      i += used
    } else applyCode(style, code)
  }
  return style
}

function applyCode(style: AnsiStyle, code: number): void {
  if (code === 1) style.bold = true
  else if (code === 2) style.dim = true
  else if (code === 3) style.italic = true
  else if (code === 4) style.underline = true
  else if (code === 7) style.inverse = true
  else if (code === 9) style.strike = true
  else if (code === 22) {
    delete style.bold
    delete style.dim
  } else if (code === 23) delete style.italic
  else if (code === 24) delete style.underline
  else if (code === 27) delete style.inverse
  else if (code === 29) delete style.strike
  else if (code >= 30 && code <= 37) style.color = code - 30
  else if (code === 39) delete style.color
  else if (code >= 40 && code <= 47) style.background = code - 40
  else if (code === 49) delete style.background
  else if (code >= 90 && code <= 97) style.color = code - 82
  else if (code >= 100 && code <= 107) style.background = code - 92
}

/** `5;n` or `2;r;g;b`, from `at` on. */
function extendedColor(
  codes: readonly number[],
  at: number,
): { color: AnsiColor | undefined; used: number } {
  if (codes[at] === 5) return { color: indexedColor(codes[at + 1]), used: 2 }
  if (codes[at] !== 2) return { color: undefined, used: 0 }
  const [r, g, b] = codes.slice(at + 1, at + 4)
  const valid = [r, g, b].every((c) => c !== undefined && c >= 0 && c <= 255)
  return { color: valid ? [r!, g!, b!] : undefined, used: 4 }
}

const CUBE = [0, 95, 135, 175, 215, 255] as const

/** xterm's 256 colours: 16 of the theme, a cube of 216, 24 greys. */
function indexedColor(index: number | undefined): AnsiColor | undefined {
  if (index === undefined || !(index >= 0 && index <= 255)) return undefined
  if (index < 16) return index
  if (index >= 232) {
    const grey = 8 + 10 * (index - 232)
    return [grey, grey, grey]
  }
  const i = index - 16
  return [CUBE[Math.floor(i / 36)]!, CUBE[Math.floor(i / 6) % 6]!, CUBE[i % 6]!]
}
