/** A panel that comes from elsewhere, such as a workspace, with the runs that it shows there. */
import * as Y from 'yjs'
import type { PanelSpec } from '../panels/spec'
import type { Condition, RunSetState } from '../workspace/access'
import { addPanel, newPanelId } from '../workspace/panelChanges'
import { placeBetween } from '../workspace/place'
import { insertBlock } from './blocks'
import { contentOf } from './document'
import { newGridId, writeGrid } from './gridChanges'
import { readGrids } from './grids'
import { newRunSetId, writeNewRunSet } from './runSetChanges'
import { nextRunSetName } from './runSetNames'
import { readRunSets, type ReportRunSet } from './runSets'

export interface WantedRunSet extends Pick<
  RunSetState,
  'search' | 'sort' | 'groupBy' | 'hidden' | 'colors'
> {
  /** What a new run set is called; there is a name where there is none. */
  name?: string | undefined
  /** Null: the report's own. */
  project: ReportRunSet['project']
  conditions: readonly Pick<Condition, 'filter' | 'disabled'>[]
}

export interface AddedPanel {
  panelId: string
  gridId: string
  runSetId: string
}

/**
 * At the end of the text: in the grid that ends it, if that draws the same runs, or in a new one. A run
 * set of the report that says the same is used again. In a change of the caller's.
 */
export function addPanelToReport(doc: Y.Doc, spec: PanelSpec, wanted: WantedRunSet): AddedPanel {
  const runSetId = runSetThatSays(doc, wanted)
  const gridId = lastGrid(doc, runSetId) ?? newGrid(doc, runSetId)
  const panelId = newPanelId()
  const last = readGrids(doc).grids.get(gridId)?.panels.at(-1)
  addPanel(doc, { ...spec, id: panelId }, gridId, placeBetween(last?.place, undefined))
  return { panelId, gridId, runSetId }
}

/** Of the report one that says the same, or a new one; in a change of the caller's. Answers its id. */
export function runSetThatSays(doc: Y.Doc, wanted: WantedRunSet): string {
  return sameRunSet(doc, wanted) ?? newRunSet(doc, wanted)
}

function sameRunSet(doc: Y.Doc, wanted: WantedRunSet): string | undefined {
  const meaning = meaningOf(wanted)
  const same = readRunSets(doc).find((set) => set.frozen === null && meaningOf(set) === meaning)
  return same?.id
}

/** All that decides what is drawn, as text that is the same for what says the same. */
function meaningOf({
  project,
  search,
  conditions,
  sort,
  groupBy,
  hidden,
  colors,
}: WantedRunSet): string {
  const filters = conditions.filter(({ disabled }) => !disabled).map(({ filter }) => filter)
  const texts = filters.map((filter) => JSON.stringify(filter)).sort()
  const looks = [...colors].map(([key, color]) => `${key} ${color}`).sort()
  const place = project && [project.entity, project.name]
  return JSON.stringify([place, search.trim(), texts, sort, groupBy, [...hidden].sort(), looks])
}

function newRunSet(doc: Y.Doc, wanted: WantedRunSet): string {
  const id = newRunSetId()
  const known = readRunSets(doc)
  writeNewRunSet(doc, {
    id,
    name: wanted.name || nextRunSetName(known),
    project: wanted.project,
    place: placeBetween(known.at(-1)?.place, undefined),
    state: wanted,
  })
  return id
}

function lastGrid(doc: Y.Doc, runSetId: string): string | undefined {
  const blocks = contentOf(doc).toArray() as unknown[]
  const last = blocks[endOf(blocks) - 1]
  const id: unknown =
    last instanceof Y.XmlElement && last.nodeName === 'panelGrid'
      ? last.getAttribute('gridId')
      : undefined
  const grid = typeof id === 'string' ? readGrids(doc).grids.get(id) : undefined
  return grid && grid.runSets.join() === runSetId ? grid.id : undefined
}

function newGrid(doc: Y.Doc, runSetId: string): string {
  const id = newGridId()
  writeGrid(doc, { id, runSets: [runSetId] })
  insertBlock(doc, 'panelGrid', id, endOf(contentOf(doc).toArray() as unknown[]))
  return id
}

/** Before empty paragraphs, in which somebody may be about to write. */
function endOf(blocks: readonly unknown[]): number {
  let end = blocks.length
  while (end > 0 && isEmpty(blocks[end - 1])) end--
  return end
}

const isEmpty = (block: unknown) =>
  block instanceof Y.XmlElement && block.nodeName === 'paragraph' && block.length === 0
