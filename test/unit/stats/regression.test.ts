import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { correlation, ranks } from '@/lib/stats/correlation'
import { fitLine } from '@/lib/stats/regression'

const number = fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 1000)
const pairs = fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 60 })
const split = (points: [number, number][]) => [points.map(([x]) => x), points.map(([, y]) => y)]

describe('fitLine', () => {
  it('finds the line that points lie on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100, max: 100 }).filter((slope) => slope !== 0),
        fc.integer({ min: -1000, max: 1000 }),
        fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 50 }),
        (slope, intercept, xs) => {
          const fit = fitLine(
            xs,
            xs.map((x) => slope * x + intercept),
          )!
          expect(fit.slope).toBeCloseTo(slope, 8)
          expect(fit.intercept).toBeCloseTo(intercept, 6)
          expect(fit.r2).toBeCloseTo(1, 10)
          expect(fit.n).toBe(xs.length)
        },
      ),
    )
  })

  it('leaves residuals that neither sum to anything nor go together with x', () => {
    fc.assert(
      fc.property(pairs, (points) => {
        const [xs, ys] = split(points) as [number[], number[]]
        const fit = fitLine(xs, ys)
        if (!fit) return
        const residuals = ys.map((y, i) => y - fit.slope * xs[i]! - fit.intercept)
        const scale = Math.max(1, ...xs.map(Math.abs)) * Math.max(1, ...ys.map(Math.abs))
        expect(Math.abs(residuals.reduce((a, b) => a + b, 0)) / scale).toBeLessThan(1e-6)
        const withX = residuals.reduce((sum, r, i) => sum + r * xs[i]!, 0)
        expect(Math.abs(withX) / (scale * Math.max(1, ...xs.map(Math.abs)))).toBeLessThan(1e-6)
      }),
    )
  })

  it('agrees with a worked example', () => {
    // Anscombe's first set: y = 3 + 0.5 x, r² = 0.67.
    const xs = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    const ys = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    const fit = fitLine(xs, ys)!
    expect(fit.slope).toBeCloseTo(0.50009, 4)
    expect(fit.intercept).toBeCloseTo(3.00009, 4)
    expect(fit.r2).toBeCloseTo(0.66654, 4)
  })

  it('has no line through one point or one x, and no r² where y never varies', () => {
    expect(fitLine([1], [2])).toBeNull()
    expect(fitLine([0.1 + 0.2, 0.3], [1, 2])).toBeNull()
    const flat = fitLine([1, 2, 3], [0.7, 0.7, 0.7])!
    expect(flat).toMatchObject({ slope: 0, r2: null, n: 3 })
    expect(flat.intercept).toBeCloseTo(0.7, 12)
  })
})

describe('correlation', () => {
  it('is within −1 and 1, and the same both ways round', () => {
    fc.assert(
      fc.property(
        pairs,
        fc.constantFrom('pearson' as const, 'spearman' as const),
        (points, kind) => {
          const [xs, ys] = split(points) as [number[], number[]]
          const there = correlation(kind, xs, ys)
          const back = correlation(kind, ys, xs)
          if (there === null || back === null) {
            expect(back).toBe(there)
            return
          }
          expect(Math.abs(there)).toBeLessThanOrEqual(1)
          expect(there).toBeCloseTo(back, 9)
        },
      ),
    )
  })

  it('squared is r² of the line', () => {
    fc.assert(
      fc.property(pairs, (points) => {
        const [xs, ys] = split(points) as [number[], number[]]
        const r = correlation('pearson', xs, ys)
        const fit = fitLine(xs, ys)
        if (r !== null && typeof fit?.r2 === 'number') expect(r * r).toBeCloseTo(fit.r2, 9)
      }),
    )
  })

  it('of ranks is 1 for whatever only rises', () => {
    const xs = [1, 2, 3, 4, 5, 6]
    const ys = xs.map((x) => Math.exp(3 * x))
    expect(correlation('spearman', xs, ys)).toBeCloseTo(1, 12)
    expect(correlation('pearson', xs, ys)).toBeLessThan(0.8)
  })

  it('means nothing for a constant or for two points', () => {
    expect(correlation('pearson', [1, 2], [1, 2])).toBeNull()
    expect(correlation('spearman', [5, 5, 5], [1, 2, 3])).toBeNull()
  })

  it('lets equal values share a rank', () => {
    expect([...ranks([10, 20, 20, 5])]).toEqual([2, 3.5, 3.5, 1])
  })
})
