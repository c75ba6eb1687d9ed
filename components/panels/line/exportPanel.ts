/** A panel as a picture or as numbers, saved or copied. */
import { chartCsv } from '@/components/charts/chartCsv'
import { svgChart } from '@/components/charts/svgChart'
import type { ChartColors } from '@/components/charts/types'
import { type LinePanelSpec, panelTitle, type PanelSettings } from '@/lib/panels/linePanel'
import type { LinePanelController } from './LinePanelController'
import { chartOptions } from './look'
import { leftOutNote } from './leftOutNote'

export interface ExportRequest {
  controller: LinePanelController
  spec: LinePanelSpec
  settings: PanelSettings
  colors: ChartColors
}

export function panelSvg({ controller, spec, settings, colors }: ExportRequest): string {
  const chart = controller.getChart()
  if (!chart) return ''
  const picture = chart.getPicture()
  return svgChart(chart, {
    title: panelTitle(spec),
    note: picture ? leftOutNote(picture.leftOut).join(' · ') : '',
    options: chartOptions(settings, spec),
    colors,
  })
}

const PNG_SCALE = 2

export async function panelPng(request: ExportRequest): Promise<Blob> {
  const svg = panelSvg(request)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * PNG_SCALE
  canvas.height = image.naturalHeight * PNG_SCALE
  const context = canvas.getContext('2d')!
  context.scale(PNG_SCALE, PNG_SCALE)
  context.drawImage(image, 0, 0)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new Error('The picture is too large for this browser.'))
    }, 'image/png')
  })
}

export function panelCsv({ controller, settings }: ExportRequest): string {
  const chart = controller.getChart()
  const picture = chart?.getPicture()
  if (!chart || !picture) return ''
  return chartCsv(chart.getLines(), settings.x, picture.frame.x.domain)
}

export async function savePanel(
  format: 'png' | 'svg' | 'csv',
  request: ExportRequest,
): Promise<void> {
  const blob = await blobOf(format, request)
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = `${fileName(panelTitle(request.spec))}.${format}`
  link.click()
  URL.revokeObjectURL(url)
}

/** Throws where the browser allows no pictures on the clipboard, as on pages without TLS. */
export async function copyPanelPng(request: ExportRequest): Promise<void> {
  const item = new ClipboardItem({ 'image/png': panelPng(request) })
  await navigator.clipboard.write([item])
}

async function blobOf(format: 'png' | 'svg' | 'csv', request: ExportRequest): Promise<Blob> {
  if (format === 'png') return panelPng(request)
  if (format === 'svg') return new Blob([panelSvg(request)], { type: 'image/svg+xml' })
  return new Blob([panelCsv(request)], { type: 'text/csv' })
}

function fileName(title: string): string {
  return title.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-+|-+$/g, '') || 'panel'
}
