/**
 * Level-0 blobs: the raw values of one key in one chunk of rows, losslessly packed. The layout is
 * described in docs/formats/block.md.
 *
 * The values are first brought into a form that compresses (constant, integers as second
 * differences, decimals as first differences, exact 32-bit floats, 64-bit floats; floats with their
 * bytes regrouped by significance) and then deflated.
 */
import zlib from 'node:zlib'
import type { Column } from './column'
import { ByteReader, ByteWriter } from '../bytes/varint'

const enum Kind {
  Float64 = 0,
  Float32 = 1,
  Integer = 2,
  /** Integers after multiplying by a power of ten. */
  Decimal = 3,
  Constant = 4,
}

const enum Flag {
  Sparse = 1,
  Deflated = 2,
}

/** Second differences of integers up to this size stay exact in zigzag form. */
const MAX_INTEGER = 2 ** 50
const MAX_SCALED = 2 ** 51
const MAX_DECIMALS = 6

export function encodeColumn(column: Column): Buffer {
  const { rows, values } = column
  const body = new ByteWriter(values.length * 8 + 16)
  if (rows) writeRows(body, rows)
  const kind = writeValues(body, values)
  const packed = body.length > 32 ? zlib.deflateRawSync(body.view(), { level: 1 }) : undefined
  const deflated = packed !== undefined && packed.length < body.length
  const out = new ByteWriter((deflated ? packed.length : body.length) + 16)
  out.byte(kind)
  out.byte((rows ? Flag.Sparse : 0) | (deflated ? Flag.Deflated : 0))
  out.varint(values.length)
  out.bytes(deflated ? packed : body.view())
  return out.copy()
}

export function decodeColumn(blob: Buffer): Column {
  const header = new ByteReader(blob)
  const kind = header.byte() as Kind
  const flags = header.byte()
  const n = header.varint()
  const rest = blob.subarray(header.at)
  const body = new ByteReader(flags & Flag.Deflated ? zlib.inflateRawSync(rest) : rest)
  const rows = flags & Flag.Sparse ? readRows(body, n) : null
  return { rows, values: readValues(body, kind, n) }
}

function writeRows(out: ByteWriter, rows: Uint32Array): void {
  let previous = -1
  for (const row of rows) {
    out.varint(row - previous - 1)
    previous = row
  }
}

function readRows(body: ByteReader, n: number): Uint32Array {
  const rows = new Uint32Array(n)
  let previous = -1
  for (let i = 0; i < n; i++) {
    previous += body.varint() + 1
    rows[i] = previous
  }
  return rows
}

function writeValues(out: ByteWriter, values: Float64Array): Kind {
  const first = values[0] ?? 0
  if (values.every((v) => Object.is(v, first))) {
    out.float64(first)
    return Kind.Constant
  }
  if (values.every((v) => Number.isInteger(v) && Math.abs(v) <= MAX_INTEGER && !Object.is(v, -0))) {
    writeSecondDifferences(out, values)
    return Kind.Integer
  }
  const decimals = commonDecimals(values)
  if (decimals > 0) {
    out.byte(decimals)
    writeFirstDifferences(out, values, 10 ** decimals)
    return Kind.Decimal
  }
  if (values.every((v) => Object.is(Math.fround(v), v) || Number.isNaN(v))) {
    out.bytes(regroup(bytesOf(Float32Array.from(values)), 4))
    return Kind.Float32
  }
  out.bytes(regroup(bytesOf(values), 8))
  return Kind.Float64
}

function readValues(body: ByteReader, kind: Kind, n: number): Float64Array {
  switch (kind) {
    case Kind.Constant:
      return new Float64Array(n).fill(body.float64())
    case Kind.Integer:
      return readSecondDifferences(body, n)
    case Kind.Decimal: {
      const scale = 10 ** body.byte()
      const values = new Float64Array(n)
      let value = 0
      for (let i = 0; i < n; i++) {
        value += body.signedVarint()
        values[i] = value / scale
      }
      return values
    }
    case Kind.Float32:
      return Float64Array.from(new Float32Array(ungroup(body.bytes(n * 4), 4).buffer))
    case Kind.Float64:
      return new Float64Array(ungroup(body.bytes(n * 8), 8).buffer)
    default:
      throw new Error(`unknown column kind ${String(kind)}`)
  }
}

function writeSecondDifferences(out: ByteWriter, values: Float64Array): void {
  let previous = 0
  let delta = 0
  for (const value of values) {
    const next = value - previous
    out.signedVarint(next - delta)
    previous = value
    delta = next
  }
}

function readSecondDifferences(body: ByteReader, n: number): Float64Array {
  const values = new Float64Array(n)
  let value = 0
  let delta = 0
  for (let i = 0; i < n; i++) {
    delta += body.signedVarint()
    value += delta
    values[i] = value
  }
  return values
}

function writeFirstDifferences(out: ByteWriter, values: Float64Array, scale: number): void {
  let previous = 0
  for (const value of values) {
    const scaled = Math.round(value * scale)
    out.signedVarint(scaled - previous)
    previous = scaled
  }
}

/** The fewest decimals with which every value is written exactly, or 0 for none up to six. */
function commonDecimals(values: Float64Array): number {
  let decimals = 1
  for (const value of values) {
    for (;;) {
      const scale = 10 ** decimals
      const scaled = Math.round(value * scale)
      if (Math.abs(scaled) <= MAX_SCALED && scaled / scale === value && !Object.is(value, -0)) break
      if (++decimals > MAX_DECIMALS) return 0
    }
  }
  return decimals
}

function bytesOf(array: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

/** Puts the first bytes of all numbers together, then the second ones, and so on. */
function regroup(bytes: Uint8Array, width: number): Uint8Array {
  const n = bytes.length / width
  const out = new Uint8Array(bytes.length)
  for (let b = 0; b < width; b++) {
    const base = b * n
    for (let i = 0, at = b; i < n; i++, at += width) out[base + i] = bytes[at]!
  }
  return out
}

function ungroup(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  const n = bytes.length / width
  const out = new Uint8Array(bytes.length)
  for (let b = 0; b < width; b++) {
    const base = b * n
    for (let i = 0, at = b; i < n; i++, at += width) out[at] = bytes[base + i]!
  }
  return out
}
