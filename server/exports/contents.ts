/** What an export of a report is made of: its figures, and the pictures of its text. */
import { plotCurves } from '@/lib/charts/plotPoints'
import type { FigureData, Figures, PlacedPanel, ReportPanels } from '../figures'
import {
  type ExportFigure,
  type ExportImage,
  figureStem,
  type FigurePlot,
} from '@/lib/reports/export/figure'
import { imageName } from '@/lib/reports/imagePath'
import { imagesIn } from '@/lib/reports/export/images'
import type { ReportState } from '@/lib/reports/read'
import { titleOf } from '@/lib/panels/spec'
import { xAxisLabel } from '@/lib/panels/linePanel'
import type { ReportFacts } from '../reports'

export interface ImageReader {
  /** Null when the report has none of that name. */
  read(report: ReportFacts, name: string): Promise<{ bytes: Uint8Array; mimeType: string } | null>
}

const FIGURE = { width: 720, height: 430, theme: 'light' } as const
/** Points of a line in the data of LaTeX's plots. */
const PLOT_COLUMNS = 240

/** One after the other: an export is no reason for others to wait. */
export async function figuresOf(figures: Figures, panels: ReportPanels): Promise<ExportFigure[]> {
  const made: ExportFigure[] = []
  for (const placed of panels.all()) made.push(await figureOf(figures, panels, placed, made.length))
  return made
}

async function figureOf(
  figures: Figures,
  panels: ReportPanels,
  placed: PlacedPanel,
  index: number,
): Promise<ExportFigure> {
  const { spec } = placed.panel
  const request = await panels.request(placed, FIGURE)
  const { svg, data } = await figures.withData(request)
  return {
    ...{ id: spec.id, stem: figureStem(spec, index), title: titleOf(spec), svg },
    csv: data?.csv ?? '',
    plot: data ? plotOf(data) : null,
  }
}

function plotOf({ line }: FigureData): FigurePlot | null {
  if (!line) return null
  const { lines, options, x } = line
  return {
    curves: plotCurves(lines, options, PLOT_COLUMNS),
    ...{ xLabel: options.xTitle || xAxisLabel(x), yLabel: options.yTitle ?? '' },
    ...{ xLog: options.xScale === 'log', yLog: options.yScale === 'log' },
  }
}

const ENDINGS: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

/** Those of the report itself: what lies elsewhere stays a link to it. */
export async function imagesOf(
  reader: ImageReader,
  report: ReportFacts,
  state: ReportState,
): Promise<ExportImage[]> {
  const images: ExportImage[] = []
  for (const src of imagesIn(state.content)) {
    const own = imageName(report.slug, src)
    const found = own === undefined ? null : await reader.read(report, own)
    const ending = found && ENDINGS[found.mimeType]
    if (!ending) continue
    const name = `${String(images.length + 1).padStart(2, '0')}.${ending}`
    images.push({ src, name, mimeType: found.mimeType, bytes: found.bytes })
  }
  return images
}
