/**
 * What people do to grids, each one step of their undo. Panels are added, changed, moved and
 * removed as in a workspace (workspace/panelChanges.ts), with a grid for a section.
 */
import type * as Y from 'yjs'
import { toTree } from '../workspace/panelRecord'
import { change } from '../workspace/change'
import { rankBetween } from '../workspace/place'
import { readRecords, removeRecord, setField, type Tree, writeRecord } from '../workspace/records'
import { newId } from '../workspace/runSet'
import { contentOf, recordsOf } from './document'
import { insertBlock, removeBlocks } from './blocks'
import { type PanelGrid, readGrids } from './grids'

export interface NewGrid {
  id: string
  caption?: string | undefined
  runSets?: readonly string[]
  columns?: number | undefined
}

export const newGridId = (): string => `grid/${newId()}`

/** @param at before which block of the text */
export function addGrid(doc: Y.Doc, grid: NewGrid, at: number): void {
  change(doc, 'Added a grid of panels', () => {
    writeGrid(doc, grid)
    insertBlock(doc, 'panelGrid', grid.id, at)
  })
}

/** In a change of the caller's, before the block that shows it. */
export function writeGrid(doc: Y.Doc, { id, caption, runSets = [], columns }: NewGrid): void {
  const grid: Tree = { made: true, caption, columns, runSets: ranks(runSets) }
  writeRecord(recordsOf(doc, 'grids'), id, {}, grid)
}

/** @param before the grid that the person saw when they changed it: only what differs is written */
export function changeGrid(doc: Y.Doc, before: PanelGrid, after: PanelGrid): void {
  const map = recordsOf(doc, 'grids')
  change(doc, 'Changed a grid of panels', () =>
    writeRecord(map, before.id, gridTree(before), gridTree(after)),
  )
}

function gridTree({ caption, columns, settings }: PanelGrid): Tree {
  return { caption: caption === '' ? undefined : caption, columns, settings: toTree(settings) }
}

/** Behind the run sets that it has; nothing when it has it already. */
export function addRunSetToGrid(doc: Y.Doc, gridId: string, runSetId: string): void {
  const map = recordsOf(doc, 'grids')
  const grid = readGrids(doc).grids.get(gridId)
  if (!grid || grid.runSets.includes(runSetId)) return
  const last = rankOf(readRecords(map).get(gridId), grid.runSets.at(-1))
  change(doc, 'Added a run set to a grid', () =>
    setField(map, gridId, ['runSets', runSetId], rankBetween(last, undefined)),
  )
}

export function removeRunSetFromGrid(doc: Y.Doc, gridId: string, runSetId: string): void {
  change(doc, 'Took a run set from a grid', () =>
    setField(recordsOf(doc, 'grids'), gridId, ['runSets', runSetId], undefined),
  )
}

function rankOf(record: Tree | undefined, runSetId: string | undefined): string {
  const stored = record?.['runSets'] as Tree | undefined
  const rank = runSetId === undefined ? undefined : stored?.[runSetId]
  return typeof rank === 'string' ? rank : ''
}

function ranks(ids: readonly string[]): Tree {
  const tree: Record<string, string> = {}
  let last = ''
  for (const id of ids) tree[id] = last = rankBetween(last, undefined)
  return tree
}

/**
 * To another place in the text. Two people who do so at once leave two blocks, of which repair
 * keeps the first.
 */
export function moveGrid(doc: Y.Doc, gridId: string, at: number): void {
  change(doc, 'Moved a grid of panels', () => {
    const before = contentOf(doc).length
    removeBlocks(doc, 'panelGrid', gridId)
    const removed = before - contentOf(doc).length
    insertBlock(doc, 'panelGrid', gridId, at - (at > 0 ? removed : 0))
  })
}

/** With the panels in it. */
export function removeGrid(doc: Y.Doc, gridId: string): void {
  const grid = readGrids(doc).grids.get(gridId)
  change(doc, 'Deleted a grid of panels', () => {
    removeBlocks(doc, 'panelGrid', gridId)
    for (const { spec } of grid?.panels ?? []) removeRecord(recordsOf(doc, 'panels'), spec.id)
    removeRecord(recordsOf(doc, 'grids'), gridId)
  })
}
