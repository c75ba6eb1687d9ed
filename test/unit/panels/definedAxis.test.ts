import { describe, expect, it } from 'vitest'
import { type MetricDefinition, MetricDefinitions } from '@/lib/metrics/definitions'
import { definedAxis, hiddenKeys } from '@/lib/panels/definedAxis'
import { defaultLinePanel, resolveSettings } from '@/lib/panels/linePanel'
import { titleOf } from '@/lib/panels/spec'
import { Arranger } from '@/lib/workspace/arrange'
import { newWorkspaceDoc } from '@/lib/workspace/document'
import { PanelDocument } from '@/lib/workspace/panelDocument'

const run = (...list: MetricDefinition[]) => ({ definitions: new MetricDefinitions(list) })
const byEpoch = run({ name: 'loss', step: 'epoch' })
const byBatch = run({ name: 'loss', step: 'batch' })
const silent = run()

describe('the x axis of a panel', () => {
  it('is what all of its runs define', () => {
    expect(definedAxis(['loss'], [byEpoch, byEpoch])).toEqual({ x: 'epoch', disputed: false })
    expect(definedAxis(['acc'], [byEpoch])).toBeUndefined()
  })

  it('is left to those who define one, and says who may be missing', () => {
    const axis = definedAxis(['loss'], [byEpoch, silent])
    expect(axis).toMatchObject({ x: 'epoch', disputed: false })
    expect(axis?.note).toContain('1 of 2 runs')
  })

  it('is the step where runs contradict each other, and says so', () => {
    const axis = definedAxis(['loss'], [byEpoch, byBatch, byEpoch])
    expect(axis).toMatchObject({ x: '_step', disputed: true })
    expect(axis?.note).toContain('epoch (2), batch (1)')
  })

  it('gives way to what a person chose', () => {
    const spec = defaultLinePanel('loss')
    expect(resolveSettings(spec, {}, 'epoch').x).toBe('epoch')
    expect(resolveSettings(spec, { x: '_runtime' }, 'epoch').x).toBe('_runtime')
    const chosen = { ...spec, settings: { x: '_timestamp' } }
    expect(resolveSettings(chosen, { x: '_runtime' }, 'epoch').x).toBe('_timestamp')
  })
})

describe('metrics without a panel', () => {
  const hides = new MetricDefinitions([{ name: 'epoch' }, { name: 'lr', hidden: true }])
  const shows = new MetricDefinitions([{ name: 'lr', summary: ['min'] }])
  const keys = ['epoch', 'loss', 'lr']

  it('are those that are hidden or counted by, unless a run defines them as shown', () => {
    expect([...hiddenKeys(keys, new Set([hides, silent.definitions]))]).toEqual(['lr'])
    expect([...hiddenKeys(keys, new Set([byEpoch.definitions]))]).toEqual(['epoch'])
    expect([...hiddenKeys(keys, new Set([hides, shows]))]).toEqual([])
  })

  it('are left out of the sections', () => {
    const state = new PanelDocument(newWorkspaceDoc()).getState()
    const [section] = new Arranger().arrange(
      { history: keys, events: [] },
      state,
      new Set(['epoch']),
    )
    expect(section?.panels.map(({ spec }) => titleOf(spec))).toEqual(['loss', 'lr'])
  })
})
