/** A report as a whole, as plain data: what exports, the API and comparisons of versions start from. */
import type * as Y from 'yjs'
import { readContent } from './content'
import { contentOf } from './document'
import { type GridPanel, type PanelGrid, readGrids } from './grids'
import type { ReportNode } from './nodes'
import { readRunSets, type ReportRunSet } from './runSets'
import { readSettings, type ReportSettings } from './settings'

export interface ReportState {
  settings: ReportSettings
  content: ReportNode
  /** Those that the text shows, in its order. */
  grids: PanelGrid[]
  runSets: ReportRunSet[]
  /** What nothing shows: somebody took its place away while others were at work on it. */
  unplaced: { grids: PanelGrid[]; panels: GridPanel[] }
}

/** Reads every field by itself; what cannot be read is as if it were not there. */
export function readReport(doc: Y.Doc): ReportState {
  const content = readContent(contentOf(doc))
  const { grids, loose } = readGrids(doc)
  const runSets = readRunSets(doc)
  const known = new Set(runSets.map(({ id }) => id))
  for (const grid of grids.values()) grid.runSets = grid.runSets.filter((id) => known.has(id))
  const placed = new Set(gridIds(content))
  const shown = [...placed].flatMap((id) => grids.get(id) ?? [])
  return {
    settings: readSettings(doc),
    content,
    grids: shown,
    runSets,
    unplaced: { grids: [...grids.values()].filter(({ id }) => !placed.has(id)), panels: loose },
  }
}

function gridIds(node: ReportNode): string[] {
  const id = node.type === 'panelGrid' ? node.attrs?.['gridId'] : undefined
  const below = (node.content ?? []).flatMap(gridIds)
  return typeof id === 'string' ? [id, ...below] : below
}
