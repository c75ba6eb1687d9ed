/** Text in rows and columns as a picture: tables, differences of files, prose. */
import { escapeXml, LETTER_EM, px, svgPicture } from './svg'
import type { PictureLook } from './types'

export interface TextCell {
  text: string
  fill?: string | undefined
  /** Behind the cell, faintly. */
  ground?: string | undefined
  bold?: boolean | undefined
  mono?: boolean | undefined
}

export interface TextRow {
  cells: readonly TextCell[]
  /** Of the font; 1 by default. */
  size?: number
  /** A hairline below. */
  line?: boolean
}

const PAD = 12
/** Letters of the monospaced font are wider. */
const MONO_EM = 0.61
const LEADING = 1.55

/**
 * @param columns shares of the width
 * Rows that have no room are counted in the last one.
 */
export function svgTable(
  title: string,
  look: PictureLook,
  columns: readonly number[],
  rows: readonly TextRow[],
): string {
  const { fontSize, colors } = look
  return svgPicture(look, { title, note: '', legend: [] }, ({ width, height }) => {
    const whole = columns.reduce((sum, share) => sum + share, 0)
    const unit = (width - 2 * PAD) / whole
    const parts: string[] = []
    let y = 0
    for (const [i, row] of rows.entries()) {
      const size = fontSize * (row.size ?? 1)
      const tall = size * LEADING
      const last = i === rows.length - 1
      if (y + tall + (last ? 0 : fontSize * LEADING) > height) {
        const left = `… ${rows.length - i} more ${rows.length - i === 1 ? 'line' : 'lines'}`
        parts.push(letters(left, PAD, y + fontSize, fontSize, colors.faint))
        break
      }
      let x = PAD
      for (const [at, cell] of row.cells.entries()) {
        // The last cell of a row takes what is left.
        const share = at === row.cells.length - 1 ? columns.slice(at) : [columns[at] ?? 0]
        const room = share.reduce((sum, part) => sum + part, 0) * unit
        parts.push(drawCell(cell, { x, y, room, tall, size }, look))
        x += room
      }
      y += tall
      if (row.line) {
        parts.push(
          `<line x1="${PAD}" x2="${px(width - PAD)}" y1="${px(y)}" y2="${px(y)}" stroke="${colors.line}"/>`,
        )
        y += fontSize * 0.25
      }
    }
    return parts.filter((part) => part !== '')
  })
}

interface Place {
  x: number
  y: number
  room: number
  tall: number
  size: number
}

function drawCell(cell: TextCell, { x, y, room, tall, size }: Place, look: PictureLook): string {
  const ground = cell.ground
    ? `<rect x="${px(x - 4)}" y="${px(y)}" width="${px(room)}" height="${px(tall)}" fill="${cell.ground}" fill-opacity="0.14"/>`
    : ''
  const most = Math.max(1, Math.floor((room - 8) / (size * (cell.mono ? MONO_EM : LETTER_EM))))
  const text = cell.text.length <= most ? cell.text : `${cell.text.slice(0, most - 1)}…`
  if (text === '') return ground
  return ground + letters(text, x, y + tall * 0.7, size, cell.fill ?? look.colors.ink, cell)
}

function letters(
  text: string,
  x: number,
  y: number,
  size: number,
  fill: string,
  { bold, mono }: Pick<TextCell, 'bold' | 'mono'> = {},
): string {
  const weight = bold ? ' font-weight="600"' : ''
  const font = mono ? ' font-family="\'JetBrains Mono\', Menlo, Consolas, monospace"' : ''
  return `<text x="${px(x)}" y="${px(y)}" font-size="${px(size)}" fill="${fill}"${weight}${font} xml:space="preserve">${escapeXml(text)}</text>`
}

/** Letters a line of prose holds, for whoever breaks it. */
export function lettersAcross(look: PictureLook, size = 1, mono = false): number {
  const em = mono ? MONO_EM : LETTER_EM
  return Math.max(8, Math.floor((look.width - 2 * PAD - 8) / (look.fontSize * size * em)))
}
