/** One stream (history or events) of one open run: its keys, its lines, and its unsealed rows. */
import { STEP_KEY } from '@/lib/metrics/keys'
import {
  type Column,
  HISTORY_STREAM,
  type KeyFacts,
  type Lineage,
  type RunSnapshot,
  sliceColumn,
  type StreamId,
} from '../metrics'
import type { FrameColumn, FrameRows } from './frame'
import type { FrameRecord } from './frameRecords'
import { LineLedger, type LineRun } from './lineLedger'
import { Tail } from './tail'

export interface KeyState extends KeyFacts {
  name: string
  /** The last finite value, sealed or not. */
  last: number | null
}

/** What the tables know of a stream when its run is opened. */
export interface StoredStream {
  lineage: Lineage
  sealedRows: number
  ledger: LineRun[][]
  keys: KeyState[]
}

export interface Held {
  rows: FrameRows
  record: FrameRecord
}

/** Rows that have just become part of the stream. */
export interface Appended {
  stream: StreamId
  firstRow: number
  count: number
  columns: FrameColumn[]
}

export class StreamState {
  private readonly byName = new Map<string, KeyState>()
  private readonly byCol: KeyState[] = []
  readonly ledger: LineLedger
  readonly tail: Tail
  readonly lineage: Lineage
  /** Rows that came ahead of others which are still missing. */
  private readonly held: Held[] = []
  sealing = false
  /** When the oldest unsealed row came. */
  unsealedSince: number | undefined
  /** Keys with lower column numbers are in metric_key. Numbers that a fork left out stay free. */
  savedKeys: number
  private noSealBefore = 0

  constructor(
    private readonly runId: number,
    readonly id: StreamId,
    stored: StoredStream,
  ) {
    for (const key of stored.keys) this.addKey(key)
    this.savedKeys = this.keyCount
    this.lineage = stored.lineage
    this.ledger = new LineLedger(stored.ledger)
    this.tail = new Tail(stored.sealedRows)
  }

  get nextRow(): number {
    return this.tail.firstRow + this.tail.rows
  }

  get keyCount(): number {
    return this.byCol.length
  }

  key(name: string): KeyState | undefined {
    return this.byName.get(name)
  }

  keyNames(): IterableIterator<string> {
    return this.byName.keys()
  }

  nameOf(col: number): string {
    return this.byCol[col]!.name
  }

  private addKey(key: KeyState): void {
    this.byName.set(key.name, key)
    this.byCol[key.col] = key
  }

  /** Names come with the column numbers that follow the known ones; known ones are skipped. */
  addKeys(firstCol: number, names: readonly string[]): string[] {
    const added: string[] = []
    names.forEach((name, i) => {
      const col = firstCol + i
      if (this.byCol[col]) return
      this.addKey({ col, name, monotone: true, parts: 0, last: null })
      added.push(name)
    })
    return added
  }

  /** Takes the lines of `rows` that are not rows yet, in order, as the next rows. */
  append(rows: FrameRows, now: number): Appended[] {
    const span = { from: rows.firstLine, to: rows.firstLine + rows.count }
    return this.ledger.missing(rows.writer, span).map(({ from, to }) => {
      const skipped = from - rows.firstLine
      const count = to - from
      const { columns, cells } =
        count === rows.count
          ? { columns: rows.columns.slice(), cells: rows.cells }
          : cutRows(rows, skipped, skipped + count)
      const firstRow = this.nextRow
      if (this.id === HISTORY_STREAM) this.fillSteps(columns, count)
      for (const column of columns) this.noteOrder(column)
      this.tail.append(count, columns, cells)
      this.ledger.add(rows.writer, { line: from, row: firstRow, count })
      this.unsealedSince ??= now
      return { stream: this.id, firstRow, count, columns }
    })
  }

  /**
   * Rows without `_step` count on from the last one, as the protocol leaves steps to the server
   * when several processes write one run. The key is in the dictionary by then: see prepare.ts.
   */
  private fillSteps(columns: FrameColumn[], count: number): void {
    const key = this.byName.get(STEP_KEY)
    const at = columns.findIndex((column) => column.col === key?.col)
    const given = columns[at]
    if (!key || given?.values.length === count) return
    const values = new Float64Array(count)
    let previous = key.last ?? -1
    let taken = 0
    for (let row = 0; row < count; row++) {
      const here = given && (given.rows ? given.rows[taken] === row : taken === row)
      if (here && taken < given.values.length) values[row] = given.values[taken++]!
      else values[row] = previous + 1
      if (Number.isFinite(values[row])) previous = values[row]!
    }
    const filled = { col: key.col, rows: null, values }
    if (at >= 0) columns[at] = filled
    else columns.push(filled)
  }

  private noteOrder(column: FrameColumn): void {
    const key = this.byCol[column.col]!
    for (const value of column.values) {
      if (!Number.isFinite(value)) continue
      if (key.last !== null && value < key.last) key.monotone = false
      key.last = value
    }
  }

  /** Takes the next held rows whose turn has come; or, when forced, simply the next. */
  takeHeld(forced: boolean): Held | undefined {
    const at = this.held.findIndex(({ rows }) => {
      return forced || rows.firstLine <= this.ledger.nextLine(rows.writer)
    })
    return at < 0 ? undefined : this.held.splice(at, 1)[0]
  }

  hold(held: Held): void {
    this.held.push(held)
    this.held.sort((a, b) => a.rows.firstLine - b.rows.firstLine)
  }

  /** After a failed attempt the next one waits a little. */
  retrySealAt(time: number): void {
    this.noSealBefore = time
  }

  maySeal(now: number): boolean {
    return !this.sealing && now >= this.noSealBefore
  }

  sealed(rows: number, parts: readonly [col: number, parts: number][], keyCount: number): void {
    this.savedKeys = Math.max(this.savedKeys, keyCount)
    this.tail.dropBelow(rows)
    for (const [col, mask] of parts) {
      const key = this.byCol[col]
      if (key) key.parts |= mask
    }
    this.unsealedSince = this.tail.rows > 0 ? Date.now() : undefined
  }

  get heldCount(): number {
    return this.held.length
  }

  /** `names` are the keys whose tails the snapshot can show. */
  snapshot(names: readonly string[] | 'all'): RunSnapshot {
    const { tail } = this
    const sealedRows = tail.firstRow
    const columns = new Map<number, Column | undefined>()
    for (const name of names === 'all' ? this.byName.keys() : names) {
      const key = this.byName.get(name)
      if (key) columns.set(key.col, tail.column(key.col))
    }
    return {
      runId: this.runId,
      stream: this.id,
      totalRows: this.nextRow,
      sealedRows,
      lineage: this.lineage,
      key: (name) => this.byName.get(name),
      keyNames: () => [...this.byName.keys()],
      tail: (col) => columns.get(col),
      tailCells: tail.cellView(),
    }
  }
}

function cutRows(rows: FrameRows, from: number, to: number): Pick<FrameRows, 'columns' | 'cells'> {
  return {
    columns: rows.columns
      .map((column) => ({ col: column.col, ...sliceColumn(column, from, to) }))
      .filter((column) => column.values.length > 0),
    cells: rows.cells
      .filter((cell) => cell.row >= from && cell.row < to)
      .map((cell) => ({ row: cell.row - from, json: cell.json })),
  }
}
