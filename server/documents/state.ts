/** A document as bytes: what is stored of it, and how the document comes back from that. */
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'

export type RootType = 'map' | 'array' | 'text' | 'xml'
/** Every root of a kind of document. One that is opened as another type spoils the document. */
export type Roots = Readonly<Record<string, RootType>>

export interface StoredState {
  /** Yjs update in format V2, with the SHA-256 it was stored with. */
  snapshot: { bytes: Uint8Array; sha256: Uint8Array }
  /** Yjs updates in format V1, in the order of their numbers. */
  updates: readonly Uint8Array[]
}

/** What is stored is damaged: better no document than another one. */
export class DamagedDocumentError extends Error {}

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

/** An empty document with its roots, each as what it is. */
export function emptyDocument(roots: Roots): Y.Doc {
  const doc = new Y.Doc()
  for (const [name, type] of Object.entries(roots)) openRoot(doc, name, type)
  return doc
}

function openRoot(doc: Y.Doc, name: string, type: RootType) {
  if (type === 'map') return doc.getMap(name)
  if (type === 'array') return doc.getArray(name)
  return type === 'text' ? doc.getText(name) : doc.getXmlFragment(name)
}

/** @throws DamagedDocumentError when anything that was stored is missing or has changed */
export function restoreDocument({ snapshot, updates }: StoredState, roots: Roots): Y.Doc {
  if (!Buffer.from(snapshot.sha256).equals(sha256(snapshot.bytes))) {
    throw new DamagedDocumentError('the snapshot is not the one that was stored')
  }
  const doc = emptyDocument(roots)
  Y.applyUpdateV2(doc, snapshot.bytes)
  if (updates.length > 0) Y.applyUpdate(doc, Y.mergeUpdates([...updates]))
  if (doc.store.pendingStructs || doc.store.pendingDs) {
    throw new DamagedDocumentError('stored changes build on others that are not there')
  }
  return doc
}

/** Whether two documents hold the same, deletions included, and show the same. */
export function isSameDocument(a: Y.Doc, b: Y.Doc, roots: Roots): boolean {
  if (!Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b))) return false
  // The order of a map's entries is that in which they came, and means nothing.
  return isDeepStrictEqual(shownBy(a, roots), shownBy(b, roots))
}

function shownBy(doc: Y.Doc, roots: Roots): unknown[] {
  return Object.entries(roots).map(([name, type]) => openRoot(doc, name, type).toJSON() as unknown)
}
