/**
 * The Y.Doc of a workspace: what one saved view holds. Everything is flat records (records.ts), so
 * that edits merge field by field and no replica ever makes a container that another makes too.
 */
import * as Y from 'yjs'
import type { Leaf, Records } from './records'

/** Raised when older pages would misread, or spoil, what newer ones write. */
export const WORKSPACE_SCHEMA = 1

/** Every root, with its type: one that is opened as another type spoils the document. */
export const WORKSPACE_ROOTS = {
  /** Fields of the run set: sort, groupBy, search. */
  runSet: 'map',
  /** Conditions, by id; a run must meet all that are not disabled. */
  conditions: 'map',
  /** Columns of the runs table, by column id. */
  columns: 'map',
  /** Runs and groups that are not drawn: `run/<numeric id>`, `group/<JSON of its values>`. */
  hidden: 'map',
  /** Colours that people gave, by the same names. */
  colors: 'map',
  /** What panels inherit, and how the grid looks. */
  settings: 'map',
  sections: 'map',
  panels: 'map',
} as const
export type WorkspaceRoot = keyof typeof WORKSPACE_ROOTS

export function rootOf(doc: Y.Doc, name: WorkspaceRoot): Records {
  return doc.getMap<Leaf>(name)
}

/** The one origin of a person's own changes: what their undo takes back. */
export const OWN_CHANGE = Symbol('own change')

/** A document with every root opened as what it is. */
export function newWorkspaceDoc(): Y.Doc {
  const doc = new Y.Doc()
  for (const name of Object.keys(WORKSPACE_ROOTS) as WorkspaceRoot[]) rootOf(doc, name)
  return doc
}
