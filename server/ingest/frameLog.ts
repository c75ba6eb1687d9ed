/**
 * The durable log of frames: one row of frame_group a group commit.
 *
 * While one group is being committed, frames that arrive wait and form the next group, so the cost
 * of a commit is shared by all clients that happen to write at once. Group numbers are given out
 * here, before the commit, so that after a lost connection it can be found out whether the group
 * was written.
 */
import type pg from 'pg'
import type { Log } from '../log'
import { splitFrames } from './frame'

const MAX_GROUP_BYTES = 8 * 1024 * 1024
const RETRY_MS = 250
const FAILURE_MEMORY_MS = 1000
const DELETE_BATCH = 500

/** The frame was not written, and will not be. */
export class NotLoggedError extends Error {}

interface Pending {
  frame: Buffer
  resolve: (group: number) => void
  reject: (error: Error) => void
}

export class FrameLog {
  private nextGroup = 1
  private pending: Pending[] = []
  private pendingSize = 0
  private running: Promise<void> | undefined
  private lastFailure: { message: string; at: number } | undefined
  /** Frames of each stored group that its runs have not moved to their tables yet. */
  private readonly unflushed = new Map<number, number>()
  private deletable: number[] = []

  constructor(
    private readonly pool: pg.Pool,
    /** False while another process may hold the database. */
    private readonly mayWrite: () => boolean,
    private readonly log: Log,
  ) {}

  /** Bytes waiting to be committed. */
  get pendingBytes(): number {
    return this.pendingSize
  }

  /** Why nothing could be written a moment ago, if so; then it is worth trying again. */
  get failure(): string | undefined {
    const failure = this.lastFailure
    return failure && Date.now() - failure.at < FAILURE_MEMORY_MS ? failure.message : undefined
  }

  /**
   * Reads every stored frame in order and goes on numbering after the last group. `replay` answers
   * whether it needs the frame kept. Throws CorruptFrameError for a damaged group.
   */
  async recover(replay: (frame: Buffer, group: number) => Promise<boolean>): Promise<number> {
    const last = await this.pool.query<{ id: number }>(`
      SELECT greatest(
        (SELECT max(id) FROM frame_group),
        (SELECT max(greatest(head_group, console_group)) FROM ingest_state), 0)::bigint AS id`)
    this.nextGroup = last.rows[0]!.id + 1
    let frames = 0
    for (let after = 0; ;) {
      const found = await this.pool.query<{ id: number; payload: Buffer }>(
        'SELECT id, payload FROM frame_group WHERE id > $1 ORDER BY id LIMIT 16',
        [after],
      )
      if (found.rows.length === 0) return frames
      for (const { id, payload } of found.rows) {
        after = id
        let kept = 0
        for (const frame of splitFrames(payload)) {
          frames++
          if (await replay(frame, id)) kept++
        }
        if (kept > 0) this.unflushed.set(id, kept)
        else this.deletable.push(id)
      }
    }
  }

  /**
   * Resolves with the group once the frame is durable. Rejects with NotLoggedError once it is
   * certain that it is not; until either is known the promise stays open.
   */
  append(frame: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.pending.push({ frame, resolve, reject })
      this.pendingSize += frame.length
      this.running ??= this.run()
    })
  }

  /** Says that a run has moved one of the group's frames to its tables. */
  release(group: number): void {
    const left = (this.unflushed.get(group) ?? 1) - 1
    if (left > 0) this.unflushed.set(group, left)
    else {
      this.unflushed.delete(group)
      this.deletable.push(group)
    }
  }

  /** Deletes groups nobody needs any more. */
  async prune(): Promise<void> {
    while (this.deletable.length > 0) {
      const batch = this.deletable.slice(0, DELETE_BATCH)
      await this.pool.query({
        name: 'delete-groups',
        text: 'DELETE FROM frame_group WHERE id = ANY($1::bigint[])',
        values: [batch],
      })
      this.deletable.splice(0, batch.length)
    }
  }

  /** Waits for everything appended so far. */
  async idle(): Promise<void> {
    await this.running
  }

  private async run(): Promise<void> {
    // Frames of requests that are being handled in this turn of the event loop join the group.
    await new Promise(setImmediate)
    while (this.pending.length > 0) await this.commit(this.takeGroup())
    this.running = undefined
  }

  private takeGroup(): Pending[] {
    let size = 0
    let n = 0
    while (n < this.pending.length && (n === 0 || size < MAX_GROUP_BYTES)) {
      size += this.pending[n++]!.frame.length
    }
    return this.pending.splice(0, n)
  }

  private async commit(group: Pending[]): Promise<void> {
    const id = this.nextGroup
    const payload = Buffer.concat(group.map((p) => p.frame))
    try {
      const written = await this.write(id, payload)
      this.pendingSize -= payload.length
      if (!written) throw new NotLoggedError(this.lastFailure?.message)
      this.nextGroup = id + 1
      this.unflushed.set(id, group.length)
      for (const { resolve } of group) resolve(id)
    } catch (error) {
      for (const { reject } of group) reject(error as Error)
    }
  }

  /** True when the group is stored, false when it is certain that it is not. */
  private async write(id: number, payload: Buffer): Promise<boolean> {
    if (!this.mayWrite()) return this.failed('the database is not available')
    try {
      await this.pool.query({
        name: 'append-group',
        // A group given up on after a lost connection might still be committed by its old backend:
        // its clients were told to send again, so the one that is written now takes its place.
        text: `INSERT INTO frame_group (id, payload) VALUES ($1, $2)
          ON CONFLICT (id) DO UPDATE SET payload = EXCLUDED.payload`,
        values: [id, payload],
      })
      this.recovered()
      return true
    } catch (error) {
      this.failed((error as Error).message)
      // An error that the server itself reports has rolled the statement back.
      if (isServerReport(error)) return false
    }
    // The connection was lost: the commit may or may not have happened. Nothing else is written
    // before that is known, so that rows keep their numbers.
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      try {
        const found = await this.pool.query('SELECT 1 FROM frame_group WHERE id = $1', [id])
        this.recovered()
        return found.rowCount === 1
      } catch (error) {
        this.failed((error as Error).message)
      }
    }
  }

  private failed(message: string): false {
    if (this.lastFailure === undefined) this.log.error(`rows cannot be stored: ${message}`)
    this.lastFailure = { message, at: Date.now() }
    return false
  }

  private recovered(): void {
    if (this.lastFailure !== undefined) this.log.info('rows can be stored again')
    this.lastFailure = undefined
  }
}

/** Whether PostgreSQL answered with an error of its own, other than that it is going away. */
function isServerReport(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  // Class 57P: the server is shutting down or starting; class 08: connection exceptions.
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^(57P|08)/.test(code)
}
