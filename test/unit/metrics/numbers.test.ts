import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatExact,
  formatLogTick,
  formatTicks,
  formatValue,
  readLabel,
} from '@/lib/metrics/numbers'
import { durationLabel, durationTicks, momentLabel } from '@/lib/metrics/timeTicks'

describe('axis labels', () => {
  it.each([
    [
      [0, 500, 1000, 1500],
      ['0', '500', '1000', '1500'],
    ],
    [
      [0, 5000, 10_000],
      ['0', '5k', '10k'],
    ],
    [
      [0, 500_000, 1_000_000],
      ['0', '0.5M', '1.0M'],
    ],
    [
      [0.1, 0.2, 0.3],
      ['0.1', '0.2', '0.3'],
    ],
    [
      [-0.5, 0, 0.5],
      ['−0.5', '0', '0.5'],
    ],
    [
      [1e-4, 2e-4, 3e-4],
      ['1e-4', '2e-4', '3e-4'],
    ],
    [
      [2.5e-5, 5e-5],
      ['2.5e-5', '5e-5'],
    ],
    [
      [0.50001, 0.50002],
      ['0.50001', '0.50002'],
    ],
    [[0], ['0']],
  ])('%j', (ticks, labels) => expect(formatTicks(ticks)).toEqual(labels))

  it('differ, and read back as the ticks they stand for', () => {
    const start = fc.integer({ min: -50, max: 50 })
    const step = fc.constantFrom(1, 2, 5)
    const power = fc.integer({ min: -12, max: 12 })
    fc.assert(
      fc.property(start, step, power, (from, base, exponent) => {
        const size = base * 10 ** exponent
        const ticks = [0, 1, 2, 3, 4].map((i) => (from + i) * size)
        const labels = formatTicks(ticks)
        expect(new Set(labels).size).toBe(5)
        labels.forEach((label, i) =>
          expect(Math.abs(readLabel(label) - ticks[i]!)).toBeLessThan(size * 1e-3),
        )
      }),
    )
  })

  it.each([
    [1, '1'],
    [0.01, '0.01'],
    [1e-4, '1e-4'],
    [1000, '1k'],
    [2e6, '2M'],
  ])('on a log axis, %d is %s', (value, label) => expect(formatLogTick(value)).toBe(label))
})

describe('values', () => {
  it.each([
    [0, '0'],
    [0.123456789, '0.12346'],
    [-2, '−2'],
    [1234567, '1,234,567'],
    [3.00001e-7, '3e-7'],
    [NaN, 'NaN'],
    [-Infinity, '−∞'],
  ])('%d is %s', (value, text) => expect(formatValue(value)).toBe(text))

  it('exact ones keep every digit and no more', () => {
    expect(formatExact(Math.fround(0.1))).toBe('0.1')
    expect(formatExact(0.1 + 0.2)).toBe('0.30000000000000004')
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const read = Number(formatExact(value).replace('−', '-').replaceAll(',', ''))
        expect(Math.fround(value) === value ? Math.fround(read) : read).toBe(
          value === 0 ? 0 : value,
        )
      }),
    )
  })
})

describe('time on an axis', () => {
  it.each([
    [0, '0s'],
    [45, '45s'],
    [90, '1m 30s'],
    [7200, '2h'],
    [109_800, '1d 6h'],
  ])('%d s is %s', (seconds, label) => expect(durationLabel(seconds)).toBe(label))

  it('falls on round durations', () => {
    expect(durationTicks(0, 100, 4)!.map((t) => t.label)).toEqual(['0s', '30s', '1m', '1m 30s'])
    expect(durationTicks(0, 7200, 4)!.map((t) => t.label)).toEqual([
      '0s',
      '30m',
      '1h',
      '1h 30m',
      '2h',
    ])
    expect(durationTicks(0, 1, 4)).toBeNull()
  })

  it('names the day at midnight and the time otherwise', () => {
    const midnight = new Date(2026, 2, 4).getTime() / 1000
    expect(momentLabel(midnight, 3600)).toBe('4 Mar')
    expect(momentLabel(midnight + 7320, 3600)).toBe('02:02')
    expect(momentLabel(midnight + 7, 60)).toBe('00:00:07')
  })
})
