/**
 * Takes rows, console lines, summaries and statuses from clients, makes them durable, and moves
 * them to their tables in the background. Order, always: log → absorb → publish → acknowledge.
 */
import type pg from 'pg'
import type { Log } from '../log'
import {
  EVENTS_STREAM,
  HISTORY_STREAM,
  type OpenRuns,
  type RunSnapshot,
  type Sealer,
  type StreamId,
} from '../metrics'
import { loadConsole, storeConsole } from './consoleLines'
import {
  decodeFrame,
  encodeFrame,
  type Frame,
  type FrameInput,
  frameOf,
  type FrameStatus,
} from './frame'
import { FrameLog } from './frameLog'
import { type Absorbed, OpenRun } from './openRun'
import { type Post, prepare, type StoredFacts } from './prepare'
import { Sealing } from './sealing'
import { loadRun } from './storedRun'

const TICK_MS = 500
const FLUSH_EVERY_MS = 2_000
const CLOSE_AFTER_MS = 60_000
/** Held rows wait this long for the lines before them. */
const GAP_PATIENCE_MS = 10 * 60_000
/** Above this share of the memory limit, part-filled chunks are sealed to make room. */
const PRESSURE = 0.75

/** The newest summary and statuses of a run, to be put into its row. */
export interface RunHead {
  runId: number
  summary?: string
  statuses: FrameStatus[]
}

/** What the rest of the server does with what was absorbed. */
export interface IngestListener {
  /** Writes summaries and states within the given transaction. */
  saveHeads(client: pg.ClientBase, heads: RunHead[]): Promise<void>
  /** After that transaction was committed. */
  headsSaved(heads: RunHead[]): void
  absorbed(run: { runId: number; projectId: number }, what: Absorbed, nameOf: NameOf): void
}

export type NameOf = (stream: StreamId, col: number) => string

export interface IngestOptions {
  /** Bytes of unsealed rows in memory beyond which posts are put off. */
  tailBytes: number
  idleSealMs: number
}

/** The server holds as much as it may; the client should try again later. */
export class OverloadedError extends Error {}

export interface PostResult {
  clash: boolean
}

export class Ingest implements OpenRuns {
  readonly log: FrameLog
  private readonly runs = new Map<number, OpenRun>()
  private readonly opening = new Map<number, Promise<OpenRun>>()
  private readonly sealing: Sealing
  private timer: NodeJS.Timeout | undefined
  private ticking: Promise<void> | undefined
  private lastFlush = 0
  private headFlush: Promise<void> = Promise.resolve()
  private closing = false
  private facts: StoredFacts | undefined

  constructor(
    private readonly pool: pg.Pool,
    sealer: Sealer,
    private readonly listener: IngestListener,
    private readonly options: IngestOptions,
    mayWrite: () => boolean,
    private readonly serverLog: Log,
  ) {
    this.log = new FrameLog(pool, mayWrite, serverLog)
    this.sealing = new Sealing(sealer, options.idleSealMs, serverLog, (run) =>
      this.releaseGroups(run),
    )
  }

  /** What is stored already is read through parts that are made after this one. */
  setStoredFacts(facts: StoredFacts): void {
    this.facts = facts
  }

  /** Replays the log; to be awaited before the first post. Returns how many frames it held. */
  async start(): Promise<number> {
    const frames = await this.log.recover((bytes, group) => this.replay(decodeFrame(bytes), group))
    await this.flushAll()
    this.timer = setInterval(() => {
      this.ticking ??= this.tick().finally(() => (this.ticking = undefined))
    }, TICK_MS)
    return frames
  }

  /** Moves what can be moved quickly; the rest stays in the log for the next start. */
  async close(): Promise<void> {
    this.closing = true
    clearInterval(this.timer)
    await this.ticking
    await this.log.idle()
    await this.sealing.close()
    await this.flushAll().catch((error: unknown) => this.serverLog.error('last flush', error))
  }

