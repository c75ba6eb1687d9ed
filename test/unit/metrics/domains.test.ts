import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Buckets } from '@/lib/metrics/buckets'
import {
  domainWithoutOutliers,
  emptyExtent,
  entriesWithin,
  growingEnd,
  include,
  linearDomain,
  logDomain,
} from '@/lib/metrics/domains'

const number = fc.double({ min: -1e9, max: 1e9, noNaN: true })
const extentOf = (values: number[]) => {
  const extent = emptyExtent()
  for (const value of values) include(extent, value)
  return extent
}

describe('axes', () => {
  it('linear: holds every value and is never empty', () => {
    fc.assert(
      fc.property(fc.array(number), (values) => {
        const [low, high] = linearDomain(extentOf(values))
        expect(low).toBeLessThan(high)
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(low)
          expect(value).toBeLessThanOrEqual(high)
        }
      }),
    )
  })

  it('linear: does not go below zero for air alone', () => {
    expect(linearDomain(extentOf([0.01, 2]))[0]).toBe(0)
    expect(linearDomain(extentOf([-0.01, 2]))[0]).toBeLessThan(-0.01)
  })

  it('log: holds every value above zero, whatever else there is', () => {
    fc.assert(
      fc.property(fc.array(number), (values) => {
        const [low, high] = logDomain(extentOf(values))
        expect(low).toBeGreaterThan(0)
        expect(low).toBeLessThan(high)
        for (const value of values.filter((v) => v > 0)) {
          expect(value).toBeGreaterThanOrEqual(low)
          expect(value).toBeLessThanOrEqual(high)
        }
      }),
    )
  })

  it('ignores values that are not finite', () => {
    expect(linearDomain(extentOf([NaN, Infinity, -Infinity]))).toEqual([0, 1])
  })

  it('without outliers: a wild twentieth at either end does not matter', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => (i < 4 ? 1e6 + i : i / 100))
    const { low, high } = domainWithoutOutliers(values)
    expect(low).toBeGreaterThan(0)
    expect(high).toBeLessThan(1)
  })

  it('a growing end is beyond the data, and stays while the data grow a little', () => {
    fc.assert(
      fc.property(number, fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (low, span) => {
        const end = growingEnd(low, low + span)
        expect(end).toBeGreaterThan(low + span * 0.999)
        expect(end - low).toBeLessThanOrEqual(span * 1.14)
      }),
    )
    const ends = new Set(Array.from({ length: 1000 }, (_, i) => growingEnd(0, 1000 + i)))
    expect(ends.size).toBeLessThanOrEqual(18)
  })
})

describe('entries within a domain', () => {
  it('are all that overlap it, and one more at each end', () => {
    const buckets = new Buckets(1)
    for (let row = 0; row < 100; row++) buckets.addPoint(row, row * 2, 1)
    expect(entriesWithin(buckets, [50, 60])).toEqual({ from: 24, to: 32 })
    expect(entriesWithin(buckets, [-10, -5])).toEqual({ from: 0, to: 1 })
    expect(entriesWithin(buckets, [-10, 1000])).toEqual({ from: 0, to: 100 })
  })
})
