import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Better, paretoFront } from '@/lib/stats/pareto'
import { running } from '@/lib/stats/running'

// Few values, so that ties are many.
const point = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }))
const points = fc.array(point, { maxLength: 40 })
const better = fc.constantFrom<Better>('min', 'max')

describe('paretoFront', () => {
  it('holds exactly the points that no other beats', () => {
    fc.assert(
      fc.property(points, better, better, (all, x, y) => {
        const atLeast = (how: Better, a: number, b: number) => (how === 'min' ? a <= b : a >= b)
        const beats = (a: [number, number], b: [number, number]) =>
          atLeast(x, a[0], b[0]) && atLeast(y, a[1], b[1]) && (a[0] !== b[0] || a[1] !== b[1])
        const expected = all.flatMap((one, i) =>
          all.some((other) => beats(other, one)) ? [] : [i],
        )
        const front = paretoFront(
          all.map((one) => one[0]),
          all.map((one) => one[1]),
          { x, y },
        )
        expect([...front].sort((a, b) => a - b)).toEqual(expected)
      }),
    )
  })

  it('goes from the best x to the best y', () => {
    const front = paretoFront([3, 1, 2, 2], [9, 1, 5, 4], { x: 'min', y: 'max' })
    expect(front).toEqual([1, 2, 0])
  })
})

describe('running', () => {
  it('says the best and the mean of everything up to each x', () => {
    fc.assert(
      fc.property(points, fc.constantFrom('min', 'max', 'mean'), (all, kind) => {
        const result = running(
          kind as 'min' | 'max' | 'mean',
          all.map((one) => one[0]),
          all.map((one) => one[1]),
        )
        expect(result.map(({ x }) => x)).toEqual(
          [...new Set(all.map((one) => one[0]))].sort((a, b) => a - b),
        )
        for (const { x, y } of result) {
          const before = all.filter((one) => one[0] <= x).map((one) => one[1])
          const sum = before.reduce((a, b) => a + b, 0)
          const expected = { min: Math.min(...before), max: Math.max(...before) }
          expect(y).toBeCloseTo(kind === 'mean' ? sum / before.length : expected[kind as 'min'], 9)
        }
      }),
    )
  })
})
