/** Every kind of panel. Workspaces and reports keep these; components/panels draws them. */
import { z } from 'zod'
import { displayKey } from '../metrics/keys'
import { columnLabel } from '../runs/columns'
import { linePanelSpecSchema, panelTitle as lineTitle } from './linePanel'
import {
  barPanelSpecSchema,
  codeComparerPanelSpecSchema,
  histogramPanelSpecSchema,
  importancePanelSpecSchema,
  markdownPanelSpecSchema,
  mediaPanelSpecSchema,
  parallelPanelSpecSchema,
  runComparerPanelSpecSchema,
  scalarPanelSpecSchema,
  scatterPanelSpecSchema,
} from './otherPanels'

export const panelSpecSchema = z.discriminatedUnion('type', [
  linePanelSpecSchema,
  scatterPanelSpecSchema,
  barPanelSpecSchema,
  scalarPanelSpecSchema,
  histogramPanelSpecSchema,
  parallelPanelSpecSchema,
  importancePanelSpecSchema,
  runComparerPanelSpecSchema,
  codeComparerPanelSpecSchema,
  markdownPanelSpecSchema,
  mediaPanelSpecSchema,
])
export type PanelSpec = z.infer<typeof panelSpecSchema>
export type PanelType = PanelSpec['type']
export type SpecOf<T extends PanelType> = Extract<PanelSpec, { type: T }>

export const PANEL_LABELS: Record<PanelType, string> = {
  line: 'Line chart',
  scatter: 'Scatter plot',
  bar: 'Bar chart',
  scalar: 'Number',
  histogram: 'Histogram',
  parallel: 'Parallel coordinates',
  importance: 'Parameter importance',
  runComparer: 'Run comparer',
  codeComparer: 'Code comparer',
  markdown: 'Text',
  media: 'Media',
}
export const PANEL_TYPES = Object.keys(PANEL_LABELS) as PanelType[]

/** A panel of a type as it is before anything was chosen. */
export function emptyPanel(type: PanelType, id: string): PanelSpec {
  switch (type) {
    case 'line':
      return { id, type, keys: ['loss'], stream: 'history', settings: {} }
    case 'scatter':
      return { id, type, x: null, y: null }
    case 'bar':
      return { id, type, columns: [] }
    case 'scalar':
      return { id, type, column: null }
    case 'histogram':
      return { id, type, source: { kind: 'none' } }
    case 'parallel':
      return { id, type, axes: [] }
    case 'importance':
      return { id, type, target: null }
    case 'runComparer':
    case 'codeComparer':
      return { id, type }
    case 'markdown':
      return { id, type, text: '' }
    case 'media':
      return { id, type, keys: [] }
  }
}

/** What stands above a panel that has no title of its own. */
export function titleOf(spec: PanelSpec): string {
  if (spec.title !== undefined) return spec.title
  switch (spec.type) {
    case 'line':
      return lineTitle(spec)
    case 'scatter':
      return spec.x && spec.y ? `${columnLabel(spec.y)} by ${columnLabel(spec.x)}` : label(spec)
    case 'bar':
      return spec.columns.map(columnLabel).join(', ') || label(spec)
    case 'scalar':
      return spec.column ? columnLabel(spec.column) : label(spec)
    case 'histogram':
      if (spec.source.kind === 'key') return displayKey(spec.source.key)
      return spec.source.kind === 'column' ? columnLabel(spec.source.column) : label(spec)
    case 'importance':
      return spec.target ? `What matters for ${columnLabel(spec.target)}` : label(spec)
    default:
      return label(spec)
  }
}

const label = ({ type }: PanelSpec) => PANEL_LABELS[type]
