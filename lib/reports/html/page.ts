/** A report as one HTML file: read without a network, printed as it is. */
import { scopedSvg } from '../../charts/svgScope'
import type { ExportFigure, ExportImage } from '../export/figure'
import type { ReportNode } from '../nodes'
import type { ReportState } from '../read'
import { escapeHtml } from './escape'
import { printHtml } from './print'
import { PAGE_STYLE } from './style'

export interface HtmlFiles {
  figures: readonly Pick<ExportFigure, 'id' | 'stem' | 'title' | 'svg'>[]
  images: readonly ExportImage[]
  /** When it was made, as ISO 8601. */
  at: string
}

export function htmlPage(report: ReportState, files: HtmlFiles): string {
  const { settings, content } = report
  const images = new Map(files.images.map((image) => [image.src, dataUrl(image)]))
  const body = printHtml(content, {
    image: (src) => images.get(src) ?? (isDataImage(src) ? src : undefined),
    block: (node) => blockOf(node, report, files),
  })
  const title = escapeHtml(settings.title || 'Report')
  // Whatever slipped through: the page runs nothing, and loads nothing.
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="generator" content="Runroom">',
    `<title>${title}</title>`,
    `<style>${PAGE_STYLE}</style>`,
    '</head>',
    `<body><main class="${settings.width}">`,
    `<header><h1>${title}</h1>`,
    settings.description ? `<p class="about">${escapeHtml(settings.description)}</p>` : '',
    `<p class="about"><time datetime="${escapeHtml(files.at)}">${escapeHtml(files.at.slice(0, 10))}</time></p></header>`,
    body,
    '</main></body>',
    '</html>',
    '',
  ]
    .filter((line, i, all) => line !== '' || i === all.length - 1)
    .join('\n')
}

function blockOf(node: ReportNode, report: ReportState, files: HtmlFiles): string | undefined {
  if (node.type === 'runSet') {
    const runSet = report.runSets.find(({ id }) => id === node.attrs?.['runSetId'])
    return runSet ? `<p class="about">Runs: ${escapeHtml(runSet.name)}</p>` : ''
  }
  if (node.type !== 'panelGrid') return undefined
  const grid = report.grids.find(({ id }) => id === node.attrs?.['gridId'])
  if (!grid) return ''
  const figures = grid.panels.flatMap(
    ({ spec }) => files.figures.find(({ id }) => id === spec.id) ?? [],
  )
  const pictures = figures.map(
    ({ stem, title, svg }) =>
      `<figure role="img" aria-label="${escapeHtml(title)}">${scopedSvg(svg, stem)}</figure>`,
  )
  const caption = grid.caption ? `<p class="about">${escapeHtml(grid.caption)}</p>` : ''
  const columns = Math.min(grid.columns ?? 2, Math.max(1, figures.length))
  return `<div class="grid" style="--columns:${columns}">${pictures.join('\n')}</div>${caption}`
}

const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/

const isDataImage = (src: string) => DATA_IMAGE.test(src)

function dataUrl({ mimeType, bytes }: ExportImage): string {
  let binary = ''
  // In pieces: a function takes no million arguments.
  for (let i = 0; i < bytes.length; i += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  }
  return `data:${mimeType};base64,${btoa(binary)}`
}
