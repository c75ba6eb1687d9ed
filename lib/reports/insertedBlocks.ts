/** Blocks that people put into the text, each with the record that it shows, as one step of undo. */
import * as Y from 'yjs'
import { type PanelSpec, titleOf } from '../panels/spec'
import { change } from '../workspace/change'
import { addPanel } from '../workspace/panelChanges'
import { placeBetween } from '../workspace/place'
import { runSetThatSays, type WantedRunSet } from './addedPanel'
import { findBlocks, insertBlock } from './blocks'
import { contentOf } from './document'
import { newGridId, writeGrid } from './gridChanges'
import { readGrids } from './grids'
import { newRunSetId, writeNewRunSet } from './runSetChanges'
import { nextRunSetName } from './runSetNames'
import { readRunSets } from './runSets'

/** Before which block of the text; null is its end. It is found again where it has gone to meanwhile. */
export type Spot = Y.XmlElement | null

export function spotAt(doc: Y.Doc, block: number): Spot {
  const element: unknown = contentOf(doc).get(block)
  return element instanceof Y.XmlElement ? element : null
}

/** With a first panel, if one is given, and over other runs than those before. Answers the grid's id. */
export function insertGrid(
  doc: Y.Doc,
  spot: Spot,
  panel?: PanelSpec,
  wanted?: WantedRunSet,
): string {
  const gridId = newGridId()
  change(doc, panel ? `Added “${titleOf(panel)}”` : 'Added a grid of panels', () => {
    const runSet = wanted ? runSetThatSays(doc, wanted) : runSetFor(doc, spot)
    writeGrid(doc, { id: gridId, runSets: [runSet] })
    if (panel) addPanel(doc, panel, gridId, placeBetween(undefined, undefined))
    insertBlock(doc, 'panelGrid', gridId, indexOf(doc, spot))
  })
  return gridId
}

/** The list of a run set's runs. Answers the set's id. */
export function insertRunSet(doc: Y.Doc, spot: Spot, wanted?: WantedRunSet): string {
  let id = ''
  change(doc, 'Added a run set to the text', () => {
    id = wanted ? runSetThatSays(doc, wanted) : runSetFor(doc, spot)
    insertBlock(doc, 'runSet', id, indexOf(doc, spot))
  })
  return id
}

/** The one that was used last before the place, or the report's first, or a new one of all runs. */
function runSetFor(doc: Y.Doc, spot: Spot): string {
  const sets = readRunSets(doc)
  const known = new Set(sets.map(({ id }) => id))
  const { grids } = readGrids(doc)
  const end = indexOf(doc, spot)
  const before = (contentOf(doc).toArray() as unknown[]).slice(0, end)
  const used = findBlocks(doc)
    .filter(({ element, parent }) => before.includes(parent === contentOf(doc) ? element : parent))
    .flatMap(({ type, id }) =>
      type === 'runSet' ? [id] : (grids.get(id)?.runSets ?? []).slice(0, 1),
    )
    .filter((id) => known.has(id))
  const last = used.at(-1) ?? sets[0]?.id
  if (last !== undefined) return last
  const id = newRunSetId()
  writeNewRunSet(doc, { id, name: nextRunSetName(sets) })
  return id
}

function indexOf(doc: Y.Doc, spot: Spot): number {
  const content = contentOf(doc)
  const at = spot ? (content.toArray() as unknown[]).indexOf(spot) : -1
  return at < 0 ? content.length : at
}
