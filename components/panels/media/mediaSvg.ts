/** Media as a picture: a sheet of frames with what they are of, drawn into the file itself. */
import { fitted, px, svgPicture, svgText } from '@/lib/charts/svg'
import type { PictureLook } from '@/lib/charts/types'
import type { MediaKind } from '@/lib/files/media'

export interface SheetCard {
  kind: MediaKind
  url: string
  /** Whose it is, and of which key and step. */
  title: string
  about: string
  color: string
}

const PAD = 12
const GAP = 10
/** In letters of the font. */
const CARD_EM = 13
/** All frames together: papers ask for small files. */
const MOST_BYTES = 80_000
const QUALITIES = [0.85, 0.6, 0.35]

export async function mediaSvg(
  title: string,
  cards: readonly SheetCard[],
  look: PictureLook,
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

/** The picture as it fits its frame; undefined of what is no picture, or is not one after all. */
async function frameOf(
  { kind, url }: SheetCard,
  side: number,
  bytes: number,
  ground: string,
): Promise<string | undefined> {
  if (kind !== 'image') return undefined
  const answer = await fetch(url)
  if (!answer.ok)
    throw new Error(`A picture could not be loaded: the server answered ${answer.status}.`)
  const bitmap = await createImageBitmap(await answer.blob()).catch(() => undefined)
  if (!bitmap) return undefined
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.round(side)
  const context = canvas.getContext('2d')
  if (!context) return undefined
  context.fillStyle = ground === 'none' ? '#ffffff' : ground
  context.fillRect(0, 0, side, side)
  const scale = side / Math.max(bitmap.width, bitmap.height)
  const [width, height] = [bitmap.width * scale, bitmap.height * scale]
  context.imageSmoothingEnabled = scale < 1
  context.drawImage(bitmap, (side - width) / 2, (side - height) / 2, width, height)
  bitmap.close()
  const made = QUALITIES.map((quality) => canvas.toDataURL('image/jpeg', quality))
  return made.find((one) => one.length <= bytes) ?? made.at(-1)
}
