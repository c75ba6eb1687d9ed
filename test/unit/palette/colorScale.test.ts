import { describe, expect, it } from 'vitest'
import { scaleColor } from '@/lib/palette/colorScale'
import { contrast, distance, GROUNDS, linear, oklab, seen, SEEN_BY } from '../../support/colors'

const steps = Array.from({ length: 21 }, (_, i) => i / 20)

describe.each(['light', 'dark'] as const)('the continuous scale, %s theme', (theme) => {
  it('stands out from its grounds by 3:1', () => {
    for (const t of steps) {
      for (const ground of GROUNDS[theme]) {
        expect(contrast(scaleColor(t, theme), ground), `${t}`).toBeGreaterThanOrEqual(3)
      }
    }
  })

  it.each(Object.keys(SEEN_BY))('grows lighter step by step as seen by %s', (eyes) => {
    const look = (t: number) => oklab(seen(linear(scaleColor(t, theme)), SEEN_BY[eyes]!))
    for (const [i, t] of steps.entries()) {
      if (i === 0) continue
      expect(look(t)[0]).toBeGreaterThan(look(steps[i - 1]!)[0])
      if (i >= 5) expect(distance(look(t), look(steps[i - 5]!)), `${t}`).toBeGreaterThan(0.06)
    }
  })

  it('ends at its ends', () => {
    expect(scaleColor(-1, theme)).toBe(scaleColor(0, theme))
    expect(scaleColor(2, theme)).toBe(scaleColor(1, theme))
  })
})
