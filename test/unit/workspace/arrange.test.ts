import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Arranger, FIRST_SECTION, searchSections, type Section } from '@/lib/workspace/arrange'
import { newWorkspaceDoc, rootOf } from '@/lib/workspace/document'
import {
  addPanel,
  changePanel,
  duplicatePanel,
  movePanel,
  newPanelId,
  removePanel,
  resizePanel,
} from '@/lib/workspace/panelChanges'
import { PanelDocument } from '@/lib/workspace/panelDocument'
import { placeBetween } from '@/lib/workspace/place'
import {
  addSection,
  changeDefaults,
  changeSectionSettings,
  deletedCount,
  moveSection,
  openSection,
  removeSection,
  renameSection,
  restoreDeleted,
  setSectionColumns,
} from '@/lib/workspace/sectionChanges'
import { emptyPanel, titleOf } from '@/lib/panels/spec'

const KEYS = {
  history: ['loss', 'acc', 'val/loss', 'val/acc', '_step', 'layer10', 'layer2'],
  events: ['system.cpu', '_runtime'],
}

function workspace() {
  const doc = newWorkspaceDoc()
  const document = new PanelDocument(doc)
  const arranger = new Arranger()
  const sections = () => arranger.arrange(KEYS, document.getState())
  const section = (title: string) => sections().find((one) => one.title === title)!
  const panel = (title: string) =>
    sections()
      .flatMap((one) => one.panels)
      .find(({ spec }) => titleOf(spec) === title)!
  return { doc, document, arranger, sections, section, panel }
}
const shown = (sections: readonly Section[]) =>
  Object.fromEntries(
    sections.map(({ title, panels }) => [title, panels.map((p) => titleOf(p.spec))]),
  )

describe('panels by themselves', () => {
  it('stand one a key, in sections by prefix, without anything stored', () => {
    const { sections, doc } = workspace()
    expect(shown(sections())).toEqual({
      charts: ['acc', 'layer2', 'layer10', 'loss'],
      val: ['val/acc', 'val/loss'],
      system: ['system.cpu'],
    })
    expect(sections().map(({ open }) => open)).toEqual([true, true, false])
    expect(rootOf(doc, 'panels').size).toBe(0)
  })

  it('hold every key exactly once, however it is called, in natural order', () => {
    const keys = fc.uniqueArray(fc.string({ minLength: 1 }).filter((key) => !key.startsWith('_')))
    const state = new PanelDocument(newWorkspaceDoc()).getState()
    fc.assert(
      fc.property(keys, (history) => {
        const sections = new Arranger().arrange({ history, events: [] }, state)
        const held = sections.flatMap(({ panels }) =>
          panels.flatMap(({ spec }) => (spec.type === 'line' ? spec.keys : [])),
        )
        expect(held.toSorted()).toEqual(history.toSorted())
        expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length)
      }),
    )
    const history = ['val/loss', 'lr', 'layer10/w', 'layer9/w', 'train/b10', 'train/b9']
    const sections = new Arranger().arrange({ history, events: ['system\\.cpu'] }, state)
    expect(shown(sections)).toEqual({
      charts: ['lr'],
      layer9: ['layer9/w'],
      layer10: ['layer10/w'],
      train: ['train/b9', 'train/b10'],
      val: ['val/loss'],
      system: ['system.cpu'],
    })
    expect(sections.map(({ title }) => title).slice(1, 3)).toEqual(['layer9', 'layer10'])
  })

  it('stay the same objects while something else changes', () => {
    const { doc, panel } = workspace()
    const [loss, acc] = [panel('loss'), panel('acc')]
    changePanel(doc, acc.spec, { ...acc.spec, title: 'Accuracy' })
    expect(panel('loss')).toBe(loss)
    expect(panel('Accuracy').spec.id).toBe('history/acc')
  })

  it('leave out keys that scripts hide, and what a search does not find', () => {
    const { arranger, document, sections } = workspace()
    const without = arranger.arrange(KEYS, document.getState(), new Set(['loss']))
    expect(shown(without)['charts']).not.toContain('loss')
    expect(shown(searchSections(sections(), (text) => text.includes('acc')))).toEqual({
      charts: ['acc'],
      val: ['val/acc'],
    })
  })
})

