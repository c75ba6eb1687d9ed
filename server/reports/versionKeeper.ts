/**
 * Notices that a report is being written, and says when a version is due: once nobody wrote for a
 * while, and every now and then while somebody does. Who wrote is written down at once, since the
 * updates that say so may be compacted, and the server may end, before the version is kept.
 */
import type { PrismaClient } from '../db'
import type { Log } from '../log'

export interface KeeperTimes {
  /** Without a change for this long, a version is kept. */
  idleMs: number
  /** While changes come, one is kept this often. */
  everyMs: number
}

const RETRY_MS = 5_000

interface Writing {
  /** When the first change came that no version has. */
  since: number
  timer: NodeJS.Timeout | undefined
  writers: Set<number>
}

export class VersionKeeper {
  private readonly writing = new Map<number, Writing>()
  private readonly noting = new Set<Promise<void>>()
  private closed = false

  constructor(
    private readonly prisma: PrismaClient,
    private readonly times: KeeperTimes,
    private readonly keep: (documentId: number) => Promise<void>,
    private readonly log: Log,
  ) {}

  /** Changes have become durable. */
  stored(documentId: number, writers: ReadonlySet<number | null>): void {
    const now = Date.now()
    const writing = this.writing.get(documentId) ?? {
      since: now,
      timer: undefined,
      writers: new Set(),
    }
    this.writing.set(documentId, writing)
    for (const userId of writers) {
      if (userId === null || writing.writers.has(userId)) continue
      writing.writers.add(userId)
      this.note(documentId, userId, writing)
    }
    const due = Math.min(now + this.times.idleMs, writing.since + this.times.everyMs)
    this.schedule(documentId, writing, due - now)
  }

  /** A version of what is there now is being kept: answers who wrote it, and begins anew. */
  taken(documentId: number): ReadonlySet<number> {
    const writing = this.writing.get(documentId)
    clearTimeout(writing?.timer)
    this.writing.delete(documentId)
    return writing?.writers ?? new Set()
  }

  /** Resolves once all who wrote so far are written down. */
  async noted(): Promise<void> {
    await Promise.all(this.noting)
  }

  async close(): Promise<void> {
    this.closed = true
    for (const { timer } of this.writing.values()) clearTimeout(timer)
    await this.noted()
  }

  private schedule(documentId: number, writing: Writing, inMs: number): void {
    clearTimeout(writing.timer)
    if (this.closed) return
    writing.timer = setTimeout(() => {
      this.keep(documentId).catch((error: unknown) => {
        this.log.info(`a version of document ${documentId} is kept later: ${String(error)}`)
        const again = this.writing.get(documentId) ?? writing
        this.writing.set(documentId, again)
        this.schedule(documentId, again, RETRY_MS)
      })
    }, inMs)
    writing.timer.unref()
  }

  private note(documentId: number, userId: number, writing: Writing): void {
    const work = this.prisma.$executeRaw`INSERT INTO report_editor (report_id, user_id, at)
      SELECT id, ${userId}::int, clock_timestamp() FROM report WHERE document_id = ${documentId}::int
      ON CONFLICT (report_id, user_id) DO UPDATE SET at = excluded.at`
      .then(() => {})
      .catch((error: unknown) => {
        // Tried again with their next change.
        writing.writers.delete(userId)
        this.log.info(`who wrote document ${documentId}: ${String(error)}`)
      })
      .finally(() => this.noting.delete(work))
    this.noting.add(work)
  }
}
