/** What nothing of the text shows, and people may put back or delete. */
import type * as Y from 'yjs'
import { change } from '../workspace/change'
import { movePanel } from '../workspace/panelChanges'
import { placeBetween } from '../workspace/place'
import { removeRecord } from '../workspace/records'
import { findBlocks, insertBlock } from './blocks'
import { contentOf, recordsOf } from './document'
import { newGridId, removeGrid, writeGrid } from './gridChanges'
import { type GridPanel, type PanelGrid, readGrids } from './grids'
import { readRunSets } from './runSets'

export interface Unplaced {
  grids: readonly PanelGrid[]
  panels: readonly GridPanel[]
}

/** @param shown ids of the grids that the text shows */
export function unplacedOf(
  { byId, loose }: { byId: ReadonlyMap<string, PanelGrid>; loose: readonly GridPanel[] },
  shown: ReadonlySet<string>,
): Unplaced {
  return { grids: [...byId.values()].filter(({ id }) => !shown.has(id)), panels: loose }
}

export function shownGrids(doc: Y.Doc): ReadonlySet<string> {
  return new Set(findBlocks(doc).flatMap(({ type, id }) => (type === 'panelGrid' ? [id] : [])))
}

const now = (doc: Y.Doc): Unplaced => {
  const { grids, loose } = readGrids(doc)
  return unplacedOf({ byId: grids, loose }, shownGrids(doc))
}

/** At the end of the text: grids as they were, single panels in one more. */
export function putBack(doc: Y.Doc): void {
  const { grids, panels } = now(doc)
  change(doc, 'Put panels back', () => {
    const end = () => contentOf(doc).length
    for (const { id } of grids) insertBlock(doc, 'panelGrid', id, end())
    if (panels.length === 0) return
    const gridId = newGridId()
    writeGrid(doc, {
      id: gridId,
      runSets: readRunSets(doc)
        .slice(0, 1)
        .map(({ id }) => id),
    })
    let place: GridPanel['place'] | undefined
    for (const { spec } of panels) {
      place = placeBetween(place, undefined)
      movePanel(doc, spec, gridId, place)
    }
    insertBlock(doc, 'panelGrid', gridId, end())
  })
}

export function deleteUnplaced(doc: Y.Doc): void {
  const { grids, panels } = now(doc)
  change(doc, 'Deleted panels without a place', () => {
    for (const { id } of grids) removeGrid(doc, id)
    for (const { spec } of panels) removeRecord(recordsOf(doc, 'panels'), spec.id)
  })
}
