/** Which rows are handed to the seal thread, and when: full chunks, idle tails, and under pressure. */
import type { Log } from '../log'
import { CHUNK_ROWS, type SealColumn, type Sealer, type SealJob } from '../metrics'
import type { FrameColumn } from './frame'
import type { OpenRun } from './openRun'
import type { StreamState } from './streamState'

const RETRY_MS = 2_000
const MAX_SEAL_ROWS = 16 * CHUNK_ROWS

export class Sealing {
  private readonly running = new Set<Promise<void>>()
  private closing = false

  constructor(
    private readonly sealer: Sealer,
    private readonly idleMs: number,
    private readonly log: Log,
    /** After rows of the run were sealed. */
    private readonly sealed: (run: OpenRun) => void,
  ) {}

  /** Waits for what is under way and begins nothing of itself any more. */
  async close(): Promise<void> {
    this.closing = true
    await Promise.allSettled(this.running)
  }

  /** Whole chunks. */
  sealFull(run: OpenRun): void {
    for (const stream of Object.values(run.streams)) {
      const full = Math.floor(stream.nextRow / CHUNK_ROWS) * CHUNK_ROWS
      if (full > stream.tail.firstRow) this.seal(run, stream, full)
    }
  }

  /** Rows that have waited long enough for a chunk to fill. */
  sealIdle(run: OpenRun, now: number): void {
    for (const stream of Object.values(run.streams)) {
      const since = stream.unsealedSince
      if (since !== undefined && now - since > this.idleMs) this.seal(run, stream, stream.nextRow)
    }
  }

  /** Part-filled chunks, largest tails first, until `excess` bytes are on their way out of memory. */
  async relieve(runs: Iterable<OpenRun>, excess: number, wait: boolean): Promise<void> {
    for (const run of [...runs].sort((a, b) => b.tailBytes - a.tailBytes)) {
      if (excess <= 0) break
      excess -= run.tailBytes
      for (const stream of Object.values(run.streams)) {
        if (stream.tail.rows > 0) this.seal(run, stream, stream.nextRow)
      }
    }
    if (wait) await Promise.allSettled(this.running)
  }

  /**
   * Everything of the stream that lies below `row` now.
   * @throws what made the sealing fail
   */
  async sealThrough(run: OpenRun, stream: StreamState, row: number): Promise<void> {
    const end = Math.min(row, stream.nextRow)
    while (stream.tail.firstRow < end) {
      // One seal of a stream at a time, whoever asked for it.
      if (stream.sealing) await Promise.allSettled(this.running)
      else await this.begin(run, stream, stream.nextRow)
    }
  }

  private seal(run: OpenRun, stream: StreamState, end: number): void {
    if (!stream.maySeal(Date.now())) return
    this.begin(run, stream, end).catch((error: unknown) => {
      this.log.error(`run ${run.runId}: sealing failed and will be repeated`, error)
      stream.retrySealAt(Date.now() + RETRY_MS)
    })
  }

  private begin(run: OpenRun, stream: StreamState, end: number): Promise<void> {
    stream.sealing = true
    const work = this.sealNow(run, stream, end).finally(() => {
      stream.sealing = false
      this.running.delete(work)
    })
    this.running.add(work)
    return work
  }

  private async sealNow(run: OpenRun, stream: StreamState, wanted: number): Promise<void> {
    const firstRow = stream.tail.firstRow
    const end = Math.min(wanted, firstRow + MAX_SEAL_ROWS)
    const rows = end - firstRow
    const { columns, cells } = stream.tail.copyBelow(rows)
    const keyCount = stream.keyCount
    const job: SealJob = {
      runId: run.runId,
      projectId: run.projectId,
      stream: stream.id,
      lineage: stream.lineage,
      firstRow,
      endRow: end,
      columns: withUnsavedKeys(columns, stream),
      cells,
      lastCol: keyCount - 1,
      writers: stream.ledger.upTo(end),
      clients: Object.fromEntries(run.clients),
    }
    const parts = await this.sealer.seal(job)
    stream.sealed(rows, parts, keyCount)
    this.sealed(run)
    if (!this.closing) setImmediate(() => this.sealFull(run))
  }
}

/** Keys that have shown no number yet are saved too, with the first rows that are sealed after. */
function withUnsavedKeys(columns: FrameColumn[], stream: StreamState): SealColumn[] {
  const all = [...columns]
  const present = new Set(columns.map((column) => column.col))
  for (let col = stream.savedKeys; col < stream.keyCount; col++) {
    if (!present.has(col)) all.push({ col, rows: null, values: new Float64Array(0) })
  }
  return all.map((column) => {
    return { ...column, name: stream.nameOf(column.col), fresh: column.col >= stream.savedKeys }
  })
}
