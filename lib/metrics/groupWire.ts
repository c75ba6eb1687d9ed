/**
 * The binary answer to a group query: little-endian, 8-aligned, so that a browser reads the columns
 * in place. docs/formats/groups.md tells of every byte.
 */
import { emptyGroupStats, type GroupStats } from './groupStats'

const MAGIC = 0x31475252 // "RRG1", little-endian
const HEADER_BYTES = 8
const GROUP_HEADER_BYTES = 16

export interface GroupResult {
  /** Runs of the group that have logged the key at all. */
  runs: number
  stats: GroupStats
}

type Lane = Exclude<keyof GroupStats, 'length' | 'n'>
const LANES: readonly Lane[] = ['x', 'mean', 'median', 'std', 'min', 'max']

export function encodeGroups(groups: readonly GroupResult[]): Uint8Array<ArrayBuffer> {
  const size = groups.reduce((sum, { stats }) => sum + sizeOf(stats.length), HEADER_BYTES)
  const bytes = new ArrayBuffer(size)
  const view = new DataView(bytes)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, groups.length, true)
  let at = HEADER_BYTES
  for (const { runs, stats } of groups) {
    view.setUint32(at, stats.length, true)
    view.setUint32(at + 4, runs, true)
    at += GROUP_HEADER_BYTES
    for (const lane of LANES) {
      for (let i = 0; i < stats.length; i++, at += 8) view.setFloat64(at, stats[lane][i]!, true)
    }
    for (let i = 0; i < stats.length; i++, at += 4) view.setUint32(at, stats.n[i]!, true)
    at = aligned(at)
  }
  return new Uint8Array(bytes)
}

export function decodeGroups(bytes: ArrayBuffer): GroupResult[] {
  const view = new DataView(bytes)
  if (bytes.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new Error('not an answer about groups')
  }
  let at = HEADER_BYTES
  return Array.from({ length: view.getUint32(4, true) }, (): GroupResult => {
    const length = view.getUint32(at, true)
    const runs = view.getUint32(at + 4, true)
    at += GROUP_HEADER_BYTES
    const stats = emptyGroupStats(length)
    for (const lane of LANES) {
      for (let i = 0; i < length; i++, at += 8) stats[lane][i] = view.getFloat64(at, true)
    }
    for (let i = 0; i < length; i++, at += 4) stats.n[i] = view.getUint32(at, true)
    at = aligned(at)
    return { runs, stats }
  })
}

const aligned = (at: number) => (at + 7) & ~7
const sizeOf = (length: number) => aligned(GROUP_HEADER_BYTES + length * (LANES.length * 8 + 4))
