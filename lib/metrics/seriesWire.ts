/**
 * The binary answer to a series query; every byte is described in docs/formats/series.md.
 *
 * Columns are typed arrays, 8-aligned so that a browser reads them in place. A column that is
 * constant, linear, or equal to an earlier one costs a few bytes; 32-bit floats are used only where
 * they lose nothing.
 */
import { Buckets } from './buckets'

const MAGIC = 0x31535252 // "RRS1", little-endian
const SERIES_HEADER_BYTES = 48
/** Nine columns are stored; their encodings fill sixteen bytes of the header. */
const ENCODING_BYTES = 16

const enum Encoding {
  Float64 = 0,
  Float32 = 1,
  Uint32 = 2,
  Constant = 3,
  Linear = 4,
  /** Equal to the column whose number is stored in the same byte, shifted left by 4. */
  Same = 5,
}

const enum Flag {
  KnownKey = 1,
  SortedByX = 2,
}

export interface SeriesResult {
  /** Numeric run id. */
  run: number
  key: string
  /** The first row the answer does not cover: live deltas continue from here. */
  nextRow: number
  /** Whether the run has ever logged the key. */
  known: boolean
  /** Set when x runs backwards somewhere: entries are then ordered by x, not by row. */
  sortedByX: boolean
  buckets: Buckets
}

type Column = Float64Array | Uint32Array

function columnsOf(b: Buckets): Column[] {
  return [b.index, b.xMin, b.xMax, b.min, b.max, b.sum, b.last, b.count, b.nonFinite].map((c) =>
    c.subarray(0, b.length),
  )
}

export function encodeSeries(
  results: SeriesResult[],
  keys: readonly string[],
): Uint8Array<ArrayBuffer> {
  const writer = new Writer(64 + results.length * 256)
  writer.uint32(MAGIC)
  writer.uint32(results.length)
  for (const result of results) {
    const { buckets } = result
    writer.align()
    writer.uint32(result.run)
    writer.uint32(keys.indexOf(result.key))
    writer.uint32(buckets.bucketRows)
    writer.uint32(buckets.length)
    writer.float64(result.nextRow)
    writer.uint32((result.known ? Flag.KnownKey : 0) | (result.sortedByX ? Flag.SortedByX : 0))
    writer.uint32(0)
    const columns = columnsOf(buckets)
    const encodings = columns.map((column, i) => chooseEncoding(column, columns.slice(0, i)))
    for (const encoding of encodings) writer.uint8(encoding)
    for (let pad = columns.length; pad < ENCODING_BYTES; pad++) writer.uint8(0)
    columns.forEach((column, i) => writer.column(column, encodings[i]!))
  }
  return writer.bytes()
}

export function decodeSeries(bytes: ArrayBuffer, keys: readonly string[]): SeriesResult[] {
  const view = new DataView(bytes)
  if (bytes.byteLength < 8 || view.getUint32(0, true) !== MAGIC) {
    throw new Error('not a series answer')
  }
  const results: SeriesResult[] = []
  let at = 8
  for (let s = view.getUint32(4, true); s > 0; s--) {
    at = align(at)
    const run = view.getUint32(at, true)
    const key = keys[view.getUint32(at + 4, true)]
    if (key === undefined) throw new Error('the answer names a key that was not asked for')
    const bucketRows = view.getUint32(at + 8, true)
    const length = view.getUint32(at + 12, true)
    const nextRow = view.getFloat64(at + 16, true)
    const flags = view.getUint32(at + 24, true)
    const encodings = new Uint8Array(bytes, at + 32, 9)
    at += SERIES_HEADER_BYTES
    const buckets = new Buckets(bucketRows, Math.max(length, 1))
    buckets.length = length
    const columns = columnsOf(buckets)
    columns.forEach((column, i) => {
      at = readColumn(view, at, column, encodings[i]!, columns)
    })
    const known = (flags & Flag.KnownKey) !== 0
    results.push({ run, key, nextRow, known, sortedByX: (flags & Flag.SortedByX) !== 0, buckets })
  }
  return results
}

function chooseEncoding(column: Column, earlier: Column[]): number {
  const n = column.length
  if (n === 0) return Encoding.Constant
  const same = earlier.findIndex((other) => equalColumns(other, column))
  if (same >= 0) return Encoding.Same | (same << 4)
  const first = column[0]!
  if (column.every((v) => Object.is(v, first))) return Encoding.Constant
  if (column instanceof Uint32Array) return Encoding.Uint32
  const step = column[1]! - first
  if (column.every((v, i) => v === first + i * step)) return Encoding.Linear
  return column.every((v) => Object.is(Math.fround(v), v)) ? Encoding.Float32 : Encoding.Float64
}

function equalColumns(a: Column, b: Column): boolean {
  if (a.constructor !== b.constructor) return false
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false
  return true
}

function readColumn(
  view: DataView,
  start: number,
  target: Column,
  encoding: number,
  columns: Column[],
): number {
  const at = align(start)
  const n = target.length
  switch (encoding & 15) {
    case Encoding.Float64:
      target.set(new Float64Array(view.buffer, at, n))
      return at + n * 8
    case Encoding.Float32:
      target.set(new Float32Array(view.buffer, at, n))
      return at + n * 4
    case Encoding.Uint32:
      target.set(new Uint32Array(view.buffer, at, n))
      return at + n * 4
    case Encoding.Constant:
      target.fill(view.getFloat64(at, true))
      return at + 8
    case Encoding.Linear: {
      const first = view.getFloat64(at, true)
      const step = view.getFloat64(at + 8, true)
      for (let i = 0; i < n; i++) target[i] = first + i * step
      return at + 16
    }
    case Encoding.Same:
      target.set(columns[encoding >> 4]!)
      return at
    default:
      throw new Error(`unknown column encoding ${encoding}`)
  }
}

function align(at: number): number {
  return (at + 7) & ~7
}

class Writer {
  private buffer: ArrayBuffer
  private view: DataView
  private at = 0

  constructor(capacity: number) {
    this.buffer = new ArrayBuffer(capacity)
    this.view = new DataView(this.buffer)
  }

  uint8(value: number) {
    this.reserve(1)
    this.view.setUint8(this.at, value)
    this.at += 1
  }

  uint32(value: number) {
    this.reserve(4)
    this.view.setUint32(this.at, value, true)
    this.at += 4
  }

  float64(value: number) {
    this.reserve(8)
    this.view.setFloat64(this.at, value, true)
    this.at += 8
  }

  align() {
    this.reserve(8)
    this.at = align(this.at)
  }

  column(column: Column, encoding: number) {
    this.align()
    const n = column.length
    this.reserve(n * 8 + 16)
    switch (encoding & 15) {
      case Encoding.Float64:
        new Float64Array(this.buffer, this.at, n).set(column)
        this.at += n * 8
        return
      case Encoding.Float32:
        new Float32Array(this.buffer, this.at, n).set(column)
        this.at += n * 4
        return
      case Encoding.Uint32:
        new Uint32Array(this.buffer, this.at, n).set(column)
        this.at += n * 4
        return
      case Encoding.Constant:
        this.float64(column[0] ?? 0)
        return
      case Encoding.Linear:
        this.float64(column[0]!)
        this.float64(column[1]! - column[0]!)
        return
    }
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer, 0, this.at)
  }

  private reserve(size: number) {
    if (this.at + size <= this.buffer.byteLength) return
    const grown = new ArrayBuffer(Math.max(this.buffer.byteLength * 2, this.at + size))
    new Uint8Array(grown).set(new Uint8Array(this.buffer, 0, this.at))
    this.buffer = grown
    this.view = new DataView(grown)
  }
}
