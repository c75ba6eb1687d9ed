/** Cells that are not numbers: strings, media, lists, and lines that could not be read as JSON. */
import zlib from 'node:zlib'

/** `json` is the text of an object of key to value, or of the unreadable line as a string. */
export interface Cell {
  /** Row offset within the span the cells belong to. */
  row: number
  json: string
}

export function encodeCells(cells: readonly Cell[]): Buffer {
  const lines = cells.map((cell) => `${cell.row}\t${cell.json}`)
  return zlib.deflateRawSync(Buffer.from(lines.join('\n')), { level: 1 })
}

/** JSON text holds no raw line breaks, so lines split cleanly. */
export function decodeCells(blob: Buffer): Cell[] {
  const text = zlib.inflateRawSync(blob).toString('utf8')
  if (text === '') return []
  return text.split('\n').map((line) => {
    const tab = line.indexOf('\t')
    return { row: Number(line.slice(0, tab)), json: line.slice(tab + 1) }
  })
}
