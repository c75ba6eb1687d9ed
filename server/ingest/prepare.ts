/**
 * Decides what of a post is new, and gives its lines their rows and its keys their columns. Nothing
 * of the run is changed here: that happens when the frame is durable.
 */
import { RUNTIME_KEY, STEP_KEY, TIMESTAMP_KEY } from '@/lib/metrics/keys'
import {
  EVENTS_STREAM,
  HISTORY_STREAM,
  type Row,
  rowAt,
  type RunSnapshot,
  type StreamId,
} from '../metrics'
import type { FrameInput, FrameStatus, RowsInput } from './frame'
import type { LineRun } from './lineLedger'
import type { OpenRun } from './openRun'
import { type BatchColumn, type RowBatch, sliceBatch } from './rowBatch'
import { mergeSummary, placeConsole } from './sharedRun'
import type { StreamState } from './streamState'

/** Lines of history or events, read already. */
export interface RowLines {
  firstLine: number
  batch: RowBatch
}

/** The content of one file_stream request. */
export interface Post {
  /**
   * The name of the process, where several share the run: each counts lines for itself, steps are
   * given out here, and the summary is what the rows of all of them say last.
   */
  client?: string
  history?: RowLines
  events?: RowLines
  summary?: string
  console?: { firstLine: number; lines: string[] }
  status?: FrameStatus
}

/** Reads rows that are stored already. */
export type ReadRows = (
  snapshot: RunSnapshot,
  span: { from: number; to: number },
  names: readonly string[],
) => Promise<Row[]>

export interface Prepared {
  /** Undefined when everything in the post is known already. */
  frame: FrameInput | undefined
  /** Set when the lines clash with those another process sent under the same numbers. */
  clash: boolean
}

/** What is stored already, as far as a post must be compared with it. */
export interface StoredFacts {
  readRows: ReadRows
  /** The first row in which the key has the value, if it can be found without reading everything. */
  findRow(snapshot: RunSnapshot, name: string, value: number): Promise<number | undefined>
  /** The run's summary, as JSON text. */
  readSummary(runId: number): Promise<string>
}

export async function prepare(run: OpenRun, post: Post, facts: StoredFacts): Promise<Prepared> {
  const frame: FrameInput = { runId: run.runId, generation: run.generation, rows: [] }
  const named = post.client === undefined ? undefined : run.writerOf(post.client)
  let clash = false
  for (const [id, lines] of [
    [HISTORY_STREAM, post.history],
    [EVENTS_STREAM, post.events],
  ] as const) {
    if (!lines || lines.batch.rows === 0) continue
    if (named !== undefined) {
      frame.rows.push(...newRows(run.streams[id], id, named, true, lines))
      continue
    }
    const found = await findWriter(run.streams[id], lines, facts)
    if (found.lines.batch.rows === 0) continue
    clash ||= found.writer > 0
    frame.rows.push(...newRows(run.streams[id], id, found.writer, false, found.lines))
  }
  const summary =
    named === undefined ? post.summary : await sharedSummary(run, post, frame, facts.readSummary)
  if (summary !== undefined && summary !== run.summary) frame.summary = summary
  if (post.console && post.console.lines.length > 0) {
    frame.console = named === undefined ? [post.console] : placeConsole(run, named, post.console)
  }
  if (post.status) frame.status = post.status
  const empty =
    frame.rows.length === 0 && frame.summary === undefined && !frame.console && !frame.status
  if (empty) return { frame: undefined, clash }
  if (named !== undefined && !run.clients.has(post.client!)) {
    frame.client = { name: post.client!, writer: named }
  }
  return { frame, clash }
}

/** Undefined when the post says nothing of it; rows that were sent before say nothing new. */
async function sharedSummary(
  run: OpenRun,
  post: Post,
  frame: FrameInput,
  readSummary: StoredFacts['readSummary'],
): Promise<string | undefined> {
  const rows = frame.rows.filter((part) => part.stream === HISTORY_STREAM)
  if (rows.length === 0 && post.summary === undefined) return undefined
  let summary = run.summary ?? (await readSummary(run.runId))
  for (const { batch } of rows) summary = mergeSummary(summary, batch, undefined)
  const steps = rows.filter(({ batch }) => lacksSteps(batch)).reduce((n, r) => n + r.batch.rows, 0)
  if (steps > 0) {
    const last = run.streams[HISTORY_STREAM].key(STEP_KEY)?.last ?? -1
    summary = mergeSummary(summary, undefined, JSON.stringify({ [STEP_KEY]: last + steps }))
  }
  return mergeSummary(summary, undefined, post.summary)
}

/**
 * Whose lines these are. Lines sent again by the same client are what is stored already; when they
 * differ, a second process writes the run under the same numbers, and its rows are kept as its own.
 */
async function findWriter(
  stream: StreamState,
  lines: RowLines,
  facts: StoredFacts,
): Promise<{ writer: number; lines: RowLines }> {
  const span = { from: lines.firstLine, to: lines.firstLine + lines.batch.rows }
  for (let writer = 0; writer < Math.max(1, stream.ledger.size); writer++) {
    const present = stream.ledger.present(writer, span)
    if (present.length > 0 && (await sameContent(stream, lines, present, facts.readRows))) {
      return { writer, lines }
    }
  }
  const repeated = await repeatedRows(stream, lines.batch, facts)
  const rest = repeated === 0 ? lines : rowsFrom(lines, repeated)
  return { writer: writerThatGoesOn(stream, rest, repeated > 0), lines: rest }
}

