import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayKey } from '@/lib/metrics/keys'
import { defaultLinePanel } from '@/lib/panels/linePanel'
import { panelSections, searchSections } from '@/lib/panels/sections'

const shape = (sections: ReturnType<typeof panelSections>) =>
  sections.map(({ title, stream, panels }) => [title, stream, panels.map((p) => p.keys[0])])

describe('sections', () => {
  it('group keys by prefix: loose ones first, natural order, system metrics last', () => {
    const history = ['val/loss', 'lr', 'layer10/w', 'layer9/w', 'train/b10', 'train/b9', '_step']
    expect(shape(panelSections({ history, events: ['system\\.cpu', '_runtime'] }))).toEqual([
      ['charts', 'history', ['lr']],
      ['layer9', 'history', ['layer9/w']],
      ['layer10', 'history', ['layer10/w']],
      ['train', 'history', ['train/b9', 'train/b10']],
      ['val', 'history', ['val/loss']],
      ['system', 'events', ['system\\.cpu']],
    ])
  })

  it('hold every key exactly once, however it is called', () => {
    const keys = fc.uniqueArray(fc.string({ minLength: 1 }).filter((key) => !key.startsWith('_')))
    fc.assert(
      fc.property(keys, (history) => {
        const sections = panelSections({ history, events: [] })
        const held = sections.flatMap(({ panels }) => panels.flatMap((panel) => panel.keys))
        expect(held.toSorted()).toEqual(history.toSorted())
        expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length)
      }),
    )
  })

  it('keep what people have changed about a panel', () => {
    const changed = { ...defaultLinePanel('loss'), title: 'The loss' }
    const [section] = panelSections({ history: ['loss'], events: [] }, { [changed.id]: changed })
    expect(section!.panels).toEqual([changed])
  })

  it('are searched by key and by title, and empty ones go', () => {
    const sections = panelSections({ history: ['train/loss', 'val/loss', 'lr'], events: [] })
    const found = searchSections(sections, (text) => text.includes('train'))
    expect(shape(found)).toEqual([['train', 'history', ['train/loss']]])
    expect(displayKey(found[0]!.panels[0]!.keys[0]!)).toBe('train/loss')
  })
})
