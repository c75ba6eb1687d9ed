import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Buckets } from '@/lib/metrics/buckets'
import { computedBuckets } from '@/lib/metrics/computed'
import { decodeGroups, encodeGroups } from '@/lib/metrics/groupWire'
import { Grid, groupStats, runLine } from '@/server/metrics/groupGrid'

/** A run that logs these values at these steps. */
function run(points: readonly (readonly [number, number])[]): Buckets {
  const buckets = new Buckets(1)
  points.forEach(([x, y], row) => buckets.addPoint(row, x, y))
  return buckets
}

const statsOf = (runs: readonly Buckets[], buckets = 100) => {
  const lines = runs.map((one) => runLine(one, 'linear'))
  const xs = lines.flatMap((line) => [...line.x.subarray(0, line.length)])
  const grid = new Grid(Math.min(...xs), Math.max(...xs), buckets, true)
  return groupStats(lines, grid, 'linear')
}

describe('statistics of a group', () => {
  it('are exact over the runs at each step', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
      minLength: 1,
      maxLength: 40,
    })
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 12 }), (runs) => {
        const stats = statsOf(runs.map((ys) => run(ys.map((y, step) => [step, y]))))
        const longest = Math.max(...runs.map((ys) => ys.length))
        expect(stats.length).toBe(longest)
        for (let step = 0; step < longest; step++) {
          const here = runs.flatMap((ys) => (step < ys.length ? [ys[step]!] : []))
          const sorted = here.toSorted((a, b) => a - b)
          const mean = here.reduce((sum, y) => sum + y, 0) / here.length
          const middle = (sorted[(here.length - 1) >> 1]! + sorted[here.length >> 1]!) / 2
          const squares = here.reduce((sum, y) => sum + (y - mean) ** 2, 0)
          expect(stats.x[step]).toBe(step)
          expect(stats.n[step]).toBe(here.length)
          expect(stats.mean[step]).toBeCloseTo(mean, 5)
          expect(stats.median[step]).toBeCloseTo(middle, 5)
          expect(stats.min[step]).toBe(sorted[0])
          expect(stats.max[step]).toBe(sorted.at(-1))
          const std = here.length > 1 ? Math.sqrt(squares / (here.length - 1)) : 0
          expect(stats.std[step]).toBeCloseTo(std, 4)
        }
      }),
    )
  })

  it('count a run between two of its points as the straight line that is drawn there', () => {
    const stats = statsOf([
      run([
        [0, 0],
        [4, 8],
      ]),
      run([0, 1, 2, 3, 4].map((step) => [step, 10])),
    ])
    expect([...stats.n]).toEqual([2, 2, 2, 2, 2])
    expect([...stats.mean]).toEqual([5, 6, 7, 8, 9])
  })

  it('count it nowhere else: not before, not after, not across NaN', () => {
    const stats = statsOf([
      run([
        [2, 1],
        [3, NaN],
        [5, 1],
      ]),
      run([0, 1, 2, 3, 4, 5, 6].map((step) => [step, 3])),
    ])
    expect([...stats.n]).toEqual([1, 1, 2, 1, 1, 2, 1])
  })

  it('keep every extreme however wide the buckets are', () => {
    const long = Array.from({ length: 10_000 }, (_, step): [number, number] => [
      step,
      step === 7777 ? 1e6 : 0,
    ])
    const stats = statsOf([run(long), run(long.map(([x]) => [x, 1]))], 50)
    expect(stats.length).toBeLessThanOrEqual(50)
    expect(Math.max(...stats.max)).toBe(1e6)
    expect([...stats.n]).toEqual(Array.from(stats.n, () => 2))
  })

  it('lie on lines that do not move while runs grow', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 500 }), (end, n) => {
        const before = new Grid(0, end, n, true)
        const after = new Grid(0, end + 1, n, true)
        expect(Math.floor(end / before.width) + 1).toBeLessThanOrEqual(n)
        expect(Number.isInteger(after.width / before.width)).toBe(true)
      }),
    )
  })

  it('travel without loss', () => {
    const stats = statsOf([run([0, 1, 2].map((step) => [step, step / 3]))])
    const groups = [
      { runs: 1, stats },
      { runs: 0, stats: statsOf([run([[0, 1]])]) },
    ]
    const bytes = encodeGroups(groups)
    expect(decodeGroups(bytes.buffer)).toEqual(groups)
  })
})

describe('a computed series', () => {
  const result = (buckets: Buckets) => ({
    run: 1,
    key: 'k',
    nextRow: 0,
    known: true,
    sortedByX: false,
    buckets,
  })
  const difference = (means: readonly number[]) => means[0]! - means[1]!

  it('has a value where all of its inputs have one', () => {
    const a = new Buckets(1)
    const b = new Buckets(1)
    ;[0, 1, 2, 3].forEach((row) => a.addPoint(row, row, row * 10))
    ;[1, 3, 4].forEach((row) => b.addPoint(row, row, row))
    const computed = computedBuckets([result(a), result(b)], difference)
    expect([...computed.index.subarray(0, computed.length)]).toEqual([1, 3])
    expect([...computed.last.subarray(0, computed.length)]).toEqual([9, 27])
  })

  it('of grids of two widths stands on the wider', () => {
    const fine = new Buckets(1)
    for (let row = 0; row < 8; row++) fine.addPoint(row, row, row)
    const computed = computedBuckets([result(fine), result(fine.coarsened(4))], difference)
    expect(computed.bucketRows).toBe(4)
    expect([...computed.sum.subarray(0, computed.length)]).toEqual([0, 0])
  })

  it('counts what is not finite', () => {
    const a = new Buckets(1)
    a.addPoint(0, 0, 0)
    const computed = computedBuckets([result(a)], ([value]) => Math.log(value!))
    expect(computed.count[0]).toBe(0)
    expect(computed.nonFinite[0]).toBe(1)
  })
})
