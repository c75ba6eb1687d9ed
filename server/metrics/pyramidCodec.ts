/**
 * Blobs of pyramid entries, stored without compression so that a chart reads them at memory speed.
 * The layout is described in docs/formats/block.md.
 */
import { BLOCK_ENTRIES, type Entries } from './pyramid'

const enum Flag {
  /** min, max and last are exact as 32-bit floats. */
  Narrow = 1,
  /** Some slots hold nothing: the slot numbers are stored. */
  Sparse = 2,
  /** Not every entry has `fullCount` finite values: counts are stored. */
  Counts = 4,
  NonFinite = 8,
}

const HEADER_BYTES = 8

export function encodeEntries(entries: Entries): Buffer {
  const n = entries.slots.length
  const narrow = [entries.min, entries.max, entries.last].every((lane) =>
    lane.every((v) => Object.is(Math.fround(v), v)),
  )
  const sparse = n !== BLOCK_ENTRIES
  const fullCount = entries.count[0] ?? 0
  const counts = !entries.count.every((c) => c === fullCount)
  const nonFinite = entries.nonFinite.some((c) => c > 0)
  const width = narrow ? 4 : 8
  const out = Buffer.alloc(
    HEADER_BYTES +
      n * (3 * width + 8) +
      (counts ? n * 4 : 0) +
      (nonFinite ? n * 4 : 0) +
      (sparse ? n : 0),
  )
  out.writeUInt8(
    (narrow ? Flag.Narrow : 0) |
      (sparse ? Flag.Sparse : 0) |
      (counts ? Flag.Counts : 0) |
      (nonFinite ? Flag.NonFinite : 0),
    0,
  )
  out.writeUInt16LE(n, 1)
  out.writeUInt32LE(fullCount, 4)
  let at = HEADER_BYTES
  const put = (bytes: ArrayBufferView) => {
    out.set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), at)
    at += bytes.byteLength
  }
  put(entries.sum)
  for (const lane of [entries.min, entries.max, entries.last]) {
    put(narrow ? Float32Array.from(lane) : lane)
  }
  if (counts) put(entries.count)
  if (nonFinite) put(entries.nonFinite)
  if (sparse) put(entries.slots)
  return out
}

export function decodeEntries(blob: Buffer): Entries {
  const flags = blob.readUInt8(0)
  const n = blob.readUInt16LE(1)
  const fullCount = blob.readUInt32LE(4)
  let at = HEADER_BYTES
  // Copied, since typed arrays need an alignment that a slice of a blob does not have.
  const take = (size: number): ArrayBuffer => {
    const copy = new Uint8Array(size)
    copy.set(blob.subarray(at, at + size))
    at += size
    return copy.buffer
  }
  const sum = new Float64Array(take(n * 8))
  const lane = () =>
    flags & Flag.Narrow
      ? Float64Array.from(new Float32Array(take(n * 4)))
      : new Float64Array(take(n * 8))
  const min = lane()
  const max = lane()
  const last = lane()
  const count =
    flags & Flag.Counts ? new Uint32Array(take(n * 4)) : new Uint32Array(n).fill(fullCount)
  const nonFinite = flags & Flag.NonFinite ? new Uint32Array(take(n * 4)) : new Uint32Array(n)
  const slots =
    flags & Flag.Sparse ? new Uint8Array(take(n)) : Uint8Array.from({ length: n }, (_, i) => i)
  return { slots, min, max, last, sum, count, nonFinite }
}
