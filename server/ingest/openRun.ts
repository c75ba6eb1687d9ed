/** A run with rows, console lines or a summary that are logged but not in their tables yet. */
import { EVENTS_STREAM, HISTORY_STREAM, type StreamId } from '../metrics'
import type { ConsoleOverlay } from './consoleLines'
import type { Frame, FrameConsole, FrameRows, FrameStatus } from './frame'
import { type FrameRecord, FrameRecords } from './frameRecords'
import { LineLedger, type LineRun } from './lineLedger'
import { type Appended, type StoredStream, StreamState } from './streamState'

export interface StoredRun {
  runId: number
  projectId: number
  generation: number
  streams: Record<StreamId, StoredStream>
  headGroup: number
  consoleGroup: number
  consoleLines: number
  /** Numbers of named clients in the ledgers. */
  clients: Record<string, number>
  consoleWriters: LineRun[][]
}

/** What absorbing a frame changed, for those who watch. */
export interface Absorbed {
  appended: Appended[]
  newKeys: { stream: StreamId; names: string[] }[]
  console: FrameConsole[]
  summary?: string
  status?: FrameStatus
}

export class OpenRun {
  readonly runId: number
  readonly projectId: number
  readonly generation: number
  readonly streams: Record<StreamId, StreamState>
  readonly records = new FrameRecords()
  headGroup: number
  consoleGroup: number
  consoleLines: number
  /** The greatest group absorbed. */
  lastGroup = 0
  /** Newer than run.summary while set. */
  summary: string | undefined
  /** Statuses not yet applied to the run, in order. */
  statuses: FrameStatus[] = []
  overlay: ConsoleOverlay = new Map()
  lastUsed = Date.now()
  /** Set when the tables know better: whoever holds the run must open it again. */
  outdated = false
  /** Processes that share the run and say which one they are; the ledgers know them by number. */
  readonly clients: Map<string, number>
  /** Which console line each line of a named client is. */
  readonly consoleLedger: LineLedger
  private queue: Promise<unknown> = Promise.resolve()

  constructor(stored: StoredRun) {
    this.runId = stored.runId
    this.projectId = stored.projectId
    this.generation = stored.generation
    this.headGroup = stored.headGroup
    this.consoleGroup = stored.consoleGroup
    this.consoleLines = stored.consoleLines
    this.clients = new Map(Object.entries(stored.clients))
    this.consoleLedger = new LineLedger(stored.consoleWriters)
    this.streams = {
      [HISTORY_STREAM]: new StreamState(
        stored.runId,
        HISTORY_STREAM,
        stored.streams[HISTORY_STREAM],
      ),
      [EVENTS_STREAM]: new StreamState(stored.runId, EVENTS_STREAM, stored.streams[EVENTS_STREAM]),
    }
  }

  get tailBytes(): number {
    return this.streams[HISTORY_STREAM].tail.bytes + this.streams[EVENTS_STREAM].tail.bytes
  }

  get headDirty(): boolean {
    return this.summary !== undefined || this.statuses.length > 0
  }

  /** Whether closing the run would forget nothing. */
  get settled(): boolean {
    return (
      this.records.size === 0 &&
      !this.headDirty &&
      this.overlay.size === 0 &&
      Object.values(this.streams).every((s) => s.tail.rows === 0 && s.heldCount === 0 && !s.sealing)
    )
  }

  /** A named client's number; those who do not give a name share 0, or find theirs by content. */
  writerOf(client: string): number {
    const known = this.clients.get(client)
    if (known !== undefined) return known
    const sizes = Object.values(this.streams).map((stream) => stream.ledger.size)
    return Math.max(0, ...sizes, this.consoleLedger.size, ...this.clients.values()) + 1
  }

  /** Runs `work` after everything asked before it: posts of one run are taken one at a time. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work)
    this.queue = result.catch(() => {})
    return result
  }

  /** Makes a durable frame part of the run. The same frames in the same order give the same rows. */
  absorb(frame: Frame, group: number, now: number): Absorbed {
    this.lastUsed = now
    this.lastGroup = group
    const done: Absorbed = { appended: [], newKeys: [], console: [] }
    if (frame.client) this.clients.set(frame.client.name, frame.client.writer)
    const record: FrameRecord = {
      group,
      historyEnd: -1,
      eventsEnd: -1,
      head: frame.summary !== undefined || frame.status !== undefined,
      console: frame.console !== undefined,
    }
    for (const rows of frame.rows) {
      const stream = this.streams[rows.stream]
      const names = stream.addKeys(rows.firstNewCol, rows.newKeys)
      if (names.length > 0) done.newKeys.push({ stream: rows.stream, names })
      this.absorbRows(stream, rows, record, now, done)
    }
    for (const id of frame.release ?? []) this.releaseHeld(this.streams[id], true, now, done)
    if (frame.status?.complete) {
      for (const stream of Object.values(this.streams)) this.releaseHeld(stream, true, now, done)
    }
    if (frame.console && group > this.consoleGroup) {
      for (const part of frame.console) this.absorbConsole(part)
      done.console = frame.console
    }
    if (group > this.headGroup) {
      if (frame.summary !== undefined) this.summary = done.summary = frame.summary
      if (frame.status) this.statuses.push((done.status = frame.status))
    }
    this.records.add(record)
    return done
  }

  private absorbRows(
    stream: StreamState,
    rows: FrameRows,
    record: FrameRecord,
    now: number,
    done: Absorbed,
  ): void {
    const waits = rows.firstRow === null && rows.firstLine > stream.ledger.nextLine(rows.writer)
    if (waits) {
      setEnd(record, stream.id, Infinity)
      stream.hold({ rows, record })
      return
    }
    done.appended.push(...stream.append(rows, now))
    setEnd(record, stream.id, stream.nextRow)
    this.releaseHeld(stream, false, now, done)
  }

  private releaseHeld(stream: StreamState, forced: boolean, now: number, done: Absorbed): void {
    for (;;) {
      const held = stream.takeHeld(forced)
      if (!held) return
      done.appended.push(...stream.append(held.rows, now))
      setEnd(held.record, stream.id, stream.nextRow)
    }
  }

  private absorbConsole({ firstLine, lines, origin }: FrameConsole): void {
    if (origin) {
      const { writer, line } = origin
      const span = { from: line, to: line + lines.length }
      // Lines that are written again keep the place they have.
      for (const { from, to } of this.consoleLedger.missing(writer, span)) {
        this.consoleLedger.add(writer, {
          line: from,
          row: firstLine + from - line,
          count: to - from,
        })
      }
    }
    lines.forEach((text, i) => this.overlay.set(firstLine + i, text))
    this.consoleLines = Math.max(this.consoleLines, firstLine + lines.length)
  }

  /** Groups of frames that nothing needs any more. */
  takeFlushedGroups(): number[] {
    return this.records.takeFlushed({
      historySealed: this.streams[HISTORY_STREAM].tail.firstRow,
      eventsSealed: this.streams[EVENTS_STREAM].tail.firstRow,
      headGroup: this.headGroup,
      consoleGroup: this.consoleGroup,
    })
  }
}

function setEnd(record: FrameRecord, stream: StreamId, end: number): void {
  if (stream === HISTORY_STREAM) record.historyEnd = Math.max(record.historyEnd, end)
  else record.eventsEnd = Math.max(record.eventsEnd, end)
}
