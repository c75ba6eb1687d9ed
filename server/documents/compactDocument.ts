import type pg from 'pg'
import * as Y from 'yjs'
import { DamagedDocumentError, isSameDocument, restoreDocument, type Roots, sha256 } from './state'

export interface CompactJob {
  documentId: number
  roots: Roots
}

export interface Compacted {
  /** Bytes of the new snapshot. */
  snapshotBytes: number
  /** Updates that became part of it, and their bytes. */
  updates: number
  updateBytes: number
}

/** With the id of the document, the one-number lock that compactions of it wait for. */
const LOCK_SPACE = 0x646f_6300_0000_0000n

/**
 * Replaces the snapshot and the updates behind it by one snapshot, in one transaction. Nothing is
 * deleted before what replaces it has been read back and found to be the same document.
 */
export async function compactDocument(
  client: pg.ClientBase,
  { documentId, roots }: CompactJob,
): Promise<Compacted> {
  await client.query('BEGIN')
  try {
    const lock = LOCK_SPACE + BigInt(documentId)
    await client.query('SELECT pg_advisory_xact_lock($1::bigint)', [String(lock)])
    const compacted = await replace(client, documentId, roots)
    await client.query('COMMIT')
    return compacted
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

async function replace(
  client: pg.ClientBase,
  documentId: number,
  roots: Roots,
): Promise<Compacted> {
  const old = await snapshotOf(client, documentId)
  const { rows } = await client.query<{ number: string; bytes: Buffer }>(
    `SELECT seq::text AS number, bytes FROM document_update
      WHERE document_id = $1 AND seq > $2 ORDER BY seq`,
    [documentId, old.upto],
  )
  const last = rows.at(-1)
  if (!last) return { snapshotBytes: old.bytes.length, updates: 0, updateBytes: 0 }
  const doc = restoreDocument({ snapshot: old, updates: rows.map((row) => row.bytes) }, roots)
  const bytes = Y.encodeStateAsUpdateV2(doc)
  await client.query(
    `UPDATE document_snapshot SET upto_seq = $2, bytes = $3, sha256 = $4 WHERE document_id = $1`,
    [documentId, last.number, bytes, sha256(bytes)],
  )
  const written = await snapshotOf(client, documentId)
  const again = restoreDocument({ snapshot: written, updates: [] }, roots)
  if (written.upto !== last.number || !isSameDocument(doc, again, roots)) {
    throw new DamagedDocumentError('the snapshot does not read back as the document it was made of')
  }
  await client.query('DELETE FROM document_update WHERE document_id = $1 AND seq <= $2', [
    documentId,
    last.number,
  ])
  const updateBytes = rows.reduce((sum, row) => sum + row.bytes.length, 0)
  return { snapshotBytes: bytes.length, updates: rows.length, updateBytes }
}

async function snapshotOf(client: pg.ClientBase, documentId: number) {
  const { rows } = await client.query<{ bytes: Buffer; sha256: Buffer; upto: string }>(
    'SELECT bytes, sha256, upto_seq::text AS upto FROM document_snapshot WHERE document_id = $1',
    [documentId],
  )
  if (!rows[0]) throw new Error(`document ${documentId} is gone`)
  return rows[0]
}