  private async replay(frame: Frame, group: number): Promise<boolean> {
    const run = await this.open(frame.runId)
    if (!run || frame.generation !== run.generation) return false
    this.publish(run, run.absorb(frame, group, Date.now()))
    this.sealing.sealFull(run)
    await this.relievePressure(true)
    return true
  }

  // ---- posts

  /**
   * Resolves once everything in the post is durable.
   * @throws OverloadedError, NotLoggedError: nothing of the post was kept; send it again.
   */
  async post(runId: number, post: Post): Promise<PostResult> {
    if (this.closing) throw new OverloadedError('the server is stopping')
    if (this.memoryBytes > this.options.tailBytes) {
      throw new OverloadedError('more rows arrive than can be stored')
    }
    const failure = this.log.failure
    if (failure !== undefined) throw new OverloadedError(`rows cannot be stored: ${failure}`)
    return this.exclusively(runId, async (run) => {
      const { frame, clash } = await prepare(run, post, this.facts!)
      if (frame) await this.commit(run, frame)
      return { clash }
    })
  }

  private async exclusively<T>(runId: number, work: (run: OpenRun) => Promise<T>): Promise<T> {
    for (;;) {
      const run = await this.open(runId)
      if (!run) throw new Error(`run ${runId} does not exist`)
      const done = await run.exclusive(async () => {
        return run.outdated ? undefined : { result: await work(run) }
      })
      if (done) return done.result
    }
  }

  // ---- forks and rewinds

  /** Resolves once the run's history rows below `row` are in their tables. */
  async sealHistory(runId: number, row: number): Promise<void> {
    const run = await this.open(runId)
    if (run) await this.sealing.sealThrough(run, run.streams[HISTORY_STREAM], row)
  }

  /**
   * Commits a change of what the tables say of a run's history. Everything logged for the run so far
   * is moved to its tables before, and posts wait until the change is done.
   */
  async changeHistory(
    runId: number,
    change: (client: pg.ClientBase) => Promise<void>,
  ): Promise<void> {
    await this.exclusively(runId, async (run) => {
      await this.settle(run)
      await this.transaction(change)
      run.outdated = true
      this.runs.delete(runId)
    })
  }

  /** Leaves nothing of the run that is only in the log. */
  private async settle(run: OpenRun): Promise<void> {
    const { runId, generation } = run
    const waiting = Object.values(run.streams).filter((stream) => stream.heldCount > 0)
    const release = waiting.map((stream) => stream.id)
    if (release.length > 0) await this.commit(run, { runId, generation, rows: [], release })
    for (const stream of Object.values(run.streams)) {
      await this.sealing.sealThrough(run, stream, stream.nextRow)
    }
    await this.flushHeads([run])
    if (run.overlay.size > 0) await this.flushConsole(run)
    this.releaseGroups(run)
    if (!run.settled) throw new OverloadedError('rows of the run are still being stored')
  }

  private async commit(run: OpenRun, frame: FrameInput): Promise<void> {
    const group = await this.log.append(encodeFrame(frame))
    const absorbed = run.absorb(frameOf(frame), group, Date.now())
    this.publish(run, absorbed)
    this.sealing.sealFull(run)
    // The run's state is what people look at: it does not wait for the next flush.
    if (absorbed.status) await this.flushHeads([run])
  }

  private publish(run: OpenRun, absorbed: Absorbed): void {
    const nameOf: NameOf = (stream, col) => run.streams[stream].nameOf(col)
    this.listener.absorbed(run, absorbed, nameOf)
  }

  get memoryBytes(): number {
    let bytes = this.log.pendingBytes
    for (const run of this.runs.values()) bytes += run.tailBytes
    return bytes
  }

  // ---- open runs

