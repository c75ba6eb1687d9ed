/**
 * Makes the updates of one document durable. While a batch is on its way to the database, what comes
 * joins the next one; a batch whose fate is unknown is sent again under the same numbers until the
 * database has answered, so nothing that was taken is dropped and nothing is stored twice.
 */
import * as Y from 'yjs'
import { isDocumentGone, type UpdateRow } from '../documents'
import type { Log } from '../log'

const DELAY_MS = 15
const BATCH_BYTES = 64 * 1024
/** More at once are merged in parts: merging takes longer the more there are. */
const MERGE_UPDATES = 200
const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 2_000

export interface WriterHooks {
  append(updates: readonly UpdateRow[]): Promise<void>
  /** False while another process may hold the database. */
  mayWrite(): boolean
  /** Of all that was added so far. */
  stateVector(): Uint8Array
  /** All batches up to this one are stored. */
  durable(batch: number, stateVector: Uint8Array, rows: readonly UpdateRow[]): void
  /** The document was deleted: nothing of it can be stored any more. */
  gone(): void
}

interface Added {
  userId: number | null
  bytes: Uint8Array
}

export class UpdateWriter {
  private added: Added[] = []
  private addedBytes = 0
  private inFlightBytes = 0
  private inFlight = false
  private timer: NodeJS.Timeout | undefined
  /** Number of the batch that is being filled. */
  private open = 1
  private durableBatch = 0
  private ended = false
  private waiters: (() => void)[] = []
  private failing = false

  constructor(
    private readonly documentId: number,
    private nextSeq: number,
    private readonly hooks: WriterHooks,
    private readonly log: Log,
  ) {}

  add(userId: number | null, bytes: Uint8Array): void {
    if (this.ended) return
    this.added.push({ userId, bytes })
    this.addedBytes += bytes.length
    this.schedule()
  }

  /** The batch that holds what was added last; 0 when all of it is durable. */
  get lastBatch(): number {
    if (this.added.length > 0) return this.open
    return this.inFlight ? this.open - 1 : 0
  }

  get pendingBytes(): number {
    return this.addedBytes + this.inFlightBytes
  }

  get isIdle(): boolean {
    return this.added.length === 0 && !this.inFlight
  }

  /** Resolves once all that was added so far is durable, or can never be. */
  async flushed(): Promise<boolean> {
    const batch = this.lastBatch
    while (!this.ended && batch > this.durableBatch) {
      await new Promise<void>((resolve) => this.waiters.push(resolve))
    }
    return !this.ended
  }

  /** Gives up what is not stored. */
  end(): void {
    this.ended = true
    this.added = []
    this.addedBytes = 0
    clearTimeout(this.timer)
    this.wake()
  }

  private schedule(): void {
    if (this.inFlight || this.ended || this.added.length === 0) return
    if (this.addedBytes >= BATCH_BYTES) this.start()
    else this.timer ??= setTimeout(() => this.start(), DELAY_MS)
  }

  private start(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const rows = this.rows(this.added)
    const stateVector = this.hooks.stateVector()
    this.inFlightBytes = this.addedBytes
    this.added = []
    this.addedBytes = 0
    this.inFlight = true
    const batch = this.open++
    void this.store(rows).then((stored) => {
      this.inFlight = false
      this.inFlightBytes = 0
      if (!stored) return
      this.durableBatch = batch
      this.hooks.durable(batch, stateVector, rows)
      this.wake()
      this.schedule()
    })
  }

  /** One row for what one person delivered in a stretch. */
  private rows(added: readonly Added[]): UpdateRow[] {
    const rows: UpdateRow[] = []
    for (let i = 0; i < added.length;) {
      const { userId } = added[i]!
      const updates: Uint8Array[] = []
      while (i < added.length && updates.length < MERGE_UPDATES && added[i]!.userId === userId) {
        updates.push(added[i++]!.bytes)
      }
      const bytes = updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates)
      rows.push({ seq: this.nextSeq++, userId, bytes })
    }
    return rows
  }

  private async store(rows: readonly UpdateRow[]): Promise<boolean> {
    for (let wait = FIRST_RETRY_MS; !this.ended; wait = Math.min(2 * wait, LAST_RETRY_MS)) {
      try {
        if (!this.hooks.mayWrite()) throw new Error('the database is not available')
        await this.hooks.append(rows)
        if (this.failing) this.log.info(`document ${this.documentId} can be stored again`)
        this.failing = false
        return true
      } catch (error) {
        if (isDocumentGone(error)) {
          this.end()
          this.hooks.gone()
          return false
        }
        this.report(error)
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    }
    return false
  }

  private report(error: unknown): void {
    if (this.failing) return
    this.failing = true
    const why = error instanceof Error ? error.message : String(error)
    this.log.error(`document ${this.documentId} cannot be stored, trying again: ${why}`)
  }

  private wake(): void {
    const waiters = this.waiters
    this.waiters = []
    for (const wake of waiters) wake()
  }
}
