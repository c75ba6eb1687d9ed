/** A panel as a picture or as numbers, saved or copied. */
import type { ChartColors, PictureLook } from '@/lib/charts/types'
import { SCREEN_FONT_PX, SCREEN_LINE_PX, THEME_COLORS } from '@/lib/charts/themeColors'
import { currentTheme } from '@/components/ui/theme'
import { chartColors } from './useChartColors'

/** What a panel can give away. A panel that draws nothing has no `svg`. */
export interface PanelExports {
  /** The whole panel drawn anew; '' when there is nothing to draw yet. */
  svg?: ((look: PictureLook) => string | Promise<string>) | undefined
  csv?: (() => string | Promise<string>) | undefined
}

export type ExportFormat = 'png' | 'svg' | 'csv'

/** For print: the light theme's colours, whatever theme the page has. */
export const PAPER: ChartColors = THEME_COLORS.light

/** What a title above and a legend below take, beside the chart as it is on screen. */
const AROUND_PX = 64

/** The panel as it is on screen, with its title and its legend around it. */
export function screenLook({ width, height }: { width: number; height: number }): PictureLook {
  const theme = currentTheme()
  return {
    width: Math.max(120, width),
    height: Math.max(90, height) + AROUND_PX,
    fontSize: SCREEN_FONT_PX,
    lineWidth: SCREEN_LINE_PX,
    title: true,
    legend: true,
    theme,
    colors: chartColors(theme),
  }
}

/** Device pixels a CSS pixel. */
export const PNG_SCALE = 2

export async function png(
  exports: PanelExports,
  look: PictureLook,
  scale = PNG_SCALE,
): Promise<Blob> {
  const svg = await svgOf(exports, look)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(look.width * scale)
  canvas.height = Math.round(look.height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('The picture is too large for this browser.')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new Error('The picture is too large for this browser.'))
    }, 'image/png')
  })
}

export async function save(
  format: ExportFormat,
  title: string,
  exports: PanelExports,
  look: PictureLook,
  scale = PNG_SCALE,
): Promise<void> {
  const blob = await blobOf(format, exports, look, scale)
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = `${fileName(title)}.${format}`
  link.click()
  URL.revokeObjectURL(url)
}

/** Throws where the browser allows no pictures on the clipboard, as on pages without TLS. */
export async function copyPng(exports: PanelExports, look: PictureLook, scale = PNG_SCALE) {
  const item = new ClipboardItem({ 'image/png': png(exports, look, scale) })
  await navigator.clipboard.write([item])
}

async function svgOf(exports: PanelExports, look: PictureLook): Promise<string> {
  const svg = (await exports.svg?.(look)) ?? ''
  if (svg === '') throw new Error('There is nothing to draw yet.')
  return svg
}

async function blobOf(
  format: ExportFormat,
  exports: PanelExports,
  look: PictureLook,
  scale: number,
): Promise<Blob> {
  if (format === 'png') return png(exports, look, scale)
  if (format === 'svg') return new Blob([await svgOf(exports, look)], { type: 'image/svg+xml' })
  return new Blob([(await exports.csv?.()) ?? ''], { type: 'text/csv' })
}

function fileName(title: string): string {
  return title.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-+|-+$/g, '') || 'panel'
}