  private async open(runId: number): Promise<OpenRun | undefined> {
    const open = this.runs.get(runId)
    if (open) {
      open.lastUsed = Date.now()
      return open
    }
    const opening =
      this.opening.get(runId) ??
      loadRun(this.pool, runId).then((stored) => {
        if (!stored) throw new UnknownRunError()
        const run = new OpenRun(stored)
        this.runs.set(runId, run)
        return run
      })
    this.opening.set(runId, opening)
    try {
      return await opening
    } catch (error) {
      if (error instanceof UnknownRunError) return undefined
      throw error
    } finally {
      this.opening.delete(runId)
    }
  }

  snapshot(
    runId: number,
    stream: StreamId,
    names: readonly string[] | 'all',
  ): RunSnapshot | undefined {
    return this.runs.get(runId)?.streams[stream].snapshot(names)
  }

  /** Keys that open runs of a project have, some of which may not be in its catalogue yet. */
  projectKeys(projectId: number, stream: StreamId): Set<string> {
    const names = new Set<string>()
    for (const run of this.runs.values()) {
      if (run.projectId !== projectId) continue
      for (const name of run.streams[stream].keyNames()) names.add(name)
    }
    return names
  }

  /** The next line numbers of the run's files, as a resuming client must continue them. */
  async lineCounts(runId: number): Promise<{ history: number; events: number; console: number }> {
    const run = await this.open(runId)
    if (!run) return { history: 0, events: 0, console: 0 }
    return {
      history: run.streams[HISTORY_STREAM].ledger.nextLine(0),
      events: run.streams[EVENTS_STREAM].ledger.nextLine(0),
      console: run.consoleLines,
    }
  }

  /** Whether the processes that write the run give names, and so share it on purpose. */
  async isShared(runId: number): Promise<boolean> {
    return ((await this.open(runId))?.clients.size ?? 0) > 0
  }

  /** How many processes have written rows of the run, by name or under clashing line numbers. */
  async writerCount(runId: number): Promise<number> {
    const run = await this.open(runId)
    return run ? Math.max(1, run.streams[HISTORY_STREAM].ledger.writerCount) : 1
  }

  /** The summary where it is newer than the run's row. */
  pendingSummary(runId: number): string | undefined {
    return this.runs.get(runId)?.summary
  }

  async consoleLength(runId: number): Promise<number> {
    return (await this.open(runId))?.consoleLines ?? 0
  }

  /** Console lines [from, to), those not stored yet included. */
  async consoleLines(runId: number, from: number, to: number): Promise<string[]> {
    const lines = await loadConsole(this.pool, runId, from, to)
    const overlay = this.runs.get(runId)?.overlay
    return lines.map((line, i) => overlay?.get(from + i) ?? line)
  }

  // ---- background work

  private async tick(): Promise<void> {
    const now = Date.now()
    try {
      await this.relievePressure(false)
      for (const run of this.runs.values()) {
        this.sealing.sealFull(run)
        this.sealing.sealIdle(run, now)
      }
      await this.releaseOldGaps(now)
      if (now - this.lastFlush >= FLUSH_EVERY_MS) {
        this.lastFlush = now
        await this.flushAll()
        this.closeSettled(now)
      }
    } catch (error) {
      this.serverLog.error('background work on rows failed and will be repeated', error)
    }
  }

  private async relievePressure(wait: boolean): Promise<void> {
    const { tailBytes } = this.options
    const { memoryBytes } = this
    if (memoryBytes <= tailBytes * PRESSURE) return
    await this.sealing.relieve(this.runs.values(), memoryBytes - (tailBytes * PRESSURE) / 2, wait)
  }

  private async flushAll(): Promise<void> {
    const runs = [...this.runs.values()]
    await this.flushHeads(runs)
    for (const run of runs) if (run.overlay.size > 0) await this.flushConsole(run)
    for (const run of runs) this.releaseGroups(run)
    await this.log.prune()
  }

