/** Text as LaTeX prints it, whatever it holds. For pdfLaTeX with UTF-8 input, and its successors. */

const SPECIAL: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  // Two hyphens would become a dash, two quotes an opening or closing one.
  '-': '{-}',
  "'": "{'}",
  '`': '\\textasciigrave{}',
  '\u00a0': '~',
}

// Control characters have no picture, and a tab is a space.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]/g

export function escapeLatex(text: string): string {
  return text
    .replace(CONTROL, '')
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/--|''|``|-{3,}|'{3,}|`{3,}|[\\{}$&#%_^~<>|"\u00a0]/g, (found) =>
      found.length === 1 && found !== '-'
        ? SPECIAL[found]!
        : [...found].map((c) => SPECIAL[c]!).join(''),
    )
}

/** An address for \url and \href: what would end or comment the argument is percent-encoded. */
export function escapeUrl(url: string): string {
  return encodeURI(url)
    .replace(/%25/g, '%')
    .replace(/[\\{}^`~"<>|]/g, (c) => encodeURIComponent(c))
    .replace(/[%#&_$]/g, (c) => `\\${c}`)
}
