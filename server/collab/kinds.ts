import type * as Y from 'yjs'
import type { DocumentRole } from '@/lib/collab/wire'
import type { Principal } from '../auth'
import type { DocumentKind } from '../db'
import type { Roots } from '../documents'

/** What the server has to know of a kind of document. */
export interface DocumentKindRules {
  /** Pages that say they speak another one are sent away to load anew. */
  schemaVersion: number
  roots: Roots
  /** Null for those to whom the document does not exist. */
  roleOf(principal: Principal, documentId: number): Promise<DocumentRole | null>
  /** Puts right what merging can leave: a pure function of the document, and idempotent. */
  repair?(doc: Y.Doc): void
  /**
   * The document as it is now has become durable. Reads it at once, and leaves it as it is.
   * @param writers who delivered what was stored just now; null stands for the server itself
   */
  stored?(documentId: number, doc: Y.Doc, writers: ReadonlySet<number | null>): void
}

export type DocumentKinds = Record<DocumentKind, DocumentKindRules>
