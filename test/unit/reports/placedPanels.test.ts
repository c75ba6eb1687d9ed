import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addPanelToReport, type WantedRunSet } from '@/lib/reports/addedPanel'
import { contentOf, newReportDoc } from '@/lib/reports/document'
import { addGrid, newGridId, removeGrid } from '@/lib/reports/gridChanges'
import { insertGrid, insertRunSet, spotAt } from '@/lib/reports/insertedBlocks'
import { readReport } from '@/lib/reports/read'
import { resolvedPanel } from '@/lib/reports/resolvedPanel'
import { addRunSet, freezeRunSet } from '@/lib/reports/runSetChanges'
import { deleteUnplaced, putBack } from '@/lib/reports/unplaced'
import { defaultLinePanel } from '@/lib/panels/linePanel'
import { emptyPanel } from '@/lib/panels/spec'
import { addPanel } from '@/lib/workspace/panelChanges'

const EVERY_RUN: WantedRunSet = {
  project: null,
  search: '',
  conditions: [],
  sort: [],
  groupBy: [],
  hidden: new Set(),
  colors: new Map(),
}
const loss = emptyPanel('line', 'history/loss')
const bar = emptyPanel('bar', 'x')

function paragraph(doc: Y.Doc, words: string): void {
  const element = new Y.XmlElement('paragraph')
  if (words !== '') element.insert(0, [new Y.XmlText(words)])
  contentOf(doc).push([element])
}

const blocks = (doc: Y.Doc) => readReport(doc).content.content?.map(({ type }) => type)

describe('a panel that is added to a report', () => {
  it('joins the grid at the end when that draws the same runs, under an id of its own', () => {
    const doc = newReportDoc()
    paragraph(doc, 'Words')
    const first = addPanelToReport(doc, loss, EVERY_RUN)
    const second = addPanelToReport(doc, loss, { ...EVERY_RUN, search: '  ' })
    expect(second.gridId).toBe(first.gridId)
    expect(second.runSetId).toBe(first.runSetId)
    const { grids, runSets } = readReport(doc)
    expect(grids[0]!.panels.map(({ spec }) => spec.id)).toEqual([first.panelId, second.panelId])
    expect(new Set([first.panelId, second.panelId, 'history/loss']).size).toBe(3)
    expect(runSets.map(({ name }) => name)).toEqual(['Runs'])
  })

  it('brings its runs as they are where it comes from', () => {
    const doc = newReportDoc()
    const wanted: WantedRunSet = {
      project: { entity: 'lab', name: 'other' },
      name: 'Baseline',
      search: 'fox',
      conditions: [
        { filter: { kind: 'compare', key: 'config:lr', op: '>', value: 0.1 }, disabled: false },
        { filter: { kind: 'exists', key: 'summary:loss' }, disabled: true },
      ],
      sort: [{ column: 'summary:loss', descending: false }],
      groupBy: ['config:seed'],
      hidden: new Set(['run/3']),
      colors: new Map([['run/4', '#ff0000']]),
    }
    const { runSetId } = addPanelToReport(doc, bar, wanted)
    const set = readReport(doc).runSets.find(({ id }) => id === runSetId)!
    const { name, project, search, sort, groupBy, hidden, colors, conditions } = set
    expect({ name, project, search, sort, groupBy, hidden, colors }).toEqual({
      ...{ name: 'Baseline', project: wanted.project, search: 'fox', sort: wanted.sort },
      ...{ groupBy: ['config:seed'], hidden: wanted.hidden, colors: wanted.colors },
    })
    expect(conditions.map(({ filter, disabled }) => ({ filter, disabled }))).toEqual(
      wanted.conditions,
    )
    // What is switched off decides nothing, and neither does the name.
    const again = { ...wanted, name: 'Other', conditions: wanted.conditions.slice(0, 1) }
    expect(addPanelToReport(doc, bar, again).runSetId).toBe(runSetId)
    const other = addPanelToReport(doc, bar, { ...wanted, hidden: new Set() })
    expect(other.runSetId).not.toBe(runSetId)
    expect(readReport(doc).grids).toHaveLength(2)
  })

  it('stands before the empty paragraphs that end the text, and follows no frozen runs', () => {
    const doc = newReportDoc()
    paragraph(doc, 'Words')
    paragraph(doc, '')
    const { runSetId } = addPanelToReport(doc, loss, EVERY_RUN)
    expect(blocks(doc)).toEqual(['paragraph', 'panelGrid', 'paragraph'])
    const frozen = { at: '2026-11-12T00:00:00.000Z', data: 'snapshot:x', runs: 1, step: 3 }
    freezeRunSet(doc, runSetId, frozen, new Map())
    expect(addPanelToReport(doc, loss, EVERY_RUN).runSetId).not.toBe(runSetId)
  })

  it('says by itself what it inherited', () => {
    const smoothing = { kind: 'ema', amount: 0.5 } as const
    const line = { ...defaultLinePanel('loss', 'history'), settings: { smoothing } }
    const inherited = { yScale: 'log', smoothing: { kind: 'none', amount: 0 } } as const
    expect(resolvedPanel(line, inherited)).toMatchObject({ settings: { yScale: 'log', smoothing } })
    expect(resolvedPanel(bar, {})).toBe(bar)
  })
})

