/**
 * Frames: what one post adds to one run, in the form in which it is logged before it is
 * acknowledged. The layout is described in docs/formats/frame.md.
 */
import zlib from 'node:zlib'
import { ByteReader, ByteWriter } from '../bytes/varint'
import type { Cell, Column, StreamId } from '../metrics'
import type { RowBatch } from './rowBatch'

const VERSION = 1
const PREFIX_BYTES = 8

const enum Section {
  Rows = 1,
  Summary = 2,
  Console = 3,
  Status = 4,
  Release = 5,
  Client = 6,
  ClientConsole = 7,
}

const enum Values {
  Float64 = 0,
  Float32 = 1,
  /** first + i × step, exactly. */
  Linear = 2,
}

export interface FrameColumn extends Column {
  col: number
}

export interface FrameRows {
  stream: StreamId
  /** Which of the run's clients counted the lines; 0 unless several write one run. */
  writer: number
  firstLine: number
  /** The row the first line becomes; null while lines before it are still missing. */
  firstRow: number | null
  count: number
  /** Names of the columns that appear here first, numbered from `firstNewCol` on. */
  firstNewCol: number
  newKeys: string[]
  columns: FrameColumn[]
  cells: Cell[]
}

export interface FrameStatus {
  complete: boolean
  exitCode: number
  preempting: boolean
}

/** Console lines by number; they replace what was there. */
export interface FrameConsole {
  firstLine: number
  lines: string[]
  /** Set where a named client counts its lines for itself: its number, and its first line. */
  origin?: { writer: number; line: number }
}

export interface Frame {
  runId: number
  generation: number
  /** The named client that wrote the frame, and its number in the ledgers. */
  client?: { name: string; writer: number }
  rows: FrameRows[]
  /** The run's whole summary, as JSON text. */
  summary?: string
  console?: FrameConsole[]
  status?: FrameStatus
  /** Streams whose held rows are taken although lines before them never came. */
  release?: StreamId[]
}

export interface RowsInput extends Omit<FrameRows, 'columns' | 'count' | 'cells'> {
  batch: RowBatch
  /** Column numbers in the order of the batch's columns. */
  cols: number[]
}

export interface FrameInput extends Omit<Frame, 'rows'> {
  rows: RowsInput[]
}

/** What decodeFrame would give back for the encoded input, without the way through the bytes. */
export function frameOf(input: FrameInput): Frame {
  const rows = input.rows.map(({ batch, cols, ...place }): FrameRows => {
    const columns = batch.columns.map((column, i) => {
      return { col: cols[i]!, rows: column.rows, values: column.values }
    })
    return { ...place, count: batch.rows, columns, cells: batch.cells }
  })
  return { ...input, rows }
}

// Reused: a frame is copied out before the next one is written.
const frameWriter = new ByteWriter(1 << 16)
const sectionWriter = new ByteWriter(1 << 16)

export function encodeFrame(frame: FrameInput): Buffer {
  const out = frameWriter
  out.reset()
  out.uint32(0)
  out.uint32(0)
  out.byte(VERSION)
  out.varint(frame.runId)
  out.varint(frame.generation)
  const section = (kind: Section, write: (body: ByteWriter) => void) => {
    sectionWriter.reset()
    write(sectionWriter)
    out.byte(kind)
    out.varint(sectionWriter.length)
    out.bytes(sectionWriter.view())
  }
  const { client } = frame
  if (client) {
    section(Section.Client, (body) => {
      body.varint(client.writer)
      body.text(client.name)
    })
  }
  for (const rows of frame.rows) section(Section.Rows, (body) => writeRows(body, rows))
  const { summary, status } = frame
  if (summary !== undefined) section(Section.Summary, (body) => body.text(summary))
  for (const { firstLine, lines, origin } of frame.console ?? []) {
    section(origin ? Section.ClientConsole : Section.Console, (body) => {
      if (origin) {
        body.varint(origin.writer)
        body.varint(origin.line)
      }
      body.varint(firstLine)
      body.varint(lines.length)
      for (const line of lines) body.text(line)
    })
  }
  if (status) {
    section(Section.Status, (body) => {
      body.byte((status.complete ? 1 : 0) | (status.preempting ? 2 : 0))
      body.signedVarint(status.exitCode)
    })
  }
  for (const stream of frame.release ?? []) section(Section.Release, (body) => body.byte(stream))
  const bytes = out.copy()
  bytes.writeUInt32LE(bytes.length - 4, 0)
  bytes.writeUInt32LE(zlib.crc32(bytes.subarray(PREFIX_BYTES)), 4)
  return bytes
}

function writeRows(out: ByteWriter, rows: RowsInput): void {
  const { batch } = rows
  out.byte(rows.stream)
  out.varint(rows.writer)
  out.varint(rows.firstLine)
  // Zero says "held"; row r is stored as r + 1.
  out.varint(rows.firstRow === null ? 0 : rows.firstRow + 1)
  out.varint(batch.rows)
  out.varint(rows.firstNewCol)
  out.varint(rows.newKeys.length)
  for (const name of rows.newKeys) out.text(name)
  out.varint(batch.columns.length)
  batch.columns.forEach((column, i) => {
    out.varint(rows.cols[i]!)
    writeColumn(out, column)
  })
  out.varint(batch.cells.length)
  for (const cell of batch.cells) {
    out.varint(cell.row)
    out.text(cell.json)
  }
}

