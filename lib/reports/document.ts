/**
 * The Y.Doc of a report: the text as ProseMirror's editors bind to it, and beside it flat records
 * (workspace/records.ts) of what the text only names: grids, panels, run sets. A block that is
 * dragged is deleted and made anew; what it shows must not depend on that.
 */
import * as Y from 'yjs'
import type { Leaf, Records } from '../workspace/records'

/** Raised when older pages would misread, or spoil, what newer ones write. */
export const REPORT_SCHEMA = 1

/** Every root, with its type: one that is opened as another type spoils the document. */
export const REPORT_ROOTS = {
  /** The text. Blocks in it hold ids of the records below, never settings. */
  content: 'xml',
  /** `report`: title, description, width, schema; `defaults`: what all panels inherit. */
  settings: 'map',
  /** Grids of panels, by id: run sets, caption, settings. */
  grids: 'map',
  /** As in a workspace; the section that a panel's spot names is its grid. */
  panels: 'map',
  /** Which runs, of which project, how ordered, grouped and coloured; live or frozen. */
  runSets: 'map',
} as const
export type ReportRoot = keyof typeof REPORT_ROOTS
export type ReportRecords = Exclude<ReportRoot, 'content'>

export function recordsOf(doc: Y.Doc, name: ReportRecords): Records {
  return doc.getMap<Leaf>(name)
}

export function contentOf(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment('content')
}

/** A document with every root opened as what it is, and nothing in it: what a client begins with. */
export function newReportDoc(): Y.Doc {
  const doc = new Y.Doc()
  contentOf(doc)
  for (const name of Object.keys(REPORT_ROOTS) as ReportRoot[]) {
    if (name !== 'content') recordsOf(doc, name)
  }
  return doc
}
