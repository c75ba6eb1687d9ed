import { describe, expect, it } from 'vitest'
import { gridRows, rowKey } from '@/components/workspace/gridRows'
import { panelSections } from '@/lib/panels/sections'

const sections = panelSections({
  history: ['train/a', 'train/b', 'train/c', 'train/d', 'train/e', 'val/a'],
  events: [],
})
const titles = (open: boolean, columns: number) =>
  gridRows(sections, () => open, columns).map((row) =>
    row.kind === 'section' ? row.section.title : row.panels.flatMap((panel) => panel.keys),
  )

describe('rows of the grid', () => {
  it('hold every panel once, in order, the last row as long as what is left', () => {
    expect(titles(true, 2)).toEqual([
      'train',
      ['train/a', 'train/b'],
      ['train/c', 'train/d'],
      ['train/e'],
      'val',
      ['val/a'],
    ])
  })

  it('of closed sections are their headings alone', () => {
    expect(titles(false, 2)).toEqual(['train', 'val'])
  })

  it('have keys of their own, even where a section and a panel share a name', () => {
    const rows = gridRows(sections, () => true, 1)
    expect(new Set(rows.map(rowKey)).size).toBe(rows.length)
  })
})
