import { COLLAB_LIMITS } from '@/lib/collab/limits'
import type { Compactor, Roots, StoredDocument, UpdateRow } from '../documents'
import type { Log } from '../log'

const TAIL_ROWS = 500
const TAIL_BYTES = 512 * 1024
const IDLE_ROWS = 20
const RETRY_MS = 60_000

/** How large a document is where it is stored, and when that is worth a compaction. */
export class StoredSize {
  private snapshotBytes: number
  private rows: number
  private rowBytes: number
  private compacting = false
  private notBefore = 0
  private hasWarned = false

  constructor(
    private readonly documentId: number,
    stored: StoredDocument,
    private readonly roots: Roots,
    private readonly compactor: Compactor,
    private readonly log: Log,
  ) {
    this.snapshotBytes = stored.snapshot.bytes.length
    this.rows = stored.updates.length
    this.rowBytes = stored.updates.reduce((sum, { length }) => sum + length, 0)
    this.warn()
  }

  get bytes(): number {
    return this.snapshotBytes + this.rowBytes
  }

  grow(rows: readonly UpdateRow[]): void {
    this.rows += rows.length
    for (const { bytes } of rows) this.rowBytes += bytes.length
    if (this.rows > TAIL_ROWS || this.rowBytes > TAIL_BYTES) void this.compact()
  }

  compactIdle(): void {
    if (this.rows > IDLE_ROWS) void this.compact()
  }

  private async compact(): Promise<void> {
    if (this.compacting || Date.now() < this.notBefore) return
    this.compacting = true
    try {
      const { documentId, roots } = this
      const done = await this.compactor.compact({ documentId, roots })
      this.snapshotBytes = done.snapshotBytes
      this.rows -= done.updates
      this.rowBytes -= done.updateBytes
      this.warn()
    } catch (error) {
      this.notBefore = Date.now() + RETRY_MS
      this.log.info(`document ${this.documentId} was not compacted: ${String(error)}`)
    } finally {
      this.compacting = false
    }
  }

  private warn(): void {
    if (this.hasWarned || this.bytes < COLLAB_LIMITS.largeDocumentBytes) return
    this.hasWarned = true
    const megabytes = (this.bytes / 1024 / 1024).toFixed(1)
    this.log.info(`document ${this.documentId} is large: ${megabytes} MB`)
  }
}
