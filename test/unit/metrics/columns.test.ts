import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Buckets } from '@/lib/metrics/buckets'
import { foldColumns } from '@/lib/metrics/columns'

const point = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(NaN) },
)
const series = fc.array(point, { minLength: 1, maxLength: 300 })

function bucketsOf(ys: number[], bucketRows: number): Buckets {
  const raw = new Buckets(1)
  ys.forEach((y, row) => raw.addPoint(row, row, y))
  return bucketRows === 1 ? raw : raw.coarsened(bucketRows)
}

describe('folding into columns', () => {
  it('keeps both extremes and every row, whatever the zoom and the resolution', () => {
    fc.assert(
      fc.property(
        series,
        fc.constantFrom(1, 2, 8),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (ys, bucketRows, scale) => {
          const finite = ys.filter(Number.isFinite)
          const buckets = bucketsOf(ys, bucketRows)
          const columns = foldColumns(buckets, 0, buckets.length, (x) => x * scale)
          let rows = 0
          let low = Infinity
          let high = -Infinity
          let sum = 0
          const end =
            columns.length > 0 && endsInPoint(buckets) ? columns.length - 1 : columns.length
          for (let i = 0; i < columns.length; i++) {
            low = Math.min(low, columns.low[i]!)
            high = Math.max(high, columns.high[i]!)
            if (i >= 1) expect(columns.x[i]!).toBeGreaterThanOrEqual(columns.x[i - 1]!)
          }
          expect([low, high]).toEqual([
            finite.length ? Math.min(...finite) : Infinity,
            finite.length ? Math.max(...finite) : -Infinity,
          ])
          for (let i = 0; i < end; i++) {
            rows += columns.rows[i]!
            sum += columns.mean[i]! * columns.rows[i]!
          }
          expect(finite.length - rows).toBeLessThanOrEqual(0)
          if (end === columns.length) {
            expect(rows).toBe(finite.length)
            expect(sum).toBeCloseTo(
              finite.reduce((a, b) => a + b, 0),
              6,
            )
          }
        },
      ),
    )
  })

  it('leaves a gap where nothing finite was logged, and none where nothing was logged', () => {
    const buckets = new Buckets(1)
    const rows: [number, number][] = [
      [0, 1],
      [1, 1],
      [2, NaN],
      [3, 1],
      [90, 1],
    ]
    for (const [row, y] of rows) buckets.addPoint(row, row, y)
    const columns = foldColumns(buckets, 0, buckets.length, (x) => x * 10)
    expect([...columns.gap.subarray(0, columns.length)]).toEqual([0, 0, 1, 0])
  })

  it('ends a line of buckets at its last value', () => {
    const buckets = bucketsOf([0, 0, 0, 8], 4)
    const columns = foldColumns(buckets, 0, buckets.length, (x) => x * 10)
    expect(columns.length).toBe(2)
    expect([columns.x[1], columns.mean[1]]).toEqual([30, 8])
  })
})

/** Whether the last bucket holds several rows, so that the line gets its last value as a point. */
function endsInPoint(buckets: Buckets): boolean {
  return buckets.count[buckets.length - 1]! > 1
}
