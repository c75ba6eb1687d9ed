import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rangeFilter, rangesFilter, tidyRange } from '@/lib/panels/rangeFilter'

const end = fc.double({ min: -1e9, max: 1e9, noNaN: true })

describe('tidyRange', () => {
  it('holds what was dragged, and little more, with ends that can be read', () => {
    fc.assert(
      fc.property(end, end, (a, b) => {
        fc.pre(Math.abs(a - b) > 1e-6)
        const [low, high] = tidyRange(a, b)
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const slack = 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
        expect(low).toBeLessThanOrEqual(from + slack)
        expect(high).toBeGreaterThanOrEqual(to - slack)
        expect(high - low).toBeLessThanOrEqual((to - from) * 1.03 + slack)
      }),
    )
  })

  it('rounds decimals without leaving their errors behind', () => {
    expect(tidyRange(0.123456, 0.456789)).toEqual([0.123, 0.457])
    expect(tidyRange(0.4, 0.1)).toEqual([0.1, 0.4])
    expect(tidyRange(1234.5, 9876.5)).toEqual([1230, 9880])
    expect(tidyRange(3, 3)).toEqual([3, 3])
  })

  it('keeps three digits on a log axis', () => {
    expect(tidyRange(0.000123456, 0.0987654, 'log')).toEqual([0.000123, 0.0988])
  })
})

describe('rangeFilter', () => {
  it('speaks of times as times', () => {
    expect(rangeFilter('run:createdAt', [0, 86_400])).toEqual({
      kind: 'and',
      filters: [
        { kind: 'compare', key: 'run:createdAt', op: '>=', value: '1970-01-01T00:00:00.000Z' },
        { kind: 'compare', key: 'run:createdAt', op: '<=', value: '1970-01-02T00:00:00.000Z' },
      ],
    })
  })

  it('is any of several ranges', () => {
    const filter = rangesFilter('config:lr', [
      [0, 1],
      [2, 3],
    ])
    expect(filter).toMatchObject({ kind: 'or', filters: [{ kind: 'and' }, { kind: 'and' }] })
  })
})
