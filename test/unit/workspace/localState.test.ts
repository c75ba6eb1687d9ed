import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { defaultLinePanel } from '@/lib/panels/linePanel'
import { INITIAL_WORKSPACE, workspaceStateSchema } from '@/lib/panels/workspaceState'
import { Arranger } from '@/lib/workspace/arrange'
import { newWorkspaceDoc } from '@/lib/workspace/document'
import { seedFromLocal } from '@/lib/workspace/localState'
import { PanelDocument } from '@/lib/workspace/panelDocument'
import { RunSetDocument } from '@/lib/workspace/runSet'

const LOCAL = workspaceStateSchema.parse({
  hidden: [3, 5],
  sort: 'duration',
  states: ['failed'],
  defaults: { x: 'epoch', smoothing: { kind: 'ema', amount: 0.5 } },
  panels: { 'history/loss': { ...defaultLinePanel('loss'), title: 'The loss' } },
  toggledSections: ['history/charts', 'events/system'],
  size: 'large',
})

describe('what a browser kept of a project', () => {
  it('is what the person’s own view begins with', () => {
    const doc = newWorkspaceDoc()
    seedFromLocal(doc, LOCAL)
    const state = new PanelDocument(doc).getState()
    expect(state).toMatchObject({ defaults: LOCAL.defaults, size: 'large', showHidden: false })
    const sections = new Arranger().arrange({ history: ['loss'], events: ['cpu'] }, state)
    expect(sections.map(({ title, open }) => [title, open])).toEqual([
      ['charts', false],
      ['system', true],
    ])
    expect(sections[0]!.panels[0]!.spec).toEqual(LOCAL.panels['history/loss'])
    const runs = new RunSetDocument(doc).getState()
    expect([...runs.hidden]).toEqual(['run/3', 'run/5'])
    expect(runs.sort).toEqual([{ column: 'run:duration', descending: true }])
    expect(runs.conditions).toMatchObject([{ filter: { kind: 'in', values: ['failed'] } }])
  })

  it('is the same when two tabs bring it at once', () => {
    const [a, b] = [newWorkspaceDoc(), newWorkspaceDoc()]
    seedFromLocal(a, LOCAL)
    seedFromLocal(b, LOCAL)
    const once = JSON.stringify(new PanelDocument(a).getState())
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
    expect(JSON.stringify(new PanelDocument(a).getState())).toBe(once)
    expect(new RunSetDocument(a).getState().conditions).toHaveLength(1)
  })

  it('is nothing where nothing was chosen', () => {
    const doc = newWorkspaceDoc()
    seedFromLocal(doc, INITIAL_WORKSPACE)
    expect(Y.encodeStateVector(doc)).toHaveLength(1)
  })
})
