/**
 * Keeps what rows repeat of their documents: titles for lists, and when anything last changed. A row
 * may lag a moment behind; after a crash it is caught up with what the document had stored.
 */
import type * as Y from 'yjs'
import { toStorableText } from '@/lib/json/storable'
import { readNames } from '@/lib/reports/settings'
import { isDatabaseOutage, type PrismaClient } from '../db'
import type { Log } from '../log'

const EVERY_MS = 1_000
const RETRY_MS = 5_000

interface Waiting {
  title: string
  description: string
  timer: NodeJS.Timeout
}

export class RowKeeper {
  private readonly waiting = new Map<number, Waiting>()
  private readonly writing = new Map<number, Promise<void>>()

  /** @param renamed what a list shows of the project's reports is another */
  constructor(
    private readonly prisma: PrismaClient,
    private readonly renamed: (projectId: number) => void,
    private readonly log: Log,
  ) {}

  /** The document as it is has become durable. */
  stored(documentId: number, doc: Y.Doc): void {
    const { title, description } = readNames(doc)
    this.note(documentId, toStorableText(title), toStorableText(description), EVERY_MS)
  }

  /** Writes what waits now, and resolves when the row says it. */
  async settle(documentId: number): Promise<void> {
    await this.writing.get(documentId)
    const found = this.waiting.get(documentId)
    if (!found) return
    clearTimeout(found.timer)
    this.waiting.delete(documentId)
    const writing = this.write(documentId, found).finally(() => {
      if (this.writing.get(documentId) === writing) this.writing.delete(documentId)
    })
    this.writing.set(documentId, writing)
    await writing
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.waiting.keys()].map((id) => this.settle(id)))
    for (const { timer } of this.waiting.values()) clearTimeout(timer)
    this.waiting.clear()
  }

  private note(documentId: number, title: string, description: string, inMs: number): void {
    const found = this.waiting.get(documentId)
    if (found) {
      found.title = title
      found.description = description
      return
    }
    const timer = setTimeout(() => this.later(documentId), inMs)
    timer.unref()
    this.waiting.set(documentId, { title, description, timer })
  }

  private later(documentId: number): void {
    const { title, description } = this.waiting.get(documentId) ?? {}
    this.settle(documentId).catch((error: unknown) => {
      if (isDatabaseOutage(error)) this.log.debug(`row of document ${documentId}: ${String(error)}`)
      else this.log.error(`row of document ${documentId}`, error)
      // What was noted meanwhile is newer, and stays.
      if (title !== undefined && description !== undefined && !this.waiting.has(documentId)) {
        this.note(documentId, title, description, RETRY_MS)
      }
    })
  }

  private async write(
    documentId: number,
    { title, description }: Pick<Waiting, 'title' | 'description'>,
  ): Promise<void> {
    const before = await this.prisma.report.findUnique({
      where: { documentId },
      select: { title: true, description: true, projectId: true },
    })
    if (!before) return
    const data = { title, description, updatedAt: new Date() }
    await this.prisma.report.updateMany({ where: { documentId }, data })
    if (before.title !== title || before.description !== description) {
      this.renamed(before.projectId)
    }
  }
}
