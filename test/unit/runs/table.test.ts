import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellText } from '@/lib/runs/cellText'
import { columnSpan, offsetsOf, rowSpan } from '@/lib/runs/gridSpan'
import { sortRank, toggleSort } from '@/lib/runs/sorting'
import { windowsOver } from '@/lib/runs/windowsOver'

describe('sorting by clicks', () => {
  it('goes up, down and away', () => {
    const up = toggleSort([], 'config:lr', false)
    const down = toggleSort(up, 'config:lr', false)
    expect(up).toEqual([{ column: 'config:lr', descending: false }])
    expect(down).toEqual([{ column: 'config:lr', descending: true }])
    expect(toggleSort(down, 'config:lr', false)).toEqual([])
  })

  it('keeps the others with Shift', () => {
    const both = toggleSort(toggleSort([], 'run:state', false), 'config:lr', true)
    expect(sortRank(both, 'config:lr')).toEqual({ rank: 2, descending: false })
    expect(toggleSort(both, 'run:state', true)[0]).toEqual({
      column: 'run:state',
      descending: true,
    })
    expect(toggleSort(both, 'summary:loss', false)).toHaveLength(1)
  })
})

describe('what of a large grid is on the screen', () => {
  it('holds every column of which anything is seen, and no other', () => {
    const widths = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 60 })
    fc.assert(
      fc.property(widths, fc.nat(5000), fc.integer({ min: 1, max: 900 }), (list, start, room) => {
        const offsets = offsetsOf(list)
        const { from, to } = columnSpan(offsets, start, start + room)
        const seen = list
          .map((_, i) => i)
          .filter((i) => offsets[i + 1]! > start && offsets[i]! < start + room)
        expect(Array.from({ length: to - from }, (_, i) => from + i)).toEqual(seen)
      }),
    )
  })

  it('holds every row that is seen, in steps', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(20_000), fc.nat(900), (count, start, room) => {
        const { from, to } = rowSpan(count, 28, start, start + room, 4, 6)
        expect(from).toBeLessThanOrEqual(to)
        expect(to).toBeLessThanOrEqual(count)
        for (let y = start; y < start + room; y += 28) {
          const row = Math.floor(y / 28)
          if (row < count) expect(row >= from && row < to).toBe(true)
        }
      }),
    )
  })
})

describe('windows over visible runs', () => {
  it('hold the first visible ones, and begin at multiples of their size', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(2000)), fc.array(fc.nat(2000)), (ids, hide) => {
        const hidden = new Set(hide)
        const windows = windowsOver(ids, hidden, 30, 50)
        const held = new Set(
          windows.flatMap(({ offset, limit }) => ids.slice(offset, offset + limit)),
        )
        const visible = ids.filter((id) => !hidden.has(id)).slice(0, 30)
        if (hidden.size > 0) for (const id of visible) expect(held.has(id)).toBe(true)
        for (const { offset } of windows) expect(offset % 50).toBe(0)
      }),
    )
  })

  it('are the first alone while nothing is hidden', () => {
    expect(windowsOver(undefined, new Set(), 500, 500)).toEqual([{ offset: 0, limit: 500 }])
  })
})

describe('a cell', () => {
  const text = (value: unknown, kind: Parameters<typeof cellText>[1] = 'other') =>
    cellText(value, kind, Date.UTC(2026, 0, 2)).text

  it('is short, and in full on hover', () => {
    expect(cellText(0.123456789, 'number', 0)).toEqual({
      text: '0.12346',
      title: '0.123456789',
      numeric: true,
    })
    expect(text({ $num: 'NaN' })).toBe('NaN')
    expect(text(null)).toBe('')
    expect(text(['a', 'b'])).toBe('a, b')
    expect(text({ _type: 'image-file', path: 'x' })).toBe('image-file')
    expect(text({ a: [1] })).toBe('{"a":[1]}')
    expect(text('2026-01-01T00:00:00Z', 'time')).toBe('1 d ago')
    expect(text(90, 'duration')).toBe('1 min 30 s')
    expect(text('two\nlines')).toBe('two lines')
  })
})
