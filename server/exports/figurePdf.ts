import zlib from 'node:zlib'
import { Resvg } from '@resvg/resvg-js'
import type { PdfImage } from '@/lib/charts/pdf/file'
import { svgToPdf } from '@/lib/charts/pdf/svgToPdf'

export const figurePdf = (svg: string): Uint8Array => svgToPdf(svg, { image: readImage })

const MOST_PIXELS = 800

/** Whatever kind of picture it is; small enough for a paper. */
function readImage(url: string): PdfImage | undefined {
  if (!url.startsWith('data:image/')) return undefined
  try {
    const natural = sizeOf(url)
    const scale = Math.min(1, MOST_PIXELS / Math.max(natural.width, natural.height))
    const width = Math.max(1, Math.round(natural.width * scale))
    const height = Math.max(1, Math.round(natural.height * scale))
    const { pixels } = drawn(url, width, height)
    const rgb = Buffer.alloc(width * height * 3)
    for (let i = 0; i < width * height; i++) pixels.copy(rgb, i * 3, i * 4, i * 4 + 3)
    return { width, height, packed: zlib.deflateSync(rgb) }
  } catch {
    return undefined
  }
}

const HUGE = 100_000

/** By what is left of a picture that would fill anything: its own proportions. */
function sizeOf(url: string): { width: number; height: number } {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${HUGE}" height="${HUGE}"><image href="${url}"/></svg>`
  const box = new Resvg(svg, { font: { loadSystemFonts: false } }).innerBBox()
  if (!box || box.width < 1 || box.height < 1) throw new Error('no picture')
  return { width: box.width, height: box.height }
}

function drawn(url: string, width: number, height: number) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#ffffff"/><image width="${width}" height="${height}" href="${url}"/></svg>`
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render()
}