function writeColumn(out: ByteWriter, { rows, values }: Column): void {
  const n = values.length
  const dense = rows === null
  const encoding = chooseValues(values)
  out.byte(encoding | (dense ? 0 : 16))
  if (!dense) {
    out.varint(n)
    let previous = -1
    for (const row of rows) {
      out.varint(row - previous - 1)
      previous = row
    }
  }
  if (encoding === Values.Linear) {
    out.float64(values[0]!)
    out.float64(n > 1 ? values[1]! - values[0]! : 0)
  } else if (encoding === Values.Float32) out.bytes(bytesOf(Float32Array.from(values)))
  else out.bytes(bytesOf(values))
}

function chooseValues(values: Float64Array): Values {
  const n = values.length
  if (n >= 3) {
    const first = values[0]!
    const step = values[1]! - first
    let linear = true
    for (let i = 0; i < n && linear; i++) linear = Object.is(values[i], first + i * step)
    if (linear) return Values.Linear
  }
  for (let i = 0; i < n; i++) {
    const v = values[i]!
    if (Math.fround(v) !== v && !Number.isNaN(v)) return Values.Float64
  }
  return Values.Float32
}

function bytesOf(array: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

export class CorruptFrameError extends Error {}

/** Splits a group's payload into its frames. Throws CorruptFrameError at the first bad checksum. */
export function* splitFrames(payload: Buffer): Generator<Buffer> {
  for (let at = 0; at < payload.length;) {
    if (at + PREFIX_BYTES > payload.length) throw new CorruptFrameError('the payload is cut short')
    const end = at + 4 + payload.readUInt32LE(at)
    if (end > payload.length) throw new CorruptFrameError('a frame is cut short')
    const frame = payload.subarray(at, end)
    if (zlib.crc32(frame.subarray(PREFIX_BYTES)) !== frame.readUInt32LE(4)) {
      throw new CorruptFrameError(`bad checksum at byte ${at}`)
    }
    yield frame
    at = end
  }
}

export function decodeFrame(bytes: Buffer): Frame {
  const reader = new ByteReader(bytes, PREFIX_BYTES)
  const version = reader.byte()
  if (version !== VERSION) throw new CorruptFrameError(`unknown frame version ${version}`)
  const frame: Frame = { runId: reader.varint(), generation: reader.varint(), rows: [] }
  while (!reader.done) {
    const kind = reader.byte() as Section
    const body = new ByteReader(reader.bytes(reader.varint()))
    switch (kind) {
      case Section.Rows:
        frame.rows.push(readRows(body))
        break
      case Section.Summary:
        frame.summary = body.text()
        break
      case Section.Client: {
        const writer = body.varint()
        frame.client = { writer, name: body.text() }
        break
      }
      case Section.Console:
        ;(frame.console ??= []).push(readConsole(body))
        break
      case Section.ClientConsole: {
        const origin = { writer: body.varint(), line: body.varint() }
        ;(frame.console ??= []).push({ ...readConsole(body), origin })
        break
      }
      case Section.Status: {
        const flags = body.byte()
        const exitCode = body.signedVarint()
        frame.status = { complete: (flags & 1) !== 0, preempting: (flags & 2) !== 0, exitCode }
        break
      }
      case Section.Release:
        ;(frame.release ??= []).push(body.byte() as StreamId)
        break
      default:
        throw new CorruptFrameError(`unknown section ${String(kind)}`)
    }
  }
  return frame
}

function readConsole(body: ByteReader): FrameConsole {
  const firstLine = body.varint()
  return { firstLine, lines: Array.from({ length: body.varint() }, () => body.text()) }
}

function readRows(body: ByteReader): FrameRows {
  const stream = body.byte() as StreamId
  const writer = body.varint()
  const firstLine = body.varint()
  const place = body.varint()
  const count = body.varint()
  const firstNewCol = body.varint()
  const newKeys = Array.from({ length: body.varint() }, () => body.text())
  const columns = Array.from({ length: body.varint() }, () => readColumn(body, count))
  const cells = Array.from({ length: body.varint() }, () => ({
    row: body.varint(),
    json: body.text(),
  }))
  const firstRow = place === 0 ? null : place - 1
  return { stream, writer, firstLine, firstRow, count, firstNewCol, newKeys, columns, cells }
}

function readColumn(body: ByteReader, total: number): FrameColumn {
  const col = body.varint()
  const head = body.byte()
  let rows: Uint32Array | null = null
  let n = total
  if (head & 16) {
    n = body.varint()
    rows = new Uint32Array(n)
    let previous = -1
    for (let i = 0; i < n; i++) {
      previous += body.varint() + 1
      rows[i] = previous
    }
  }
  return { col, rows, values: readValues(body, (head & 15) as Values, n) }
}

function readValues(body: ByteReader, encoding: Values, n: number): Float64Array {
  if (encoding === Values.Linear) {
    const first = body.float64()
    const step = body.float64()
    const values = new Float64Array(n)
    for (let i = 0; i < n; i++) values[i] = first + i * step
    return values
  }
  const width = encoding === Values.Float32 ? 4 : 8
  // Copied, since typed arrays need an alignment that a slice of a frame does not have.
  const copy = new Uint8Array(n * width)
  copy.set(body.bytes(n * width))
  return width === 4
    ? Float64Array.from(new Float32Array(copy.buffer))
    : new Float64Array(copy.buffer)
}
