import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ema, gaussian, runningMean, smooth, timeWeightedEma } from '@/lib/metrics/smoothing'
import type { SmoothingKind } from '@/lib/panels/linePanel'

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
  minLength: 1,
  maxLength: 60,
})
const kinds: [SmoothingKind, number][] = [
  ['none', 0],
  ['ema', 0.9],
  ['timeWeightedEma', 0.9],
  ['gaussian', 3],
  ['mean', 5],
]
const steps = (n: number) => Array.from({ length: n }, (_, i) => i)

describe.each(kinds)('%s', (kind, amount) => {
  it('stays within the values it averages', () => {
    fc.assert(
      fc.property(values, (ys) => {
        const smoothed = smooth({ kind, amount }, steps(ys.length), ys, ys.length)
        const slack = 1e-9 * Math.max(1, ...ys.map(Math.abs))
        for (const y of smoothed) {
          expect(y).toBeGreaterThanOrEqual(Math.min(...ys) - slack)
          expect(y).toBeLessThanOrEqual(Math.max(...ys) + slack)
        }
      }),
    )
  })

  it('keeps a constant line where it is', () => {
    const smoothed = smooth({ kind, amount }, steps(40), Array<number>(40).fill(0.7), 40)
    for (const y of smoothed) expect(y).toBeCloseTo(0.7, 12)
  })

  it('leaves NaN and infinities in place and out of the average', () => {
    const ys = [1, NaN, 1, Infinity, 1]
    const smoothed = smooth({ kind, amount }, steps(5), ys, 5)
    expect(smoothed[1]).toBeNaN()
    expect(smoothed[3]).toBe(Infinity)
    for (const i of [0, 2, 4]) expect(smoothed[i]).toBeCloseTo(1, 12)
  })
})

describe('formulas', () => {
  it('ema: the weighted sum over all points before, divided by its weights', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 0.99, noNaN: true }), (ys, w) => {
        const smoothed = ema(ys, w)
        const n = ys.length - 1
        let sum = 0
        let norm = 0
        for (let k = 0; k <= n; k++) {
          sum += ys[n - k]! * w ** k
          norm += w ** k
        }
        expect(smoothed[n]).toBeCloseTo(sum / norm, 4)
      }),
    )
  })

  it('time-weighted ema: equals W&B’s published loop', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (ys, amount) => {
        const xs = ys.map((_, i) => i * i)
        const span = xs.at(-1)! || 1
        const weight = Math.min(Math.sqrt(amount), 0.999)
        let last = 0
        let debias = 0
        const expected = ys.map((y, i) => {
          const change = ((xs[i]! - xs[i > 0 ? i - 1 : 0]!) / span) * 1000
          const adjusted = weight ** change
          last = last * adjusted + y
          debias = debias * adjusted + 1
          return last / debias
        })
        const smoothed = timeWeightedEma(xs, ys, amount, span)
        expected.forEach((y, i) => expect(smoothed[i]).toBeCloseTo(y, 6))
      }),
    )
  })

  it('time-weighted ema: points far apart do not smooth each other', () => {
    const smoothed = timeWeightedEma([0, 1000], [0, 1], 0.9, 1000)
    expect(smoothed[1]).toBeCloseTo(1, 9)
  })

  it('gaussian: answers an impulse with the normal curve', () => {
    const ys = new Float64Array(81)
    ys[40] = 1
    const smoothed = gaussian(ys, 4)
    const curve = (d: number) => Math.exp((-d * d) / 32)
    let norm = 0
    for (let d = -12; d <= 12; d++) norm += curve(d)
    for (const d of [-12, -4, 0, 1, 8]) expect(smoothed[40 + d]).toBeCloseTo(curve(d) / norm, 9)
    expect(smoothed[40 + 13]).toBe(0)
  })

  it('running mean: the plain mean of a centred window', () => {
    expect([...runningMean([1, 2, 3, 4, 50], 3)]).toEqual([1.5, 2, 3, 19, 27])
    expect([...runningMean([1, 2, 3], 1)]).toEqual([1, 2, 3])
  })
})
