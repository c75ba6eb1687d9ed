/** How two files differ, as a picture. */
import { svgTable, type TextCell, type TextRow } from '../../charts/svgTable'
import type { PictureLook } from '../../charts/types'
import type { DiffLine } from '../../files/diff'
import { sideBySide, type SidePair, textDiff, withContext } from '../../files/textDiff'

/** Readable on both grounds; the sign says the same as the colour. */
const INKS = {
  light: { added: '#116329', removed: '#a40e26' },
  dark: { added: '#7ee2a0', removed: '#ff9ea3' },
} as const
const MARKS = { added: '+', removed: '-', same: ' ', hunk: '', note: '' }

export interface DifferencePicture {
  title: string
  /** Names of the two runs. */
  names: readonly [string, string]
  before: string
  after: string
  layout: 'split' | 'unified'
}

export function differenceSvg(
  { title, names, before, after, layout }: DifferencePicture,
  look: PictureLook,
): string {
  const lines = withContext(textDiff(before, after).lines)
  const head = (cells: TextCell[]): TextRow => ({ cells, line: true })
  if (layout === 'unified') {
    const name = { text: `${names[0]} → ${names[1]}`, bold: true }
    const rows = lines.map((line) => ({ cells: [cellOf(line, look)] }))
    return svgTable(title, look, [1], [head([name]), ...rows])
  }
  const rows = sideBySide(lines).map((pair): TextRow => {
    if ('hunk' in pair) {
      return { cells: [{ text: pair.hunk, fill: look.colors.faint, mono: true }] }
    }
    return { cells: [sideOf(pair.left, look), sideOf(pair.right, look)] }
  })
  const [left, right] = names
  return svgTable(
    title,
    look,
    [1, 1],
    [
      head([
        { text: left, bold: true },
        { text: right, bold: true },
      ]),
      ...rows,
    ],
  )
}

const sideOf = (side: SidePair['left'], look: PictureLook): TextCell =>
  side ? cellOf(side.line, look) : { text: '' }

function cellOf({ kind, text }: DiffLine, { theme, colors }: PictureLook): TextCell {
  const ink = kind === 'added' || kind === 'removed' ? INKS[theme][kind] : undefined
  const fill = ink ?? (kind === 'same' ? undefined : colors.faint)
  return { text: MARKS[kind] + text.replaceAll('\t', '  '), fill, ground: ink, mono: true }
}