function writerThatGoesOn(stream: StreamState, lines: RowLines, apart: boolean): number {
  const { ledger } = stream
  const span = { from: lines.firstLine, to: lines.firstLine + lines.batch.rows }
  const free = (writer: number) => ledger.present(writer, span).length === 0
  for (let writer = 0; writer < ledger.size; writer++) {
    if (ledger.nextLine(writer) === lines.firstLine && free(writer)) return writer
  }
  if (!apart && free(0)) return 0
  return Math.max(1, ledger.size)
}

/**
 * How many of the first rows are stored already, under whatever numbers. `wandb sync` counts on from
 * the lines the run has, also when it sends what it has sent before.
 */
async function repeatedRows(
  stream: StreamState,
  batch: RowBatch,
  { findRow, readRows }: StoredFacts,
): Promise<number> {
  const clock = batch.columns.find((column) => column.name === TIMESTAMP_KEY)
  const first = clock && rowAt(clock, 0) === 0 ? clock.values[0] : undefined
  const last = stream.key(TIMESTAMP_KEY)?.last
  // What is logged now is newer than all that is stored.
  if (first === undefined || last === null || last === undefined || first > last) return 0
  const snapshot = stream.snapshot([STEP_KEY, RUNTIME_KEY, TIMESTAMP_KEY])
  const row = await findRow(snapshot, TIMESTAMP_KEY, first)
  if (row === undefined) return 0
  const names = FINGERPRINT.filter((name) => batch.columns.some((column) => column.name === name))
  const stored = await readRows(snapshot, { from: row, to: row + batch.rows }, names)
  const columns = batch.columns.filter((column) => FINGERPRINT.includes(column.name))
  const differs = (i: number) =>
    columns.some((column) => {
      const at = column.rows ? column.rows.indexOf(i) : i
      return at >= 0 && !Object.is(stored[i]?.get(column.name), column.values[at])
    })
  let same = 0
  while (same < stored.length && same < batch.rows && !differs(same)) same++
  return same
}

function rowsFrom({ firstLine, batch }: RowLines, skipped: number): RowLines {
  return { firstLine: firstLine + skipped, batch: sliceBatch(batch, skipped, batch.rows) }
}

/** Their clock readings tell two processes apart; lines without any are compared whole. */
const FINGERPRINT = [STEP_KEY, RUNTIME_KEY, TIMESTAMP_KEY]

async function sameContent(
  stream: StreamState,
  lines: RowLines,
  present: LineRun[],
  readRows: ReadRows,
): Promise<boolean> {
  for (const run of present) {
    const start = run.line - lines.firstLine
    const batch = sliceBatch(lines.batch, start, start + run.count)
    const marks = batch.columns.filter((column) => FINGERPRINT.includes(column.name))
    const columns = marks.length > 0 ? marks : batch.columns
    const names = columns.map((column) => column.name)
    if (names.some((name) => !stream.key(name))) return false
    const span = { from: run.row, to: run.row + run.count }
    const stored = await readRows(stream.snapshot(names), span, names)
    if (!columns.every((column) => sameColumn(column, stored))) return false
  }
  return true
}

function sameColumn(column: BatchColumn, stored: Row[]): boolean {
  return column.values.every((value, i) => {
    return Object.is(stored[rowAt(column, i)]?.get(column.name), value)
  })
}

function newRows(
  stream: StreamState,
  id: StreamId,
  writer: number,
  named: boolean,
  lines: RowLines,
): RowsInput[] {
  const { firstLine } = lines
  const span = { from: firstLine, to: firstLine + lines.batch.rows }
  // Lines ahead of missing ones wait for them. The first number of a writer that joins the run, and
  // those of one that was only told apart by content, say nothing about gaps.
  const counted = writer === 0 || (named && stream.ledger.nextLine(writer) > 0)
  const ahead = counted && firstLine > stream.ledger.nextLine(writer)
  let nextRow = stream.nextRow
  let nextCol = stream.keyCount
  const fresh = new Map<string, number>()
  return stream.ledger.missing(writer, span).map(({ from, to }) => {
    const batch = sliceBatch(lines.batch, from - firstLine, to - firstLine)
    const newKeys: string[] = []
    const firstNewCol = nextCol
    const colOf = (name: string) => {
      let col = stream.key(name)?.col ?? fresh.get(name)
      if (col === undefined) {
        col = nextCol++
        fresh.set(name, col)
        newKeys.push(name)
      }
      return col
    }
    const cols = batch.columns.map((column) => colOf(column.name))
    if (id === HISTORY_STREAM && lacksSteps(batch)) colOf(STEP_KEY)
    for (const key of batch.cellKeys) colOf(key)
    const firstRow = ahead ? null : nextRow
    nextRow += batch.rows
    return { stream: id, writer, firstLine: from, firstRow, firstNewCol, newKeys, batch, cols }
  })
}

function lacksSteps(batch: RowBatch): boolean {
  const steps = batch.columns.find((column) => column.name === STEP_KEY)
  return (steps?.values.length ?? 0) < batch.rows
}
