import { describe, expect, it } from 'vitest'
import { buildFrame } from '@/lib/charts/scales'
import { layoutMarks } from '@/components/panels/line/layoutMarks'
import type { ChartOverlay } from '@/components/panels/overlays'

const frame = (xScale: 'linear' | 'log' = 'linear', xDomain: [number, number] = [0, 1000]) =>
  buildFrame({
    width: 600,
    height: 200,
    xDomain,
    yDomain: [0, 1],
    xScale,
    yScale: 'linear',
    xUnit: 'number',
    yUnit: '',
  })
const at = (id: string, x: number, more: Partial<ChartOverlay> = {}): ChartOverlay => ({
  id,
  x,
  label: id,
  ...more,
})
const nowhere = () => null
const ids = (overlays: readonly ChartOverlay[]) => overlays.map(({ id }) => id)

describe('marks over a chart', () => {
  it('stand at their x, on the line where its height is known, else at the top', () => {
    const f = frame()
    const { marks } = layoutMarks(
      [at('a', 250), at('b', 750), at('c', 500, { y: 0.5 })],
      f,
      (one) => (one.id === 'a' ? 90 : null),
    )
    expect(marks.map(({ x, y, overlays }) => [overlays[0]!.id, x, y])).toEqual([
      ['a', f.x.project(250), 90],
      ['c', f.x.project(500), f.y.project(0.5)],
      ['b', f.x.project(750), f.top],
    ])
  })

  it('are kept within the frame in height and left out beside it', () => {
    const f = frame()
    const { marks } = layoutMarks([at('a', 500), at('left', -10), at('right', 1010)], f, () => 9999)
    expect(marks).toHaveLength(1)
    expect(marks[0]!.y).toBe(f.bottom)
  })

  it('have a band where they are ranges, cut at the edges', () => {
    const f = frame()
    const ranges = [
      at('a', -100, { to: 500 }),
      at('b', 800, { to: 4000 }),
      at('c', 1200, { to: 1300 }),
    ]
    const { bands, marks } = layoutMarks(ranges, f, nowhere)
    expect(ids(bands.map(({ overlay }) => overlay))).toEqual(['a', 'b'])
    expect(bands[0]).toMatchObject({ left: f.left, width: f.x.project(500) - f.left })
    expect(bands[1]!.left + bands[1]!.width).toBeCloseTo(f.right)
    expect(marks[0]!.x).toBeCloseTo((f.left + f.x.project(500)) / 2)
    expect(marks.every(({ y }) => y === f.top)).toBe(true)
  })

  it('become one with a count only where they would hide each other', () => {
    const f = frame()
    const all = [at('c', 506), at('a', 500), at('b', 503), at('far', 700), at('below', 501)]
    const { marks } = layoutMarks(all, f, (one) => (one.id === 'below' ? 150 : 40))
    expect(marks.map(({ overlays }) => ids(overlays))).toEqual([
      ['a', 'b', 'c'],
      ['below'],
      ['far'],
    ])
    // Each is in exactly one mark.
    expect(marks.flatMap(({ overlays }) => overlays)).toHaveLength(all.length)
  })

  it('do not chain: a mark joins only what is near the first', () => {
    const f = frame()
    const row = Array.from({ length: 10 }, (_, i) => at(String(i), 100 + i * 20))
    const { marks } = layoutMarks(row, f, nowhere)
    for (const mark of marks) {
      const last = mark.overlays.at(-1)!
      expect(f.x.project(last.x) - mark.x).toBeLessThan(16)
    }
    expect(marks.length).toBeGreaterThan(3)
  })

  it('have no place on a log axis unless they are positive', () => {
    const f = frame('log', [1, 1000])
    const { marks, bands } = layoutMarks(
      [at('a', 0), at('b', -1, { to: 10 }), at('c', 10)],
      f,
      nowhere,
    )
    expect(marks.map(({ overlays }) => ids(overlays))).toEqual([['c']])
    expect(bands).toEqual([])
  })
})
