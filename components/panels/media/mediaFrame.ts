/** Pictures as the browser fits them into the frames of a sheet. */
import type { SheetCard } from '@/lib/panels/media/sheetSvg'

const QUALITIES = [0.85, 0.6, 0.35]

/** The picture as it fits its frame; undefined of what is no picture, or is not one after all. */
export async function frameOf(
  { kind, source: url }: SheetCard<string>,
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
