/** What was imported as a document's records and text. */
import type * as Y from 'yjs'
import { toTree } from '../../workspace/panelRecord'
import { placeBetween, type Place, rankBetween } from '../../workspace/place'
import {
  type Leaf,
  readRecords,
  removeRecord,
  setField,
  type Tree,
  writeRecord,
} from '../../workspace/records'
import { readContent, writeContent, writeNodes } from '../content'
import { contentOf, newReportDoc, recordsOf, REPORT_SCHEMA } from '../document'
import { doc as docNode, type ReportNode } from '../nodes'
import { readReport, type ReportState } from '../read'
import { REPORT_ID, setSettings } from '../settings'
import type { ImportedReport } from './fromSpec'
import { same } from './slate'

/** A document of its own. */
export function importedDoc(imported: ImportedReport): Y.Doc {
  const doc = newReportDoc()
  doc.transact(() => {
    setField(recordsOf(doc, 'settings'), REPORT_ID, ['schema'], REPORT_SCHEMA)
    writeImported(doc, imported)
  })
  return doc
}

/** As it is read once it is written: what later changes are compared with. */
export function importedState(imported: ImportedReport): ReportState {
  const doc = importedDoc(imported)
  const state = readReport(doc)
  doc.destroy()
  return state
}

/** Nodes as they are read once they are written. */
export function asRead(nodes: readonly ReportNode[]): ReportNode[] {
  if (nodes.length === 0) return []
  const doc = newReportDoc()
  writeContent(contentOf(doc), docNode([...nodes]))
  const read = readContent(contentOf(doc)).content ?? []
  doc.destroy()
  return read
}

/** In place of what there is, in a change of the caller's; what is the same stays as it is. */
export function writeImported(doc: Y.Doc, imported: ImportedReport): void {
  setSettings(doc, { width: imported.width })
  const runSets = new Map<string, Tree>()
  for (const { runSet, place } of imported.runSets) {
    const { project, conditions, columns, hidden, colors } = runSet
    runSets.set(runSet.id, {
      ...{ made: true, name: runSet.name, place: [...place], search: runSet.search || undefined },
      project: project ? [project.entity, project.name] : undefined,
      sort: runSet.sort.length > 0 ? (runSet.sort as unknown as Leaf) : undefined,
      groupBy: runSet.groupBy.length > 0 ? [...runSet.groupBy] : undefined,
      conditions: Object.fromEntries(
        conditions.map(({ id, filter }) => [id, { filter: [filter as unknown as Leaf] }]),
      ),
      columns: Object.fromEntries(
        columns.map(({ id, shown, pinned, width, place: at }) => {
          return [id, { shown, pinned, width, place: [...at] }]
        }),
      ),
      hidden: Object.fromEntries([...hidden].map((key) => [key, true])),
      colors: Object.fromEntries(colors),
    })
  }
  const grids = new Map<string, Tree>()
  const panels = new Map<string, Tree>()
  for (const grid of imported.grids) {
    let rank = ''
    const ranks = grid.runSets.map((id) => [id, (rank = rankBetween(rank, undefined))] as const)
    const settings = toTree(grid.settings)
    grids.set(grid.id, { made: true, runSets: Object.fromEntries(ranks), settings })
    let place: Place | undefined
    for (const { spec, w, h } of grid.panels) {
      place = placeBetween(place, undefined)
      panels.set(spec.id, { ...toTree(spec), at: { spot: [grid.id, ...place], w, h } })
    }
  }
  replaceRecords(doc, 'runSets', runSets)
  replaceRecords(doc, 'grids', grids)
  replaceRecords(doc, 'panels', panels)
  replaceBlocks(
    doc,
    imported.blocks.flatMap(({ nodes }) => nodes),
  )
}

function replaceRecords(
  doc: Y.Doc,
  root: 'runSets' | 'grids' | 'panels',
  wanted: ReadonlyMap<string, Tree>,
): void {
  const map = recordsOf(doc, root)
  const before = readRecords(map)
  for (const id of before.keys()) if (!wanted.has(id)) removeRecord(map, id)
  for (const [id, record] of wanted) writeRecord(map, id, before.get(id) ?? {}, record)
}

/** Blocks that are the same at the beginning and the end are left to whoever is at work on them. */
function replaceBlocks(doc: Y.Doc, nodes: readonly ReportNode[]): void {
  const content = contentOf(doc)
  const wanted = asRead(nodes.length > 0 ? nodes : [{ type: 'paragraph' }])
  const before = readContent(content).content ?? []
  // What reading gave another shape is written anew.
  if (before.length !== content.length) {
    writeContent(content, docNode(wanted))
    return
  }
  let start = 0
  while (start < before.length && start < wanted.length && same(before[start], wanted[start]))
    start++
  let end = 0
  const most = Math.min(before.length, wanted.length) - start
  while (end < most && same(before.at(-1 - end), wanted.at(-1 - end))) end++
  content.delete(start, before.length - start - end)
  content.insert(start, writeNodes(wanted.slice(start, wanted.length - end)))
}
