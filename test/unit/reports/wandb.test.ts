// Reports of W&B's tools as ours and back, where the package itself is not needed to tell.
import { describe, expect, it } from 'vitest'
import { fromMarkdown } from '@/lib/reports/fromMarkdown'
import { readReport } from '@/lib/reports/read'
import { seedReport } from '@/lib/reports/seed'
import { templateSeed } from '@/lib/reports/templates'
import { reportOfView, slugOfAddress, viewIdOf } from '@/lib/reports/wandb/address'
import { fromSpec, NoReportSpec } from '@/lib/reports/wandb/fromSpec'
import { runNames } from '@/lib/reports/wandb/runNames'
import { toSpec } from '@/lib/reports/wandb/toSpec'
import { importedDoc, writeImported } from '@/lib/reports/wandb/write'
import { addPanel, changePanel, movePanel } from '@/lib/workspace/panelChanges'
import { setRunSetFields } from '@/lib/reports/runSetChanges'
import { CONSTRUCTS } from './constructs'

const context = {
  own: { entity: 'lab', name: 'p' },
  names: runNames([
    ['lab', 'p', 'one', 1],
    ['lab', 'p', 'two', 2],
  ]),
}

const GRID = {
  type: 'panel-grid',
  children: [{ text: '' }],
  metadata: {
    openViz: true,
    extra: 'kept',
    runSets: [
      {
        ...{ id: 'abc', enabled: true, name: 'Run set', search: { query: '' } },
        selections: { root: 1, bounds: [], tree: ['one'] },
        somethingElse: [1, 2],
      },
    ],
    customRunColors: { two: '#0f0', nobody: '#123456' },
    panelBankSectionConfig: {
      name: 'Report Panels',
      panels: [
        {
          ...{ __id__: 'b', viewType: 'Bar Chart', layout: { x: 12, y: 0, w: 12, h: 6 } },
          config: { metrics: ['summary_metrics.loss'], chartTitle: 'B', unknown: true },
        },
        {
          ...{ __id__: 'a', viewType: 'Vega2', layout: { x: 0, y: 0, w: 12, h: 6 } },
          config: { panelDefId: 'wandb/line/v0' },
        },
      ],
    },
  },
}
const SPEC = {
  ...{ version: 5, panelSettings: {}, authors: [], discussionThreads: [], width: 'fluid' },
  blocks: [
    { type: 'paragraph', children: [{ text: '' }] },
    { type: 'heading', level: 2, children: [{ text: 'Title', inlineComment_1: { refID: '1' } }] },
    { type: 'paragraph', children: [{ text: '' }] },
    { type: 'video', url: 'https://example.org', children: [{ text: '' }] },
    GRID,
    { type: 'paragraph', children: [{ text: '' }] },
  ],
}

function imported() {
  const doc = importedDoc(fromSpec(SPEC, context))
  const back = () => toSpec(readReport(doc), SPEC, context) as unknown as typeof SPEC
  return { doc, back, state: () => readReport(doc) }
}

describe('a spec of a report', () => {
  it('goes back as it came', () => {
    expect(imported().back()).toEqual(SPEC)
  })

  it('goes back with what was changed of a panel and of a run set', () => {
    const { doc, back, state } = imported()
    const grid = state().grids[0]!
    // From the left: the one that is not known here, then the bars.
    const [stranger, bars] = grid.panels.map(({ spec }) => spec)
    expect([stranger!.type, bars!.type]).toEqual(['markdown', 'bar'])
    changePanel(doc, bars!, { ...bars!, title: 'Losses' })
    setRunSetFields(doc, state().runSets[0]!.id, 'x', [[['hidden', 'run/2'], true]])
    const wanted = structuredClone(SPEC)
    const metadata = wanted.blocks[4] as unknown as typeof GRID
    metadata.metadata.panelBankSectionConfig.panels[0]!.config.chartTitle = 'Losses'
    metadata.metadata.runSets[0]!.selections.tree = ['one', 'two']
    expect(back()).toEqual(wanted)
  })

  it('lays panels out anew where one came or moved, and keeps the others', () => {
    const { doc, back, state } = imported()
    const grid = state().grids[0]!
    const spec = {
      ...{ id: 'own/h', type: 'histogram' as const, title: 'Odd -- one' },
      source: { kind: 'key' as const, key: 'weights' },
    }
    addPanel(doc, spec, grid.id, ['', 'zz'])
    movePanel(doc, grid.panels[0]!.spec, grid.id, ['', 'zzz'])
    const spec2 = back()
    const panels = (spec2.blocks[4] as typeof GRID).metadata.panelBankSectionConfig.panels
    expect(panels.map((panel) => panel.__id__)).toEqual(['b', 'own/h', 'a'])
    expect(panels.map((panel) => [panel.layout.x, panel.layout.y])).toEqual([
      [0, 0],
      [12, 0],
      [0, 6],
    ])
    // What W&B has no kind for comes back as what it was.
    const again = readReport(importedDoc(fromSpec(spec2, context)))
    const specs = again.grids[0]!.panels.map((panel) => panel.spec)
    expect(specs.find(({ id }) => id === 'own/h')).toEqual(spec)
  })

  it('is written into a report that there is without touching what is the same', () => {
    const { doc, back } = imported()
    let updates = 0
    doc.on('update', () => updates++)
    const gridIds = readReport(doc).grids.map(({ id }) => id)
    doc.transact(() => writeImported(doc, fromSpec(back(), { ...context, gridIds })))
    expect(updates).toBe(0)
  })

  it('says what is wrong with what is none', () => {
    for (const wrong of [null, 'x', {}, { version: 4, blocks: [] }, { version: 5 }]) {
      expect(() => fromSpec(wrong, context)).toThrow(NoReportSpec)
    }
    let list: object = { type: 'list', children: [] }
    for (let i = 0; i < 40; i++) {
      list = { type: 'list', children: [{ type: 'list-item', children: [list] }] }
    }
    expect(() => fromSpec({ version: 5, blocks: [list] }, context)).toThrow(NoReportSpec)
  })
})

it.each(CONSTRUCTS)('text that was written here comes back through it: %s', (_name, source) => {
  const before = readReport(seedReport(fromMarkdown(source)))
  const spec = toSpec(before, null, context)
  const after = readReport(importedDoc(fromSpec(spec, context)))
  const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu)
  expect(words(JSON.stringify(after.content))?.length).toBeGreaterThan(0)
  // The second time nothing changes any more.
  expect(toSpec(after, null, context)).toEqual(spec)
})

it('a template keeps its grids, panels and run sets', () => {
  const before = readReport(seedReport(templateSeed('ablation')))
  const after = readReport(importedDoc(fromSpec(toSpec(before, null, context), context)))
  const panels = (state: typeof before) =>
    state.grids.map((grid) => grid.panels.map(({ spec }) => [spec.id, spec.type]))
  expect(panels(after)).toEqual(panels(before))
  expect(after.grids.map(({ runSets }) => runSets.length)).toEqual(
    before.grids.map(({ runSets }) => runSets.length),
  )
})

it('addresses of both kinds lead to a report', () => {
  const slug = '0123456789abcdef'
  expect(reportOfView(viewIdOf(slug))).toBe(slug)
  expect(slugOfAddress(`A--title--${viewIdOf(slug)}`)).toBe(slug)
  expect(slugOfAddress(slug)).toBe(slug)
  for (const odd of ['', 'x', '--', 'a--b', '%%%', viewIdOf('nothing')]) {
    expect(reportOfView(odd)).toBeUndefined()
    expect(slugOfAddress(odd)).toBe(odd)
  }
})
