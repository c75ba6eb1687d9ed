/** Grids of panels as they are read: what each shows, in which order, over which run sets. */
import type * as Y from 'yjs'
import { z } from 'zod'
import type { PanelDefaults } from '../panels/linePanel'
import type { PanelSpec } from '../panels/spec'
import { MAX_COLUMNS } from '../workspace/layout'
import { readDefaults, readPanelFacts } from '../workspace/panelDocument'
import { basePanel, readSpec } from '../workspace/panelRecord'
import { comparePlaces, type Place } from '../workspace/place'
import { readRecords, type Tree } from '../workspace/records'
import { recordsOf } from './document'
import { MAX_CAPTION } from './limits'

export interface GridPanel {
  spec: PanelSpec
  place: Place
  /** Of 24 columns, and in units of 10 px; undefined of panels that nobody resized. */
  w: number | undefined
  h: number | undefined
}

export interface PanelGrid {
  id: string
  caption: string
  /** Ids of the run sets that its panels draw, in order. */
  runSets: string[]
  /** Over the report's, under the panel's. */
  settings: PanelDefaults
  /** Panels side by side; undefined: as many as fit. */
  columns: number | undefined
  panels: GridPanel[]
}

export interface Grids {
  grids: Map<string, PanelGrid>
  /** Panels whose grid is gone, or has not come yet. */
  loose: GridPanel[]
}

const gridSchema = z.object({
  made: z.literal(true),
  caption: z
    .string()
    .catch('')
    .transform((text) => text.slice(0, MAX_CAPTION)),
  columns: z.number().int().min(1).max(MAX_COLUMNS).optional().catch(undefined),
})

const isTree = (value: unknown): value is Tree =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

export function readGrids(doc: Y.Doc): Grids {
  const grids = new Map<string, PanelGrid>()
  for (const [id, record] of readRecords(recordsOf(doc, 'grids'))) {
    const grid = readGrid(id, record)
    if (grid) grids.set(id, grid)
  }
  const loose: GridPanel[] = []
  for (const [id, record] of readRecords(recordsOf(doc, 'panels'))) {
    const { type, fields, spot, w, h, deleted } = readPanelFacts(record)
    // What somebody wrote of a panel that another deleted is no panel.
    if (type === undefined || deleted) continue
    const place: Place = spot ? [spot[1], spot[2]] : ['', '']
    const panel = { spec: readSpec(basePanel(id, type), fields), place, w, h }
    const grid = spot && grids.get(spot[0])
    if (grid) grid.panels.push(panel)
    else loose.push(panel)
  }
  for (const { panels } of grids.values()) panels.sort(comparePanels)
  return { grids, loose: loose.sort(comparePanels) }
}

function readGrid(id: string, record: Tree): PanelGrid | undefined {
  const parsed = gridSchema.safeParse({ ...record })
  if (!parsed.success) return undefined
  const { caption, columns } = parsed.data
  const { runSets, settings } = record
  return {
    id,
    caption,
    columns,
    runSets: isTree(runSets) ? ordered(runSets) : [],
    settings: readDefaults(isTree(settings) ? settings : {}),
    panels: [],
  }
}

/** Ids by the ranks that they have. */
function ordered(ranks: Tree): string[] {
  const ids = Object.keys(ranks).filter((id) => typeof ranks[id] === 'string')
  const rank = (id: string) => ranks[id] as string
  return ids.sort((a, b) => (rank(a) < rank(b) || (rank(a) === rank(b) && a < b) ? -1 : 1))
}

function comparePanels(a: GridPanel, b: GridPanel): number {
  return comparePlaces(a.place, b.place) || (a.spec.id < b.spec.id ? -1 : 1)
}
