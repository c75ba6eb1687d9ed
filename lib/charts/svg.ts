/** What every picture of a chart is made of: letters, a ground, a title and a legend. */
import type { PictureLook } from './types'

const FONT = "Inter, 'Helvetica Neue', Arial, sans-serif"
/** Of the average letter, in parts of the font size. */
export const LETTER_EM = 0.57

export interface SvgText {
  x: number
  y: number
  text: string
  fill: string
  size: number
  anchor?: 'start' | 'middle' | 'end'
  weight?: number
  /** Degrees around the text's own place. */
  rotate?: number
}

export function svgText({ x, y, text, fill, size, anchor = 'start', weight, rotate }: SvgText) {
  const bold = weight === undefined ? '' : ` font-weight="${weight}"`
  const turned = rotate === undefined ? '' : ` transform="rotate(${rotate} ${px(x)} ${px(y)})"`
  return `<text x="${px(x)}" y="${px(y)}" fill="${fill}" font-size="${size}" text-anchor="${anchor}"${bold}${turned}>${escapeXml(text)}</text>`
}

/** Coordinates as files have them: a tenth of a pixel is finer than anybody sees. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** As much of a text as fits so many pixels. */
export function fitted(text: string, width: number, size: number): string {
  const most = Math.max(1, Math.floor(width / (size * LETTER_EM)))
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`
}

export interface LegendEntry {
  name: string
  color: string
  dash?: readonly number[]
  /** A square in place of a line. */
  filled?: boolean
}

export interface Picture {
  title: string
  /** Said under the chart: what is left out, what the axis is. */
  note: string
  legend: readonly LegendEntry[]
}

/** The rectangle that title, legend and note leave to the chart. */
export interface ChartRoom {
  top: number
  width: number
  height: number
}

const PAD = 12
/** A legend takes at most this share of the picture. */
const LEGEND_SHARE = 0.3

/**
 * A whole picture: `draw` draws the chart into the room that is left, with the origin at the room's
 * corner. Nothing in it refers to anything outside.
 */
export function svgPicture(
  look: PictureLook,
  picture: Picture,
  draw: (room: ChartRoom) => readonly string[],
): string {
  const { width, height, fontSize, colors } = look
  const top = look.title ? Math.round(fontSize * 2.2) : Math.round(fontSize * 0.5)
  const rows = look.legend ? legendRows(picture.legend, look) : []
  const rowHeight = Math.round(fontSize * 1.5)
  const notes = picture.note ? 1 : 0
  const below = (rows.length + notes) * rowHeight + (rows.length + notes > 0 ? fontSize * 0.5 : 0)
  const room = { top, width, height: Math.max(40, height - top - below) }
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}">`,
    `<title>${escapeXml(picture.title)}</title>`,
    colors.ground === 'none' ? '' : `<rect width="100%" height="100%" fill="${colors.ground}"/>`,
    look.title
      ? svgText({
          x: PAD,
          y: Math.round(fontSize * 1.6),
          text: fitted(picture.title, width - 2 * PAD, fontSize * 1.15),
          fill: colors.ink,
          size: Math.round(fontSize * 1.15 * 10) / 10,
          weight: 600,
        })
      : '',
    `<g transform="translate(0 ${top})">`,
    ...draw(room),
    '</g>',
    ...rows.map((row, i) => `<g class="legend">${row(top + room.height + i * rowHeight)}</g>`),
    picture.note
      ? svgText({
          x: PAD,
          y: top + room.height + rows.length * rowHeight + fontSize,
          text: fitted(picture.note, width - 2 * PAD, fontSize),
          fill: colors.faint,
          size: fontSize,
        })
      : '',
    '</svg>',
  ]
  return parts.filter((part) => part !== '').join('\n')
}

type LegendRow = (top: number) => string

/** Entries side by side; what does not fit is counted. */
function legendRows(entries: readonly LegendEntry[], look: PictureLook): LegendRow[] {
  const { width, height, fontSize, colors } = look
  const rowHeight = Math.round(fontSize * 1.5)
  const most = Math.max(1, Math.floor((height * LEGEND_SHARE) / rowHeight))
  const mark = Math.round(fontSize * 1.3)
  const rows: { x: number; entry: LegendEntry; name: string }[][] = [[]]
  let x = PAD
  let shown = 0
  for (const entry of entries) {
    const name = fitted(entry.name, width - 2 * PAD - mark - 6, fontSize)
    const size = mark + 6 + name.length * fontSize * LETTER_EM + 14
    if (x > PAD && x + size > width - PAD) {
      if (rows.length === most) break
      rows.push([])
      x = PAD
    }
    rows.at(-1)!.push({ x, entry, name })
    x += size
    shown++
  }
  if (shown === 0) return []
  const left = entries.length - shown
  return rows.map((row, i) => (top) => {
    const y = top + fontSize
    const parts = row.map(
      (place) =>
        legendMark(place.entry, place.x, y - fontSize * 0.35, mark, fontSize) +
        svgText({ x: place.x + mark + 6, y, text: place.name, fill: colors.ink, size: fontSize }),
    )
    if (left > 0 && i === rows.length - 1) {
      const text = `+${left} more`
      const anchor = 'end' as const
      parts.push(svgText({ x: width - PAD, y, text, fill: colors.faint, size: fontSize, anchor }))
    }
    return parts.join('')
  })
}

function legendMark(
  { color, dash = [], filled }: LegendEntry,
  x: number,
  y: number,
  width: number,
  fontSize: number,
) {
  if (filled) {
    const side = Math.round(fontSize * 0.8)
    return `<rect x="${px(x)}" y="${px(y - side / 2)}" width="${side}" height="${side}" fill="${color}"/>`
  }
  const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : ''
  return `<line x1="${px(x)}" x2="${px(x + width)}" y1="${px(y)}" y2="${px(y)}" stroke="${color}" stroke-width="2.5"${dashes}/>`
}

const ESCAPES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' }

export function escapeXml(content: string): string {
  // Control characters have no place in XML, not even escaped.
  return [...content]
    .filter((c) => c >= ' ' || c === '\t')
    .join('')
    .replace(/[<>&"]/g, (c) => ESCAPES[c]!)
}
