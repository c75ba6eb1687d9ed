import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import type { Filter } from '@/lib/filters/ast'
import { runKey } from '@/lib/workspace/access'
import { newWorkspaceDoc, rootOf } from '@/lib/workspace/document'
import { filterOf, RunSetDocument } from '@/lib/workspace/runSet'

const running: Filter = { kind: 'compare', key: 'run:state', op: '=', value: 'running' }
const small: Filter = { kind: 'compare', key: 'config:lr', op: '<', value: 0.1 }

describe('a run set in a document', () => {
  it('is empty at first and reads what was written', () => {
    const access = new RunSetDocument(newWorkspaceDoc())
    expect(access.getState()).toMatchObject({ conditions: [], sort: [], groupBy: [], search: '' })
    access.putCondition({ id: 'one', filter: running, disabled: false })
    access.putCondition({ id: 'two', filter: small, disabled: true })
    access.setSort([{ column: 'summary:loss', descending: false }])
    access.changeColumn('config:lr', { pinned: true, width: 120 })
    access.setHidden([runKey(7)], true)
    access.setColor(runKey(7), '#ff0000')
    const state = access.getState()
    expect(filterOf(state.conditions)).toEqual(running)
    expect(state.sort).toEqual([{ column: 'summary:loss', descending: false }])
    expect(state.columns).toMatchObject([
      { id: 'config:lr', shown: true, pinned: true, width: 120 },
    ])
    expect(state.hidden.has('run/7')).toBe(true)
    expect(state.colors.get('run/7')).toBe('#ff0000')
  })

  it('tells listeners, and keeps parts that did not change', () => {
    const access = new RunSetDocument(newWorkspaceDoc())
    let told = 0
    access.subscribe(() => told++)
    const { columns } = access.getState()
    access.setFilter({ kind: 'and', filters: [running, small] })
    expect(told).toBe(1)
    expect(access.getState().columns).toBe(columns)
    expect(filterOf(access.getState().conditions)).toEqual({
      kind: 'and',
      filters: [running, small],
    })
  })

  it('keeps conditions that two people add at once', () => {
    const [a, b] = [newWorkspaceDoc(), newWorkspaceDoc()]
    new RunSetDocument(a).putCondition({ id: 'a', filter: running, disabled: false })
    new RunSetDocument(b).putCondition({ id: 'b', filter: small, disabled: false })
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
    expect(new RunSetDocument(a).getState().conditions.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('leaves out what cannot be read, and changes nothing when it may only be read', () => {
    const doc = newWorkspaceDoc()
    rootOf(doc, 'conditions').set('x filter', 'drop table')
    rootOf(doc, 'colors').set('run/1', 'url(evil)')
    rootOf(doc, 'runSet').set('sort', 12)
    const access = new RunSetDocument(doc, true)
    access.setSearch('owl')
    expect(access.getState()).toMatchObject({ conditions: [], sort: [], search: '' })
    expect(access.getState().colors.size).toBe(0)
  })
})
