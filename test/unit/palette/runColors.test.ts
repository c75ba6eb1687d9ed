import { describe, expect, it } from 'vitest'
import { RUN_COLOURS, runColor, runDash } from '@/lib/palette/runColors'
import { contrast, distance, GROUNDS, linear, oklab, seen, SEEN_BY } from '../../support/colors'

const numbers = Array.from({ length: RUN_COLOURS }, (_, i) => i + 1)

describe.each(['light', 'dark'] as const)('run colours, %s theme', (theme) => {
  it('stand out from their grounds by 3:1', () => {
    for (const number of numbers) {
      for (const ground of GROUNDS[theme]) {
        expect(contrast(runColor(number, theme), ground)).toBeGreaterThanOrEqual(3)
      }
    }
  })

  it.each(Object.keys(SEEN_BY))('tell neighbours apart as seen by %s', (eyes) => {
    const look = (n: number) => oklab(seen(linear(runColor(n, theme)), SEEN_BY[eyes]!))
    for (const number of numbers) {
      expect(distance(look(number), look(number + 1)), `${number} and next`).toBeGreaterThan(0.08)
    }
  })

  it('give neighbours different lightness', () => {
    const lightness = (n: number) => oklab(linear(runColor(n, theme)))[0]
    for (const number of numbers) {
      expect(Math.abs(lightness(number) - lightness(number + 1))).toBeGreaterThan(0.035)
    }
  })

  it('are all different', () => {
    for (const a of numbers) {
      for (const b of numbers.filter((n) => n < a)) {
        const apart = distance(oklab(linear(runColor(a, theme))), oklab(linear(runColor(b, theme))))
        expect(apart, `${b} and ${a}`).toBeGreaterThan(0.03)
      }
    }
  })
})

describe('beyond twenty runs', () => {
  it('repeats colours with another dash', () => {
    expect(runColor(21, 'light')).toBe(runColor(1, 'light'))
    const dashes = [1, 21, 41, 61].map((n) => runDash(n).join(' '))
    expect(new Set(dashes).size).toBe(4)
    expect(dashes[0]).toBe('')
  })
})
