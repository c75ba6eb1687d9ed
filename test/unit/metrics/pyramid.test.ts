import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Column } from '@/server/metrics/column'
import {
  BLOCK_ENTRIES,
  blockRows,
  CHUNK_ROWS,
  entriesFromBlocks,
  entriesFromChunks,
  type Entries,
  entryRows,
  levelFor,
} from '@/server/metrics/pyramid'
import { decodeEntries, encodeEntries } from '@/server/metrics/pyramidCodec'

/** Some rows of one chunk; NaN and infinities among them. */
const chunk = fc
  .uniqueArray(
    fc.tuple(
      fc.nat(CHUNK_ROWS - 1),
      fc.oneof(fc.double(), fc.float(), fc.constantFrom(NaN, Infinity, -Infinity, 0)),
    ),
    { selector: ([row]) => row, maxLength: 200 },
  )
  .map((points): Column => {
    points.sort(([a], [b]) => a - b)
    return {
      rows: Uint32Array.from(points, ([row]) => row),
      values: Float64Array.from(points, ([, value]) => value),
    }
  })
const chunks = fc.array(fc.option(chunk, { nil: undefined }), { minLength: 4, maxLength: 4 })

interface Summary {
  slot: number
  min: number
  max: number
  last: number
  sum: number
  count: number
  nonFinite: number
}

function summaries(entries: Entries): Summary[] {
  return [...entries.slots].map((slot, i) => ({
    slot,
    min: entries.min[i]!,
    max: entries.max[i]!,
    last: entries.last[i]!,
    sum: entries.sum[i]!,
    count: entries.count[i]!,
    nonFinite: entries.nonFinite[i]!,
  }))
}

/** The same from every row, without any level in between. */
function bruteForce(points: { row: number; value: number }[], width: number): Summary[] {
  const slots = new Map<number, number[]>()
  for (const { row, value } of points) {
    const slot = Math.floor(row / width)
    slots.set(slot, [...(slots.get(slot) ?? []), value])
  }
  return [...slots].map(([slot, values]) => {
    const finite = values.filter(Number.isFinite)
    const none = finite.length === 0
    return {
      slot,
      min: none ? NaN : Math.min(...finite),
      max: none ? NaN : Math.max(...finite),
      last: finite.at(-1) ?? NaN,
      sum: finite.reduce((a, b) => a + b, 0),
      count: finite.length,
      nonFinite: values.length - finite.length,
    }
  })
}

const pointsOf = (parts: (Column | undefined)[]) =>
  parts.flatMap((column, c) =>
    column
      ? [...column.values].map((value, i) => ({ row: c * CHUNK_ROWS + column.rows![i]!, value }))
      : [],
  )

/** Sums depend on the order of adding; everything else is exact. */
function expectSame(found: Summary[], wanted: Summary[]) {
  // Which of two equal zeros is the smallest is nobody's business.
  const zero = (v: number) => (v === 0 ? 0 : v)
  const exact = (s: Summary) => ({ ...s, min: zero(s.min), max: zero(s.max), sum: undefined })
  expect(found.map(exact)).toEqual(wanted.map(exact))
  const scale = wanted.reduce((m, s) => Math.max(m, Math.abs(s.min) || 0, Math.abs(s.max) || 0), 1)
  found.forEach(({ sum }, i) => {
    const other = wanted[i]!.sum
    if (sum !== other) expect(Math.abs(sum - other) / scale).toBeLessThan(1e-9)
  })
}

describe('the pyramid', () => {
  it('has entries that divide each other at every level', () => {
    for (let level = 1; level < 8; level++) {
      expect(entryRows(level + 1) % entryRows(level)).toBe(0)
      expect(blockRows(level)).toBe(BLOCK_ENTRIES * entryRows(level))
    }
    for (const rows of [1, 2, 63, 64, 65, 255, 256, 4096, 1e6]) {
      expect(entryRows(levelFor(rows))).toBeLessThanOrEqual(rows)
    }
  })

  it('summarises chunks as adding up every row does', () => {
    fc.assert(
      fc.property(chunks, (parts) => {
        expectSame(summaries(entriesFromChunks(parts)), bruteForce(pointsOf(parts), entryRows(1)))
      }),
    )
  })

  it('loses nothing from level to level', () => {
    fc.assert(
      fc.property(fc.array(chunks, { minLength: 4, maxLength: 4 }), (blocks) => {
        const second = entriesFromBlocks(blocks.map(entriesFromChunks))
        expectSame(summaries(second), bruteForce(pointsOf(blocks.flat()), entryRows(2)))
      }),
      { numRuns: 50 },
    )
  })

  it('is stored bit for bit', () => {
    fc.assert(
      fc.property(chunks, (parts) => {
        const entries = entriesFromChunks(parts)
        expect(decodeEntries(encodeEntries(entries))).toEqual(entries)
      }),
    )
  })
})
