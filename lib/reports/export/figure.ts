/** A report's panels as an export carries them. */
import type { PlotCurve } from '../../charts/plotPoints'
import { titleOf, type PanelSpec } from '../../panels/spec'

export interface ExportFigure {
  /** The panel's id. */
  id: string
  /** What its files are called, without folder and ending; no two figures share one. */
  stem: string
  title: string
  /** The picture; where there is nothing to see, one that says why. */
  svg: string
  /** Its numbers; '' where there are none. */
  csv: string
  /** Of a line chart. */
  plot: FigurePlot | null
}

export interface FigurePlot {
  curves: readonly PlotCurve[]
  xLabel: string
  yLabel: string
  xLog: boolean
  yLog: boolean
}

export interface ExportImage {
  /** As the text refers to it. */
  src: string
  /** What its file is called. */
  name: string
  mimeType: string
  bytes: Uint8Array
}

/** `01-val-loss`: in the order of the text, and readable. */
export function figureStem(spec: PanelSpec, index: number): string {
  const words = titleOf(spec)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  return `${String(index + 1).padStart(2, '0')}-${words || spec.type}`
}
