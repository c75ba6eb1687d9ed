/**
 * The pyramid over a column: level 1 summarises 64 rows an entry, and each level above it four
 * entries of the level below. Entries come in blocks of 256, written once all their rows are
 * sealed; until then the level below answers for them.
 */
import { type Column, rowAt } from './column'

export const CHUNK_ROWS = 4096
export const BASE_ROWS = 64
export const FACTOR = 4
export const BLOCK_ENTRIES = 256
export const MAX_LEVEL = 12

/** Rows one entry covers; level 0 is raw rows. */
export function entryRows(level: number): number {
  return level === 0 ? 1 : BASE_ROWS * FACTOR ** (level - 1)
}

/** Rows one stored blob covers. */
export function blockRows(level: number): number {
  return level === 0 ? CHUNK_ROWS : BLOCK_ENTRIES * entryRows(level)
}

/** The coarsest level whose entries are no wider than a bucket; 0 for buckets under 64 rows. */
export function levelFor(bucketRows: number): number {
  let level = 0
  while (level < MAX_LEVEL && entryRows(level + 1) <= bucketRows) level++
  return level
}

/** Summaries of the entries of one block that hold any value, in row order. */
export interface Entries {
  /** Places within the block, 0 to 255. */
  slots: Uint8Array
  /** Over finite values; NaN where there are none. */
  min: Float64Array
  max: Float64Array
  last: Float64Array
  sum: Float64Array
  count: Uint32Array
  nonFinite: Uint32Array
}

class EntryBuilder {
  private n = 0
  private readonly slots = new Uint8Array(BLOCK_ENTRIES)
  private readonly min = new Float64Array(BLOCK_ENTRIES)
  private readonly max = new Float64Array(BLOCK_ENTRIES)
  private readonly last = new Float64Array(BLOCK_ENTRIES)
  private readonly sum = new Float64Array(BLOCK_ENTRIES)
  private readonly count = new Uint32Array(BLOCK_ENTRIES)
  private readonly nonFinite = new Uint32Array(BLOCK_ENTRIES)

  private open(slot: number): number {
    if (this.n > 0 && this.slots[this.n - 1] === slot) return this.n - 1
    const i = this.n++
    this.slots[i] = slot
    this.min[i] = NaN
    this.max[i] = NaN
    this.last[i] = NaN
    return i
  }

  addValue(slot: number, value: number): void {
    const i = this.open(slot)
    if (!Number.isFinite(value)) {
      this.nonFinite[i]!++
      return
    }
    if (!(this.min[i]! <= value)) this.min[i] = value
    if (!(this.max[i]! >= value)) this.max[i] = value
    this.last[i] = value
    this.sum[i]! += value
    this.count[i]!++
  }

  addEntry(slot: number, from: Entries, j: number): void {
    const i = this.open(slot)
    this.nonFinite[i]! += from.nonFinite[j]!
    if (from.count[j] === 0) return
    if (!(this.min[i]! <= from.min[j]!)) this.min[i] = from.min[j]!
    if (!(this.max[i]! >= from.max[j]!)) this.max[i] = from.max[j]!
    this.last[i] = from.last[j]!
    this.sum[i]! += from.sum[j]!
    this.count[i]! += from.count[j]!
  }

  entries(): Entries {
    const n = this.n
    return {
      slots: this.slots.slice(0, n),
      min: this.min.slice(0, n),
      max: this.max.slice(0, n),
      last: this.last.slice(0, n),
      sum: this.sum.slice(0, n),
      count: this.count.slice(0, n),
      nonFinite: this.nonFinite.slice(0, n),
    }
  }
}

/** A level-1 block from the four chunks it covers; absent chunks hold no value of the key. */
export function entriesFromChunks(chunks: readonly (Column | undefined)[]): Entries {
  const builder = new EntryBuilder()
  const slotsPerChunk = CHUNK_ROWS / BASE_ROWS
  chunks.forEach((column, c) => {
    if (!column) return
    for (let i = 0; i < column.values.length; i++) {
      const slot = c * slotsPerChunk + Math.floor(rowAt(column, i) / BASE_ROWS)
      builder.addValue(slot, column.values[i]!)
    }
  })
  return builder.entries()
}

/** A block one level up from the four blocks it covers. */
export function entriesFromBlocks(blocks: readonly (Entries | undefined)[]): Entries {
  const builder = new EntryBuilder()
  const slotsPerBlock = BLOCK_ENTRIES / FACTOR
  blocks.forEach((entries, b) => {
    if (!entries) return
    for (let j = 0; j < entries.slots.length; j++) {
      const slot = b * slotsPerBlock + Math.floor(entries.slots[j]! / FACTOR)
      builder.addEntry(slot, entries, j)
    }
  })
  return builder.entries()
}
