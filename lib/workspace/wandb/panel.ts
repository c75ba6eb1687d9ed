/** One of W&B's panels with its place, and one of ours as W&B's. */
import { z } from 'zod'
import type { PanelSpec } from '../../panels/spec'
import { clampHeight, clampWidth, GRID_WIDTH, HEIGHT_UNIT } from '../layout'
import type { Tree } from '../records'
import { specFromWandb, specToWandb } from './panels'

export interface ImportedPanel {
  /** Undefined of a kind that is not known here; it is kept all the same. */
  spec: PanelSpec | undefined
  id: string
  viewType: string
  w: number | undefined
  h: number | undefined
  /** As it was written. */
  source: Tree
}

/** Pixels of a row of W&B's grid. */
const ROW_PIXELS = 42
const DEFAULT_LAYOUT = { x: 0, y: 0, w: 8, h: 6 }

const panelSchema = z.object({
  viewType: z.string(),
  config: z.unknown().optional(),
  layout: z.object({ w: z.number().optional(), h: z.number().optional() }).catch({}),
})

export function importPanel(value: unknown, id: string): ImportedPanel {
  const source = z.record(z.string(), z.unknown()).catch({}).parse(value) as Tree
  const parsed = panelSchema.safeParse(value)
  if (!parsed.success) {
    return { id, source, viewType: '', spec: undefined, w: undefined, h: undefined }
  }
  const { viewType, config, layout } = parsed.data
  return {
    ...{ id, source, viewType, spec: specFromWandb(id, viewType, config) },
    w: layout.w === undefined ? undefined : clampWidth(Math.min(GRID_WIDTH, layout.w)),
    h: layout.h === undefined ? undefined : clampHeight((layout.h * ROW_PIXELS) / HEIGHT_UNIT),
  }
}

export interface PlacedSpec {
  spec: PanelSpec
  w: number | undefined
  h: number | undefined
}

/**
 * With what the panel was imported from, where it was: what our panels say nothing of stays.
 * Undefined for kinds of panels that W&B has not.
 */
export function exportPanel(
  { spec, w, h }: PlacedSpec,
  before: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> | undefined {
  const written = specToWandb(spec)
  if (!written) return undefined
  const { viewType, config } = written
  const layout = { ...DEFAULT_LAYOUT, ...object(before['layout']) }
  if (w !== undefined) layout.w = Math.min(GRID_WIDTH, w)
  // Rounding must not make imported panels creep.
  if (h !== undefined) layout.h = Math.round((h * HEIGHT_UNIT) / ROW_PIXELS)
  const configured = { ...object(before['config']), ...config }
  return { __id__: spec.id, ...before, viewType, config: configured, layout }
}

function object(value: unknown): Record<string, unknown> {
  const isObject = value !== null && typeof value === 'object' && !Array.isArray(value)
  return isObject ? (value as Record<string, unknown>) : {}
}
