import { describe, expect, it } from 'vitest'
import { Arranger } from '@/lib/workspace/arrange'
import { newWorkspaceDoc } from '@/lib/workspace/document'
import { changePanel } from '@/lib/workspace/panelChanges'
import { PanelDocument } from '@/lib/workspace/panelDocument'
import { RunSetDocument } from '@/lib/workspace/runSet'
import { exportWandbWorkspace } from '@/lib/workspace/wandb/export'
import { importWandbWorkspace, writeImported } from '@/lib/workspace/wandb/import'

const panel = (viewType: string, config: object, more: object = {}) => ({
  __id__: `id-${viewType}`,
  viewType,
  config,
  layout: { x: 0, y: 0, w: 12, h: 6 },
  ...more,
})

const PANELS = [
  panel('Run History Line Plot', {
    chartTitle: 'Loss',
    metrics: ['train/loss', 'val/loss'],
    xAxis: 'epoch',
    yLogScale: true,
    yAxisMin: 0.1,
    smoothingType: 'exponential',
    smoothingWeight: 0.6,
    groupBy: 'config:lr.value',
    groupAgg: 'mean',
    groupArea: 'minmax',
    aggregate: true,
    legendPosition: 'north',
    plotType: 'line',
    overrideLineWidths: { a: 3 },
  }),
  panel('Scatter Plot', {
    xAxis: 'config:lr.value',
    yAxis: 'summary:loss',
    showLinearRegression: true,
  }),
  panel('Parallel Coordinates Plot', {
    columns: [
      { accessor: 'config:opt.value.lr', log: true },
      { accessor: 'summary:loss', inverted: true },
    ],
  }),
  panel('Markdown Panel', { value: '# Notes' }),
  panel('Vega2', { panelDefId: 'wandb/line/v0', userQuery: { queryFields: [] } }),
]

const SPEC = {
  section: {
    name: 'Mine',
    panelBankConfig: {
      state: 1,
      settings: { autoOrganizePrefix: 2 },
      sections: [
        {
          name: 'Training',
          isOpen: false,
          type: 'flow',
          sorted: 0,
          pinned: true,
          flowConfig: { columnsPerPage: 4, gutterWidth: 16 },
          localPanelSettings: { xAxis: '_runtime', useRunsTableGroupingInPanels: true },
          panels: PANELS,
        },
      ],
    },
    customRunColors: { abc: 'rgb(1, 2, 3)' },
    settings: { xAxis: '_step', smoothingType: 'gaussian', smoothingWeight: 4, maxRuns: 10 },
    runSets: [
      {
        id: 'r1',
        name: 'Run set',
        search: { query: 'owl.*', isRegex: true },
        filters: {
          filterFormat: 'filterV2',
          filters: [
            { key: { section: 'config', name: 'lr.value' }, op: '<=', value: 0.1, disabled: false },
          ],
        },
        grouping: [{ section: 'config', name: 'opt.value.name' }],
        sort: { keys: [{ key: { section: 'summary', name: 'loss' }, ascending: true }] },
        runFeed: {
          version: 2,
          columnVisible: { 'run:name': false },
          columnPinned: { 'config:lr.value': true },
          columnWidths: { 'config:lr.value': 120 },
          columnOrder: ['config:lr.value'],
          pageSize: 50,
        },
        selections: { root: 1, bounds: [], tree: ['abc'] },
      },
    ],
    openRunSet: 0,
  },
  vizExpanded: true,
}

function imported() {
  let made = 0
  const doc = newWorkspaceDoc()
  const read = importWandbWorkspace(SPEC, () => `own/${++made}`)
  writeImported(doc, read)
  const document = new PanelDocument(doc)
  const sections = () => new Arranger().arrange({ history: [], events: [] }, document.getState())
  return { doc, read, sections, document }
}

describe('a workspace of W&B', () => {
  it('comes with its panels, sections and settings', () => {
    const { sections, document, read } = imported()
    const [section] = sections()
    expect(section).toMatchObject({
      title: 'Training',
      open: false,
      columns: 4,
      settings: { x: '_runtime' },
    })
    expect(section!.panels.map(({ spec }) => spec)).toMatchObject([
      {
        type: 'line',
        title: 'Loss',
        keys: ['train/loss', 'val/loss'],
        settings: {
          x: 'epoch',
          yScale: 'log',
          yRange: [0.1, null],
          smoothing: { kind: 'ema', amount: 0.6 },
        },
        grouping: { by: ['config:lr'], line: 'mean', band: 'minmax' },
        legend: { position: 'top' },
      },
      { type: 'scatter', x: 'config:lr', y: 'summary:loss', regression: true },
      {
        type: 'parallel',
        axes: [
          { column: 'config:opt.lr', scale: 'log' },
          { column: 'summary:loss', inverted: true },
        ],
      },
      { type: 'markdown', text: '# Notes' },
    ])
    expect(section!.panels[0]).toMatchObject({ w: 12, h: 25 })
    expect(document.getState().defaults).toMatchObject({
      x: '_step',
      smoothing: { kind: 'gaussian', amount: 4 },
    })
    expect(read.left).toEqual(['a panel of the kind “Vega2”'])
  })

  it('comes with its runs: filter, search, order, groups and columns', () => {
    const state = new RunSetDocument(imported().doc).getState()
    expect(state.search).toBe('/owl.*/')
    expect(state.sort).toEqual([{ column: 'summary:loss', descending: false }])
    expect(state.groupBy).toEqual(['config:opt.name'])
    expect(state.conditions.map(({ filter }) => filter)).toEqual([
      { kind: 'compare', key: 'config:lr', op: '<=', value: 0.1 },
    ])
    expect(state.columns).toMatchObject([
      { id: 'config:lr', pinned: true, shown: true, width: 120 },
      { id: 'run:name', shown: false },
    ])
  })

  it('goes back as it came, with what is not known here', () => {
    const { doc, sections } = imported()
    const { spec, left } = exportWandbWorkspace(doc, sections(), 'Mine')
    expect(left).toEqual([])
    expect(spec).toMatchObject(SPEC)
  })

  it('goes back with what was changed here', () => {
    const { doc, sections } = imported()
    const { spec } = sections()[0]!.panels[0]!
    changePanel(doc, spec, { ...spec, title: 'The loss' })
    const exported = exportWandbWorkspace(doc, sections(), 'Yours').spec as typeof SPEC
    const [line] = exported.section.panelBankConfig.sections[0]!.panels
    expect(line!.config).toMatchObject({
      chartTitle: 'The loss',
      metrics: ['train/loss', 'val/loss'],
      overrideLineWidths: { a: 3 },
    })
    expect(exported.section.name).toBe('Yours')
  })

  it('is refused when it is none, and never breaks on what is odd in it', () => {
    expect(() => importWandbWorkspace({}, () => 'x')).toThrow()
    const odd = importWandbWorkspace(
      {
        section: {
          panelBankConfig: { sections: [7, { panels: [null, { viewType: 3 }] }] },
          runSets: 'x',
        },
      },
      () => 'x',
    )
    expect(odd.sections).toHaveLength(2)
  })
})
