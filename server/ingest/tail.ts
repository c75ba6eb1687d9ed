/**
 * The rows of one stream of one run that are not sealed yet. Columns are append-only typed arrays:
 * a view taken of one stays true while the tail grows and when its front is cut off.
 */
import type { Cell, Column } from '../metrics'
import type { FrameColumn } from './frame'

const INITIAL_CAPACITY = 16
const COLUMN_OVERHEAD_BYTES = 200

class TailColumn {
  n = 0
  /** Null while every row so far has a value. */
  private rows: Uint32Array | null = null
  private values: Float64Array = new Float64Array(INITIAL_CAPACITY)

  get bytes(): number {
    return COLUMN_OVERHEAD_BYTES + this.values.byteLength + (this.rows?.byteLength ?? 0)
  }

  /** Appends values of rows [base, base + count), with row offsets counted from base. */
  append(base: number, count: number, column: Column): void {
    const added = column.values.length
    if (added === 0) return
    this.reserve(added)
    const stillDense = this.rows === null && this.n === base && added === count
    if (!stillDense) {
      const rows = (this.rows ??= this.denseRows())
      for (let i = 0; i < added; i++) rows[this.n + i] = base + (column.rows ? column.rows[i]! : i)
    }
    this.values.set(column.values, this.n)
    this.n += added
  }

  view(): Column {
    return { rows: this.rows?.subarray(0, this.n) ?? null, values: this.values.subarray(0, this.n) }
  }

  /** A copy of what lies below row `end`. */
  copyBelow(end: number): Column {
    const n = this.countBelow(end)
    return { rows: this.rows?.slice(0, n) ?? null, values: this.values.slice(0, n) }
  }

  /** Cuts off the rows below `end`, into new arrays. */
  dropBelow(end: number): void {
    const n = this.countBelow(end)
    const left = this.n - n
    // As many rows again will likely come before the next cut.
    const capacity = Math.max(INITIAL_CAPACITY, left * 2, Math.min(n + left, this.values.length))
    const values = new Float64Array(capacity)
    values.set(this.values.subarray(n, this.n))
    if (this.rows) {
      const rows = new Uint32Array(capacity)
      for (let i = 0; i < left; i++) rows[i] = this.rows[n + i]! - end
      this.rows = rows
      // A column that has a value in every remaining row needs no row numbers.
      if (left > 0 && rows[left - 1] === left - 1) this.rows = null
      if (left === 0) this.rows = null
    }
    this.values = values
    this.n = left
  }

  private countBelow(end: number): number {
    if (!this.rows) return Math.min(end, this.n)
    let low = 0
    let high = this.n
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.rows[middle]! < end) low = middle + 1
      else high = middle
    }
    return low
  }

  private denseRows(): Uint32Array {
    const rows = new Uint32Array(this.values.length)
    for (let i = 0; i < this.n; i++) rows[i] = i
    return rows
  }

  private reserve(added: number): void {
    const needed = this.n + added
    if (needed <= this.values.length) return
    const capacity = Math.max(needed, this.values.length * 2)
    const values = new Float64Array(capacity)
    values.set(this.values.subarray(0, this.n))
    this.values = values
    if (this.rows) {
      const rows = new Uint32Array(capacity)
      rows.set(this.rows.subarray(0, this.n))
      this.rows = rows
    }
  }
}

export class Tail {
  private readonly columns = new Map<number, TailColumn>()
  private cells: Cell[] = []
  private cellBytes = 0
  private columnBytes = 0
  rows = 0

  constructor(
    /** The run's row that is row 0 here: everything before it is sealed. */
    public firstRow: number,
  ) {}

  get bytes(): number {
    return this.columnBytes + this.cellBytes
  }

  append(count: number, columns: readonly FrameColumn[], cells: readonly Cell[]): void {
    const base = this.rows
    for (const column of columns) {
      let tail = this.columns.get(column.col)
      if (!tail) {
        tail = new TailColumn()
        this.columns.set(column.col, tail)
        this.columnBytes += tail.bytes
      }
      const before = tail.bytes
      tail.append(base, count, column)
      this.columnBytes += tail.bytes - before
    }
    for (const cell of cells) {
      this.cells.push({ row: base + cell.row, json: cell.json })
      this.cellBytes += cell.json.length * 2 + 64
    }
    this.rows += count
  }

  column(col: number): Column | undefined {
    return this.columns.get(col)?.view()
  }

  /** The cells at this moment; appends go beyond the end seen now, cuts make a new array. */
  cellView(): () => readonly Cell[] {
    const { cells } = this
    const { length } = cells
    return () => cells.slice(0, length)
  }

  /** Copies of everything below row `end` of the tail, for the seal thread. */
  copyBelow(end: number): { columns: FrameColumn[]; cells: Cell[] } {
    const columns: FrameColumn[] = []
    for (const [col, tail] of this.columns) {
      const copy = tail.copyBelow(end)
      if (copy.values.length > 0) columns.push({ col, ...copy })
    }
    return { columns, cells: this.cells.filter((cell) => cell.row < end) }
  }

  dropBelow(end: number): void {
    for (const [col, tail] of this.columns) {
      this.columnBytes -= tail.bytes
      tail.dropBelow(end)
      if (tail.n === 0) this.columns.delete(col)
      else this.columnBytes += tail.bytes
    }
    this.cells = this.cells
      .filter((cell) => cell.row >= end)
      .map((cell) => ({ row: cell.row - end, json: cell.json }))
    this.cellBytes = this.cells.reduce((sum, cell) => sum + cell.json.length * 2 + 64, 0)
    this.firstRow += end
    this.rows -= end
  }
}