  /** One at a time: two flushes of a run would both take away what only one has saved. */
  private flushHeads(runs: OpenRun[]): Promise<void> {
    const flushed = this.headFlush.then(() => this.flushHeadsNow(runs))
    this.headFlush = flushed.catch(() => {})
    return flushed
  }

  private async flushHeadsNow(candidates: OpenRun[]): Promise<void> {
    const runs = candidates.filter((run) => run.headDirty)
    if (runs.length === 0) return
    const taken = runs.map((run) => ({
      run,
      group: run.lastGroup,
      summary: run.summary,
      statuses: run.statuses.length,
    }))
    const heads = taken.map(({ run, summary, statuses }): RunHead => {
      const head: RunHead = { runId: run.runId, statuses: run.statuses.slice(0, statuses) }
      if (summary !== undefined) head.summary = summary
      return head
    })
    await this.transaction(async (client) => {
      await this.listener.saveHeads(client, heads)
      await client.query({
        name: 'save-head-groups',
        text: `INSERT INTO ingest_state (run_id, head_group)
          SELECT * FROM unnest($1::int[], $2::bigint[]) ORDER BY 1
          ON CONFLICT (run_id) DO UPDATE SET head_group = EXCLUDED.head_group`,
        values: [taken.map((t) => t.run.runId), taken.map((t) => t.group)],
      })
    })
    this.listener.headsSaved(heads)
    for (const { run, group, summary, statuses } of taken) {
      run.headGroup = Math.max(run.headGroup, group)
      run.statuses.splice(0, statuses)
      if (run.summary === summary) run.summary = undefined
    }
  }

  private async flushConsole(run: OpenRun): Promise<void> {
    const lines = new Map(run.overlay)
    const group = run.lastGroup
    const count = run.consoleLines
    const writers = JSON.stringify(run.consoleLedger.stored())
    const clients = JSON.stringify(Object.fromEntries(run.clients))
    await this.transaction(async (client) => {
      await storeConsole(client, run.runId, lines)
      await client.query({
        name: 'save-console-progress',
        text: `INSERT INTO ingest_state (run_id, console_group, console_lines, console_writers, clients)
          VALUES ($1, $2, $3, $4, $5)
          ON CONFLICT (run_id) DO UPDATE
          SET console_group = EXCLUDED.console_group, console_lines = EXCLUDED.console_lines,
              console_writers = EXCLUDED.console_writers, clients = EXCLUDED.clients`,
        values: [run.runId, group, count, writers, clients],
      })
    })
    run.consoleGroup = group
    // Lines written again meanwhile stay, to be stored with the next flush.
    for (const [line, text] of lines) if (run.overlay.get(line) === text) run.overlay.delete(line)
  }

  private async transaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await this.pool.connect()
    try {
      await client.query('BEGIN')
      await work(client)
      await client.query('COMMIT')
      client.release()
    } catch (error) {
      const broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      )
      client.release(broken)
      throw error
    }
  }

  private releaseGroups(run: OpenRun): void {
    for (const group of run.takeFlushedGroups()) this.log.release(group)
  }

  private closeSettled(now: number): void {
    for (const run of this.runs.values()) {
      if (run.settled && now - run.lastUsed > CLOSE_AFTER_MS) this.runs.delete(run.runId)
    }
  }

  private async releaseOldGaps(now: number): Promise<void> {
    for (const run of this.runs.values()) {
      const waiting = Object.values(run.streams).filter((stream) => stream.heldCount > 0)
      if (waiting.length === 0 || now - run.lastUsed < GAP_PATIENCE_MS) continue
      this.serverLog.info(`run ${run.runId}: lines before held ones never came; going on without`)
      const release = waiting.map((stream) => stream.id)
      const frame = { runId: run.runId, generation: run.generation, rows: [], release }
      await run.exclusive(async () => {
        if (!run.outdated) await this.commit(run, frame)
      })
    }
  }
}

class UnknownRunError extends Error {}