describe('panels that people place', () => {
  it('are added, duplicated, moved, resized and deleted', () => {
    const { doc, sections, section, panel } = workspace()
    const first = section('charts').panels[0]!
    const id = newPanelId()
    addPanel(doc, emptyPanel('scatter', id), FIRST_SECTION, placeBetween(undefined, first.place))
    expect(shown(sections())['charts']![0]).toBe('Scatter plot')
    movePanel(doc, panel('loss').spec, 'history/val', placeBetween(undefined, undefined))
    expect(shown(sections())['val']).toEqual(['loss', 'val/acc', 'val/loss'])
    resizePanel(doc, panel('loss').spec, { w: 99, h: 1 })
    expect(panel('loss')).toMatchObject({ w: 24, h: 12 })
    duplicatePanel(
      doc,
      panel('val/acc'),
      placeBetween(panel('val/acc').place, panel('val/loss').place),
    )
    expect(shown(sections())['val']).toEqual(['loss', 'val/acc', 'val/acc (copy)', 'val/loss'])
    removePanel(doc, panel('val/acc'))
    removePanel(doc, panel('Scatter plot'))
    expect(shown(sections())).toMatchObject({
      charts: ['acc', 'layer2', 'layer10'],
      val: ['loss', 'val/acc (copy)', 'val/loss'],
    })
  })

  it('keep what they say of a key, and read as by default what cannot be read', () => {
    const { doc, panel } = workspace()
    const { spec } = panel('loss')
    if (spec.type !== 'line') throw new Error('a line panel')
    changePanel(doc, spec, {
      ...spec,
      settings: { smoothing: { kind: 'ema', amount: 0.5 }, yScale: 'log' },
    })
    rootOf(doc, 'panels').set('history%2Floss settings', 'nonsense')
    rootOf(doc, 'panels').set('history%2Floss title', 12)
    expect(panel('loss').spec).toMatchObject({ id: 'history/loss', keys: ['loss'] })
  })
})

describe('sections', () => {
  it('are added, renamed, moved, collapsed, set and deleted with their panels', () => {
    const { doc, sections, section } = workspace()
    const id = addSection(doc, 'Best', placeBetween(undefined, sections()[0]!.place))
    expect(sections().map(({ title }) => title)).toEqual(['Best', 'charts', 'val', 'system'])
    movePanel(doc, section('val').panels[0]!.spec, id, placeBetween(undefined, undefined))
    renameSection(doc, section('val'), 'Validation')
    moveSection(
      doc,
      section('system'),
      placeBetween(section('Best').place, section('charts').place),
    )
    openSection(doc, id, false)
    setSectionColumns(doc, section('Best'), 4)
    changeSectionSettings(doc, section('Best'), {
      x: 'epoch',
      smoothing: { kind: 'ema', amount: 0.9 },
    })
    expect(sections().map(({ title }) => title)).toEqual(['Best', 'system', 'charts', 'Validation'])
    expect(section('Best')).toMatchObject({
      open: false,
      columns: 4,
      settings: { x: 'epoch', smoothing: { kind: 'ema', amount: 0.9 } },
    })
    removeSection(doc, section('Best'))
    removeSection(doc, section('Validation'))
    expect(shown(sections())).toEqual({
      system: ['system.cpu'],
      charts: ['acc', 'layer2', 'layer10', 'loss'],
    })
  })

  it('that were deleted come back with their panels', () => {
    const { doc, document, sections, section } = workspace()
    const before = shown(sections())
    removeSection(doc, section('val'))
    expect(deletedCount(document.getState())).toBe(1)
    restoreDeleted(doc, document.getState())
    expect(shown(sections())).toEqual(before)
  })

  it('lose no panel that somebody moves into them while another deletes them', () => {
    const { doc, sections, section, panel } = workspace()
    const id = addSection(doc, 'Best', placeBetween(undefined, sections()[0]!.place))
    const best = section('Best')
    movePanel(doc, panel('loss').spec, id, placeBetween(undefined, undefined))
    removeSection(doc, best)
    expect(shown(sections())['charts']).toContain('loss')
  })
})

describe('settings of all panels', () => {
  it('are kept one by one', () => {
    const { doc, document } = workspace()
    changeDefaults(doc, {}, { x: 'epoch' })
    changeDefaults(doc, {}, { yScale: 'log' })
    changeDefaults(doc, { x: 'epoch' }, {})
    expect(document.getState().defaults).toEqual({ yScale: 'log' })
  })
})
