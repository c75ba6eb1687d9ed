import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Buckets } from '@/lib/metrics/buckets'
import { decodeSeries, encodeSeries, type SeriesResult } from '@/lib/metrics/seriesWire'

const point = fc.record({
  gap: fc.nat(3),
  x: fc.oneof(fc.integer({ min: 0, max: 1e6 }), fc.double(), fc.constant(NaN)),
  y: fc.oneof(fc.double(), fc.float(), fc.constantFrom(NaN, Infinity, 0, 1)),
})

const series = fc
  .record({
    run: fc.nat(2 ** 31),
    nextRow: fc.nat(),
    known: fc.boolean(),
    sortedByX: fc.boolean(),
    width: fc.constantFrom(1, 2, 8),
    points: fc.array(point, { maxLength: 200 }),
  })
  .map(({ width, points, ...rest }) => {
    const buckets = new Buckets(width)
    let row = -1
    for (const { gap, x, y } of points) buckets.addPoint((row += 1 + gap), x, y)
    return { ...rest, buckets }
  })

function shown({ buckets: b, ...rest }: SeriesResult) {
  const lanes = [b.index, b.xMin, b.xMax, b.min, b.max, b.sum, b.last, b.count, b.nonFinite]
  return {
    ...rest,
    bucketRows: b.bucketRows,
    lanes: lanes.map((lane) => [...lane.subarray(0, b.length)]),
  }
}

describe('a series answer', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(series, { maxLength: 6 }), (several) => {
        const keys = ['loss', 'val/loss', 'π']
        const results = several.map((one, i) => ({ ...one, key: keys[i % keys.length]! }))
        const bytes = encodeSeries(results, keys)
        const copy = bytes.buffer.slice(0, bytes.byteLength)
        expect(decodeSeries(copy, keys).map(shown)).toEqual(results.map(shown))
      }),
    )
  })

  it('that is none is refused', () => {
    expect(() => decodeSeries(new ArrayBuffer(4), [])).toThrow(/not a series/)
    expect(() => decodeSeries(new TextEncoder().encode('<html></html>').buffer, [])).toThrow()
  })
})

describe('buckets', () => {
  it('coarsened are what the same rows would have given at once', () => {
    fc.assert(
      fc.property(
        fc.array(point, { maxLength: 300 }),
        fc.integer({ min: 1, max: 7 }),
        (points, n) => {
          const fine = new Buckets(1)
          const coarse = new Buckets(2 ** n)
          let row = -1
          for (const { gap, x, y } of points) {
            row += 1 + gap
            fine.addPoint(row, x, y)
            coarse.addPoint(row, x, y)
          }
          const found = shown({ ...about, buckets: fine.coarsened(2 ** n) })
          expect(found).toEqual(shown({ ...about, buckets: coarse }))
        },
      ),
    )
  })
})

const about = { run: 1, key: 'k', nextRow: 0, known: true, sortedByX: false }
