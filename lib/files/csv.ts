/** Comma- and tab-separated text, as RFC 4180 has it and as spreadsheets write it. */

export interface TextTable {
  rows: string[][]
  /** Whether there are more rows than were asked for. */
  more: boolean
}

export function parseSeparated(text: string, separator: ',' | '\t', mostRows: number): TextTable {
  const rows: string[][] = []
  let at = text.startsWith('\ufeff') ? 1 : 0
  while (at < text.length) {
    if (rows.length === mostRows) return { rows, more: true }
    const row: string[] = []
    for (;;) {
      const cell = readCell(text, at, separator)
      row.push(cell.value)
      at = cell.end
      if (text[at] !== separator) break
      at++
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    rows.push(row)
  }
  return { rows, more: false }
}

function readCell(text: string, from: number, separator: string): { value: string; end: number } {
  let at = from
  let value = ''
  if (text[at] === '"') {
    for (at++; at < text.length;) {
      const quote = text.indexOf('"', at)
      if (quote < 0) return { value: value + text.slice(at), end: text.length }
      value += text.slice(at, quote)
      at = quote + 1
      if (text[at] !== '"') break
      value += '"'
      at++
    }
  }
  // Text after a closing quote is no part of the standard, but people have it.
  let end = at
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') {
    end++
  }
  return { value: value + text.slice(at, end), end }
}
