import { defaultLinePanel } from '@/lib/panels/linePanel'
import { describe, expect, it } from 'vitest'
import { INITIAL_WORKSPACE, LIST_WIDTH, workspaceStateSchema } from '@/lib/panels/workspaceState'

describe('a kept arrangement', () => {
  it('comes back as it was', () => {
    const kept = { ...INITIAL_WORKSPACE, hidden: [3, 5], size: 'large' as const, listOpen: false }
    expect(workspaceStateSchema.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  })

  it('loses only the parts that cannot be read', () => {
    const state = workspaceStateSchema.parse({
      hidden: [7],
      sort: 'by mood',
      states: ['asleep'],
      size: 12,
      listWidth: LIST_WIDTH.max + 1,
      toggledSections: ['history/train'],
    })
    expect(state).toEqual({ ...INITIAL_WORKSPACE, hidden: [7], toggledSections: ['history/train'] })
  })

  it('loses only those panels that cannot be read', () => {
    const good = defaultLinePanel('loss')
    const state = workspaceStateSchema.parse({
      panels: { [good.id]: good, broken: { type: 'line', keys: [] }, worse: null },
    })
    expect(state.panels).toEqual({ [good.id]: good })
  })
})
