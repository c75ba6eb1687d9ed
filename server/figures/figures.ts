/** Panels drawn on the server: for shared pages, exports and previews, without a browser. */
import { MAX_SVG_BYTES } from '@/lib/charts/svgChart'
import { svgNote } from '@/lib/charts/svgNote'
import type { PaletteTheme } from '@/lib/palette/runColors'
import type { PanelDefaults } from '@/lib/panels/linePanel'
import { type PanelSpec, type PanelType, titleOf } from '@/lib/panels/spec'
import type { DrawnRunSet } from '../reports'
import { drawBar } from './barFigure'
import { drawCodeComparer } from './codeFigure'
import { drawRunComparer } from './comparisonFigure'
import {
  type Draw,
  type Drawing,
  type FigureData,
  figureLook,
  type FigureServices,
} from './drawing'
import { drawHistogram } from './histogramFigure'
import { drawImportance } from './importanceFigure'
import { drawLine } from './lineFigure'
import { drawMarkdown } from './markdownFigure'
import { drawMedia } from './mediaFigure'
import { drawParallel } from './parallelFigure'
import { drawScalar } from './scalarFigure'
import { drawScatter } from './scatterFigure'

export interface FigureRequest {
  spec: PanelSpec
  /** What the report and the grid set for panels that say nothing else. */
  defaults: PanelDefaults
  /** Resolved on behalf of whoever sees the figure; those of several are drawn together. */
  runSets: readonly DrawnRunSet[]
  /** Pixels of the whole picture. */
  width: number
  height: number
  theme: PaletteTheme
  /** Whether the title stands above the chart; by default it does. */
  title?: boolean
}

/** Less than 100 kB, and refers to nothing outside; or, in words, why there is nothing to see. */
export type Figure = { svg: string } | { empty: string }

const DRAW: { [T in PanelType]: Draw<T> } = {
  line: drawLine,
  scatter: drawScatter,
  bar: drawBar,
  scalar: drawScalar,
  histogram: drawHistogram,
  parallel: drawParallel,
  importance: drawImportance,
  runComparer: drawRunComparer,
  codeComparer: drawCodeComparer,
  markdown: drawMarkdown,
  media: drawMedia,
}

export class Figures {
  constructor(private readonly services: FigureServices) {}

  async draw(request: FigureRequest): Promise<Figure> {
    return drawn(await this.drawing(request), request)
  }

  /** Always a picture: where there is nothing to see, one that says why. */
  async picture(request: FigureRequest): Promise<string> {
    return pictureOf(await this.draw(request), request)
  }

  /** The numbers of a figure; null where there are none. */
  async data(request: Omit<FigureRequest, 'height' | 'title'>): Promise<FigureData | null> {
    const drawing = await this.drawing(request)
    return 'empty' in drawing ? null : drawing.data()
  }

  /** Picture and numbers of one reading. */
  async withData(request: FigureRequest): Promise<{ svg: string; data: FigureData | null }> {
    const drawing = await this.drawing(request)
    const svg = pictureOf(await drawn(drawing, request), request)
    return { svg, data: 'empty' in drawing ? null : drawing.data() }
  }

  private drawing({ spec, ...about }: Omit<FigureRequest, 'height' | 'title'>): Promise<Drawing> {
    const { defaults, runSets, width, theme } = about
    const context = { services: this.services, defaults, runSets, width, theme }
    // The record has for each type what draws it, which TypeScript cannot follow through the lookup.
    const draw = DRAW[spec.type] as Draw<PanelType>
    return draw(spec, context)
  }
}

async function drawn(drawing: Drawing, request: FigureRequest): Promise<Figure> {
  if ('empty' in drawing) return drawing
  const svg = await drawing.svg(lookOf(request))
  if (svg === '') return { empty: 'There is nothing to draw.' }
  if (svg.length > MAX_SVG_BYTES) return { empty: 'There is more here than a figure can hold.' }
  return { svg }
}

function pictureOf(figure: Figure, request: FigureRequest): string {
  if ('svg' in figure) return figure.svg
  return svgNote(titleOf(request.spec), figure.empty, lookOf(request))
}

const lookOf = (request: FigureRequest) => figureLook(request, request.theme, request.title ?? true)