describe('blocks that are put into the text', () => {
  it('draw the run set that was used last before them', () => {
    const doc = newReportDoc()
    addRunSet(doc, { id: 'runs/a', name: 'A' })
    addRunSet(doc, { id: 'runs/b', name: 'B' })
    paragraph(doc, 'one')
    addGrid(doc, { id: newGridId(), runSets: ['runs/b'] }, 1)
    paragraph(doc, 'two')
    insertGrid(doc, spotAt(doc, 0), loss)
    insertGrid(doc, spotAt(doc, 9), bar)
    const { grids } = readReport(doc)
    expect(grids.map(({ runSets }) => runSets)).toEqual([['runs/a'], ['runs/b'], ['runs/b']])
    expect(blocks(doc)).toEqual(['panelGrid', 'paragraph', 'panelGrid', 'paragraph', 'panelGrid'])
  })

  it('bring a run set where there is none, and find their place again', () => {
    const doc = newReportDoc()
    paragraph(doc, 'one')
    paragraph(doc, 'two')
    const spot = spotAt(doc, 1)
    contentOf(doc).insert(0, [new Y.XmlElement('paragraph')])
    const id = insertRunSet(doc, spot)
    expect(blocks(doc)).toEqual(['paragraph', 'paragraph', 'runSet', 'paragraph'])
    expect(readReport(doc).runSets.map((set) => set.id)).toEqual([id])
  })
})

describe('panels without a place', () => {
  /** Somebody deletes a grid while another adds a panel to it; and a block goes, its record stays. */
  function torn(): Y.Doc {
    const [a, b] = [newReportDoc(), newReportDoc()]
    addRunSet(a, { id: 'runs/a', name: 'A' })
    const [first, second] = [newGridId(), newGridId()]
    addGrid(a, { id: first, runSets: ['runs/a'] }, 0)
    addGrid(a, { id: second, runSets: ['runs/a'] }, 1)
    addPanel(a, { ...bar, id: 'own/kept' }, second, ['', 'i'])
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
    removeGrid(a, first)
    addPanel(b, { ...loss, id: 'own/late' }, first, ['', 'i'])
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
    contentOf(a).delete(0, 1)
    return a
  }

  it('are put back at the end', () => {
    const doc = torn()
    expect(readReport(doc).unplaced).toMatchObject({ grids: [{}], panels: [{}] })
    putBack(doc)
    const { unplaced, grids } = readReport(doc)
    expect(unplaced).toEqual({ grids: [], panels: [] })
    expect(grids.map(({ panels }) => panels.map(({ spec }) => spec.id))).toEqual([
      ['own/kept'],
      ['own/late'],
    ])
    expect(grids[1]!.runSets).toEqual(['runs/a'])
  })

  it('are deleted when nobody wants them', () => {
    const doc = torn()
    deleteUnplaced(doc)
    expect(readReport(doc).unplaced).toEqual({ grids: [], panels: [] })
    expect(readReport(doc).grids).toEqual([])
  })
})
