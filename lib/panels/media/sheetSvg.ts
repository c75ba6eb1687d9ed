/** Media as a sheet of cards: what was logged, of which run and when. */
import { fitted, px, svgPicture, svgText } from '../../charts/svg'
import type { PictureLook } from '../../charts/types'
import type { MediaKind } from '../../files/media'

/** `S` is where the picture comes from. */
export interface SheetCard<S> {
  kind: MediaKind
  source: S
  /** Whose it is, and of which key and step. */
  title: string
  about: string
  color: string
}

/**
 * A picture as a data URL that fits a square of so many pixels and about so many bytes; undefined
 * of what is no picture.
 */
export type FrameOf<S> = (
  card: SheetCard<S>,
  side: number,
  bytes: number,
  ground: string,
) => Promise<string | undefined>

const PAD = 12
const GAP = 10
/** In letters of the font. */
const CARD_EM = 13
/** All frames together: papers ask for small files. */
const MOST_BYTES = 80_000

export async function sheetSvg<S>(
  title: string,
  cards: readonly SheetCard<S>[],
  look: PictureLook,
  frameOf: FrameOf<S>,
): Promise<string> {
  if (cards.length === 0) return ''
  const { fontSize, colors } = look
  const room = { width: look.width - 2 * PAD, height: look.height - fontSize * 3 }
  const columns = Math.max(1, Math.floor((room.width + GAP) / (fontSize * CARD_EM + GAP)))
  const side = (room.width + GAP) / columns - GAP
  const tall = side + fontSize * 3.2
  const rows = Math.max(1, Math.floor(room.height / tall))
  const shown = cards.slice(0, rows * columns)
  const left = cards.length - shown.length
  const frames = await Promise.all(
    shown.map((card) => frameOf(card, side, MOST_BYTES / shown.length, colors.ground)),
  )
  const note = left > 0 ? `… ${left} more` : ''
  return svgPicture(look, { title, note, legend: [] }, () =>
    shown.map((card, i) => {
      const x = PAD + (i % columns) * (side + GAP)
      const y = Math.floor(i / columns) * tall
      const frame = frames[i]
      const box = `x="${px(x)}" y="${px(y)}" width="${px(side)}" height="${px(side)}"`
      const line = (text: string, n: number, fill: string) =>
        svgText({
          x,
          y: y + side + fontSize * 1.3 * n,
          text: fitted(text, side, fontSize),
          fill,
          size: fontSize,
        })
      return [
        frame
          ? `<image ${box} href="${frame}"/>`
          : `<rect ${box} fill="none" stroke="${colors.line}"/>` +
            svgText({
              x: x + side / 2,
              y: y + side / 2,
              text: card.kind,
              fill: colors.faint,
              size: fontSize,
              anchor: 'middle',
            }),
        line(card.title, 1, card.color),
        line(card.about, 2, colors.faint),
      ].join('')
    }),
  )
}
