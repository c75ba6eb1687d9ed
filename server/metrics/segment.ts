/**
 * Where a column's blobs are stored. A large one is a part of its own, numbered like the column;
 * small ones share a segment with the other small ones among 256 neighbouring columns, so that a
 * run with ten thousand keys does not become ten thousand database rows a chunk.
 */
import { ByteReader, ByteWriter } from '../bytes/varint'

const GROUP_COLUMNS = 256
/** Encoded blobs of at least this many bytes get a row of their own. */
export const OWN_PART_BYTES = 1024

export const OWN_PART = 1
export const SHARED_PART = 2

export function groupOf(col: number): number {
  return Math.floor(col / GROUP_COLUMNS)
}

export function segmentPart(group: number): number {
  return -1 - group
}

export function columnsOfGroup(group: number): { from: number; to: number } {
  return { from: group * GROUP_COLUMNS, to: (group + 1) * GROUP_COLUMNS - 1 }
}

/** Rows and cells that are not numbers; one part a chunk. */
export const CELLS_PART = -2_147_483_648

/** `members` are blobs by column number, all of one group. */
export function encodeSegment(members: ReadonlyMap<number, Buffer>): Buffer {
  const size = [...members.values()].reduce((sum, blob) => sum + blob.length + 8, 8)
  const out = new ByteWriter(size)
  out.varint(members.size)
  for (const [col, blob] of members) {
    out.byte(col % GROUP_COLUMNS)
    out.varint(blob.length)
  }
  for (const blob of members.values()) out.bytes(blob)
  return out.copy()
}

export function decodeSegment(group: number, segment: Buffer): Map<number, Buffer> {
  const reader = new ByteReader(segment)
  const directory: [number, number][] = []
  for (let n = reader.varint(); n > 0; n--) {
    directory.push([group * GROUP_COLUMNS + reader.byte(), reader.varint()])
  }
  return new Map(directory.map(([col, size]) => [col, reader.bytes(size)]))
}
