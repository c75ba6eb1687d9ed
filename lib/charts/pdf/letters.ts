/** Words in the fonts that every reader of PDF has (Helvetica, Courier), in their encoding. */

/** Of Helvetica, from the space to the tilde, in thousandths of the font size. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
  556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
  611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
  222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
]
const OTHER_WIDTH = 556
const MONO_WIDTH = 600

/** Places of the encoding WinAnsi that are not those of Unicode. */
const WIN_ANSI: Record<string, number> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
}
/** What the fonts lack, in letters that they have. */
const INSTEAD: Record<string, string> = {
  '−': '-',
  '→': '->',
  '←': '<-',
  '↑': '^',
  '≤': '<=',
  '≥': '>=',
  '☐': '[ ]',
  '☑': '[x]',
  α: 'alpha',
  β: 'beta',
  λ: 'lambda',
  μ: '\u00b5',
}

/** Codes of the encoding; a question mark for what it has no letter for. */
export function codesOf(text: string): number[] {
  return [...text].flatMap((letter): number[] => {
    const code = letter.codePointAt(0)!
    if ((code >= 32 && code < 127) || (code >= 0xa0 && code <= 0xff)) return [code]
    const special = WIN_ANSI[letter]
    if (special !== undefined) return [special]
    const instead = INSTEAD[letter]
    if (instead !== undefined) return codesOf(instead)
    // A letter without its accent is nearer to what was written than a question mark.
    const base = letter.normalize('NFKD').charCodeAt(0)
    return [base >= 32 && base < 127 ? base : 63]
  })
}

/** Of the words set in the font, in parts of its size. */
export function widthOf(codes: readonly number[], mono: boolean): number {
  const all = codes.reduce((sum, code) => {
    return sum + (mono ? MONO_WIDTH : (WIDTHS[code - 32] ?? OTHER_WIDTH))
  }, 0)
  return all / 1000
}

/** A string of PDF, in hexadecimal. */
export function hexString(codes: readonly number[]): string {
  return `<${codes.map((code) => code.toString(16).padStart(2, '0')).join('')}>`
}
