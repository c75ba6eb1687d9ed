import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { automaticWidth, GRID_WIDTH, shelves } from '@/lib/workspace/layout'

const box = { w: 8, h: 25 }

describe('shelves', () => {
  it('hold every panel once and in order, none wider than the grid', () => {
    const sizes = fc.record({
      w: fc.option(fc.integer({ min: 3, max: 24 }), { nil: undefined }),
      h: fc.option(fc.integer({ min: 12, max: 120 }), { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(sizes), fc.boolean(), (items, narrow) => {
        const rows = shelves(items, box, narrow)
        expect(rows.flatMap((row) => row.items.map(({ item }) => item))).toEqual(items)
        for (const { items, h } of rows) {
          expect(items.reduce((sum, { w }) => sum + w, 0)).toBeLessThanOrEqual(GRID_WIDTH)
          expect(h).toBe(Math.max(...items.map((item) => item.h)))
        }
      }),
    )
  })

  it('start a new one where a panel does not fit', () => {
    const rows = shelves([{}, { w: 17 }, {}, {}], box, false)
    expect(rows.map(({ items }) => items.map(({ x, w }) => [x, w]))).toEqual([
      [[0, 8]],
      [[0, 17]],
      [
        [0, 8],
        [8, 8],
      ],
    ])
  })

  it('hold one panel each where the screen is narrow', () => {
    expect(shelves([{}, { w: 4 }], box, true)).toHaveLength(2)
  })
})

describe('the width of panels that nobody resized', () => {
  it('lets as many stand side by side as fit, evenly', () => {
    expect(automaticWidth(360, 12, 340)).toBe(24)
    expect(automaticWidth(1100, 12, 340)).toBe(8)
    expect(automaticWidth(1900, 12, 340)).toBe(6)
  })
})
