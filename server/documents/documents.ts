import type pg from 'pg'
import * as Y from 'yjs'
import { canReadProject, canWriteProject, type Principal, type ProjectRights } from '../auth'
import type { DocumentKind, Prisma, PrismaClient } from '../db'
import { sha256, type StoredState } from './state'

export interface DocumentFacts extends ProjectRights {
  kind: DocumentKind
  projectId: number
}

export interface StoredDocument extends StoredState {
  /** Number of the last update; the next one gets the one after it. */
  lastSeq: number
}

export interface UpdateRow {
  seq: number
  /** Who delivered it; null for a change of the server's own. */
  userId: number | null
  /** Yjs update in format V1. */
  bytes: Uint8Array
}

/** Where shared documents are kept. Live ones belong to server/collab: nobody else appends. */
export class Documents {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly pool: pg.Pool,
  ) {}

  /**
   * Makes a document in the caller's transaction.
   * @param initialState Yjs update in format V1; seeded here, once, since two browsers that seed make two seeds
   */
  async create(
    client: Prisma.TransactionClient,
    kind: DocumentKind,
    projectId: number,
    initialState: Uint8Array,
  ): Promise<number> {
    const bytes = Y.convertUpdateFormatV1ToV2(initialState)
    const { id } = await client.document.create({
      data: {
        kind,
        projectId,
        snapshot: {
          create: { uptoSeq: 0, bytes: Buffer.from(bytes), sha256: Buffer.from(sha256(bytes)) },
        },
      },
    })
    return id
  }

  /** False when there was none. Whoever edits it is to be told by `Collab.close`. */
  async remove(id: number): Promise<boolean> {
    const { count } = await this.prisma.document.deleteMany({ where: { id } })
    return count === 1
  }

  async find(id: number): Promise<DocumentFacts | undefined> {
    const found = await this.prisma.document.findUnique({
      where: { id },
      select: {
        kind: true,
        projectId: true,
        project: { select: { entityId: true, visibility: true, creatorId: true, frozen: true } },
      },
    })
    return found ? { kind: found.kind, projectId: found.projectId, ...found.project } : undefined
  }

  /** Who writes in a project edits its documents, who reads it reads them. */
  async roleByProject(principal: Principal, id: number): Promise<'write' | 'read' | null> {
    const facts = await this.find(id)
    if (!facts || !canReadProject(principal, facts)) return null
    return canWriteProject(principal, facts) ? 'write' : 'read'
  }

  /** Undefined when there is no such document. */
  async load(id: number): Promise<StoredDocument | undefined> {
    // One statement, so that no compaction falls between the snapshot and what follows it.
    const { rows } = await this.pool.query<{
      bytes: Buffer
      sha256: Buffer
      upto_seq: number
      updates: Buffer[]
      last_seq: number | null
    }>({
      name: 'load-document',
      text: `SELECT s.bytes, s.sha256, s.upto_seq, u.last_seq,
          coalesce(u.updates, '{}'::bytea[]) AS updates
        FROM document_snapshot s LEFT JOIN LATERAL (
          SELECT array_agg(bytes ORDER BY seq) AS updates, max(seq) AS last_seq
          FROM document_update WHERE document_id = s.document_id AND seq > s.upto_seq
        ) u ON true WHERE s.document_id = $1`,
      values: [id],
    })
    const [row] = rows
    if (!row) return undefined
    return {
      snapshot: { bytes: row.bytes, sha256: row.sha256 },
      updates: row.updates,
      lastSeq: row.last_seq ?? row.upto_seq,
    }
  }

  /**
   * Stores updates, all or none. The same numbers mean the same updates, so that an append whose
   * answer was lost is repeated without harm.
   */
  async append(documentId: number, updates: readonly UpdateRow[]): Promise<void> {
    const values: unknown[] = [documentId]
    const tuples = updates.map(({ seq, userId, bytes }, i) => {
      values.push(seq, userId, bytes)
      return `($1, $${3 * i + 2}, $${3 * i + 3}, $${3 * i + 4})`
    })
    const text = `INSERT INTO document_update (document_id, seq, user_id, bytes)
      VALUES ${tuples.join(', ')} ON CONFLICT (document_id, seq) DO NOTHING`
    // Nearly always one person's: that one is prepared.
    await this.pool.query(
      updates.length === 1 ? { name: 'append-update', text, values } : { text, values },
    )
  }
}

/** Whether an append failed because the document was deleted. */
export function isDocumentGone(error: unknown): boolean {
  const FOREIGN_KEY_VIOLATION = '23503'
  return (error as { code?: unknown }).code === FOREIGN_KEY_VIOLATION
}
