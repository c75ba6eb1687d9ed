// A run set of a report behaves, to whoever shows and changes it, as that of a workspace.
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Filter } from '@/lib/filters/ast'
import { newReportDoc, recordsOf } from '@/lib/reports/document'
import { ReportRunSetAccess } from '@/lib/reports/runSetAccess'
import {
  addRunSet,
  freezeRunSet,
  removeRunSet,
  setRunSetProject,
  unfreezeRunSet,
} from '@/lib/reports/runSetChanges'
import { readRunSets } from '@/lib/reports/runSets'
import { groupKey, runKey, type RunSetAccess } from '@/lib/workspace/access'
import { newWorkspaceDoc } from '@/lib/workspace/document'
import { filterOf, RunSetDocument } from '@/lib/workspace/runSet'

const RUNNING: Filter = { kind: 'in', key: 'run:state', values: ['running'] }
const OWL: Filter = { kind: 'compare', key: 'config:bird', op: '=', value: 'owl' }

function reportWith(id: string) {
  const doc = newReportDoc()
  addRunSet(doc, { id, name: 'Runs' })
  return { doc, access: new ReportRunSetAccess(doc, id) }
}

const ACTS: Record<string, (runs: RunSetAccess) => void> = {
  search: (runs) => runs.setSearch('owl'),
  'no search': (runs) => {
    runs.setSearch('owl')
    runs.setSearch('')
  },
  sort: (runs) => runs.setSort([{ column: 'summary:loss', descending: true }]),
  groups: (runs) => runs.setGroupBy(['config:lr']),
  'a condition': (runs) => runs.putCondition({ id: 'c', filter: RUNNING, disabled: true }),
  'a condition taken away': (runs) => {
    runs.putCondition({ id: 'c', filter: RUNNING, disabled: true })
    runs.putCondition({ id: 'd', filter: OWL, disabled: false })
    runs.removeCondition('c')
  },
  columns: (runs) => {
    runs.changeColumns(['config:lr', 'summary:loss'], { pinned: true })
    runs.changeColumn('config:lr', { shown: false, width: 120 })
  },
  'what is drawn': (runs) => {
    runs.setHidden([runKey(1), runKey(2), groupKey(['a b', 3])], true)
    runs.setHidden([runKey(1)], false)
  },
  colours: (runs) => {
    runs.setColor(runKey(1), '#abcdef')
    runs.setColor(runKey(2), '#abcdef')
    runs.setColor(runKey(1), undefined)
  },
}

describe('a run set of a report', () => {
  it.each(Object.entries(ACTS))('is as a workspace’s after the same change: %s', (_what, act) => {
    const { access } = reportWith('runs/1')
    const workspace = new RunSetDocument(newWorkspaceDoc())
    act(access)
    act(workspace)
    expect(access.getState()).toEqual(workspace.getState())
  })

  it('is set by a typed filter as a whole', () => {
    const { access } = reportWith('runs/1')
    access.putCondition({ id: 'old', filter: OWL, disabled: true })
    access.setFilter({ kind: 'and', filters: [RUNNING, OWL] })
    expect(filterOf(access.getState().conditions)).toEqual({ kind: 'and', filters: [RUNNING, OWL] })
    access.setFilter(null)
    expect(access.getState().conditions).toEqual([])
  })

  it('tells of its own changes and those of others, and not of other run sets', () => {
    const { doc, access } = reportWith('runs/1')
    addRunSet(doc, { id: 'runs/2', name: 'Others' })
    let heard = 0
    const stop = access.subscribe(() => heard++)
    new ReportRunSetAccess(doc, 'runs/2').setSearch('x')
    expect(heard).toBe(0)
    const other = newReportDoc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    new ReportRunSetAccess(other, 'runs/1').setSearch('owl')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    expect([heard, access.getState().search]).toEqual([1, 'owl'])
    stop()
    access.dispose()
  })

  it('is live or frozen, of its own project or another, and gone once it is removed', () => {
    const { doc, access } = reportWith('runs/1')
    const frozen = { at: '2026-01-02T03:04:05.000Z', data: 'kept', runs: 3, step: 9 }
    access.setHidden([runKey(1)], true)
    access.setColor(runKey(2), '#123456')
    const ids = new Map([
      [1, 101],
      [2, 102],
    ])
    freezeRunSet(doc, 'runs/1', frozen, ids)
    setRunSetProject(doc, 'runs/1', { entity: 'lab', name: 'p' })
    expect(readRunSets(doc)[0]).toMatchObject({ frozen, project: { entity: 'lab', name: 'p' } })
    // What was said of a run is said of what was kept of it.
    expect(access.getState().hidden).toEqual(new Set([runKey(1), runKey(101)]))
    expect(access.getState().colors.get(runKey(102))).toBe('#123456')
    access.setHidden([runKey(101)], false)
    unfreezeRunSet(doc, 'runs/1', new Map([...ids].map(([from, to]) => [to, from])))
    expect(access.getState().hidden).toEqual(new Set())
    setRunSetProject(doc, 'runs/1', null)
    expect(readRunSets(doc)[0]).toMatchObject({ frozen: null, project: null })
    removeRunSet(doc, { id: 'runs/1', name: 'Runs' })
    access.setSearch('owl')
    expect(readRunSets(doc)).toEqual([])
    expect(recordsOf(doc, 'runSets').size).toBe(0)
  })

  it('that is only read is not changed', () => {
    const { doc } = reportWith('runs/1')
    const reader = new ReportRunSetAccess(doc, 'runs/1', true)
    reader.setSearch('owl')
    expect(reader.getState().search).toBe('')
  })
})
