// One history over text and panels: each person's own, step by step.
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { contentOf, newReportDoc } from '@/lib/reports/document'
import { fromMarkdown } from '@/lib/reports/fromMarkdown'
import { addGrid, removeGrid } from '@/lib/reports/gridChanges'
import { readReport } from '@/lib/reports/read'
import { seedReport } from '@/lib/reports/seed'
import { changeSettings } from '@/lib/reports/settings'
import { toMarkdown } from '@/lib/reports/toMarkdown'
import { reportUndo } from '@/lib/reports/undo'
import { emptyPanel } from '@/lib/panels/spec'
import { addPanel, changePanel } from '@/lib/workspace/panelChanges'

const TYPING = Symbol('typing')

function opened() {
  const doc = newReportDoc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(seedReport(fromMarkdown('Words.'))))
  const words = (contentOf(doc).get(0) as Y.XmlElement).firstChild as Y.XmlText
  const type = (text: string) => {
    for (const letter of text) doc.transact(() => words.insert(words.length, letter), TYPING)
  }
  return { doc, type, undo: reportUndo(doc, TYPING, 3_600_000) }
}

describe('undo in a report', () => {
  it('takes back what was typed together, and what was done to panels by itself', () => {
    const { doc, type, undo } = opened()
    type(' One.')
    addGrid(doc, { id: 'grid/1', caption: 'Losses' }, 1)
    type(' Two.')
    changeSettings(doc, { title: 'Named' })
    changeSettings(doc, { title: 'Renamed' })
    const text = () => toMarkdown(readReport(doc)).split('\n').filter(Boolean)
    expect(text()).toEqual(['# Renamed', 'Words. One. Two.', '_Panels: none. Losses_'])
    expect(undo.undo()).toBe('Renamed the report')
    expect(undo.undo()).toBe('Renamed the report')
    expect(undo.undo()).toBe('Changed the text')
    expect(text()).toEqual(['Words. One.', '_Panels: none. Losses_'])
    expect(undo.undo()).toBe('Added a grid of panels')
    expect(undo.undo()).toBe('Changed the text')
    expect(text()).toEqual(['Words.'])
    expect(undo.undo()).toBeUndefined()
    for (let i = 0; i < 5; i++) undo.redo()
    expect(text()).toEqual(['# Renamed', 'Words. One. Two.', '_Panels: none. Losses_'])
  })

  it('leaves what others did, and gives back a grid with its panels', () => {
    const { doc, undo } = opened()
    addGrid(doc, { id: 'grid/1' }, 0)
    addPanel(doc, emptyPanel('line', 'own/1'), 'grid/1', ['', 'i'])
    const other = newReportDoc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    removeGrid(doc, 'grid/1')
    const [panel] = readReport(other).grids[0]!.panels
    changePanel(other, panel!.spec, { ...panel!.spec, title: 'Of another' })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'remote')
    expect(readReport(doc).grids).toEqual([])
    undo.undo()
    const [grid] = readReport(doc).grids
    expect(grid?.panels.map(({ spec }) => spec.title)).toEqual(['Of another'])
    undo.dispose()
  })
})
