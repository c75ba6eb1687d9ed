import { describe, expect, it } from 'vitest'
import { gridRows, rowHeight, rowKey } from '@/components/workspace/grid/gridRows'
import { titleOf } from '@/lib/panels/spec'
import { Arranger } from '@/lib/workspace/arrange'
import { newWorkspaceDoc } from '@/lib/workspace/document'
import { movePanel, resizePanel } from '@/lib/workspace/panelChanges'
import { PanelDocument } from '@/lib/workspace/panelDocument'
import { addSection } from '@/lib/workspace/sectionChanges'

const KEYS = {
  history: ['train/a', 'train/b', 'train/c', 'train/d', 'train/e', 'val/a'],
  events: [],
}

function workspace() {
  const doc = newWorkspaceDoc()
  const document = new PanelDocument(doc)
  const sections = () => new Arranger().arrange(KEYS, document.getState())
  const rows = (width: number, open = true) =>
    gridRows(sections(), () => open, { width, size: 'medium' })
  const titles = (width: number, open = true) =>
    rows(width, open).map((row) =>
      row.kind === 'panels'
        ? row.shelf.items.map(({ item }) => titleOf(item.spec))
        : `${row.kind} ${row.section.title}`,
    )
  return { doc, sections, rows, titles }
}

describe('rows of the grid', () => {
  it('hold every panel once, in order, the last row as long as what is left', () => {
    expect(workspace().titles(800)).toEqual([
      'section train',
      ['train/a', 'train/b'],
      ['train/c', 'train/d'],
      ['train/e'],
      'section val',
      ['val/a'],
    ])
  })

  it('hold one panel each on a phone', () => {
    expect(
      workspace()
        .rows(380)
        .filter(({ kind }) => kind === 'panels'),
    ).toHaveLength(6)
  })

  it('of closed sections are their headings alone', () => {
    expect(workspace().titles(800, false)).toEqual(['section train', 'section val'])
  })

  it('are as high as the highest panel, and say when a section is empty', () => {
    const { doc, sections, rows, titles } = workspace()
    resizePanel(doc, sections()[0]!.panels[1]!.spec, { h: 50 })
    addSection(doc, 'Best', ['', 'i'])
    expect(titles(800).slice(0, 2)).toEqual(['section Best', 'empty Best'])
    expect(rows(800).map(rowHeight)).toEqual([40, 44, 40, 512, 262, 262, 40, 262])
    movePanel(doc, sections()[1]!.panels[0]!.spec, sections()[0]!.id, ['', 'i'])
    expect(titles(800).slice(0, 2)).toEqual(['section Best', ['train/a']])
  })

  it('have keys of their own, even where a section and a panel share a name', () => {
    const rows = workspace().rows(380)
    expect(new Set(rows.map(rowKey)).size).toBe(rows.length)
  })
})
