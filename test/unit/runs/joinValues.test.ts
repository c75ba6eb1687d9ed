import { describe, expect, it } from 'vitest'
import type { RunValues } from '@/lib/api/runQuery'
import { joinCatalogs, joinValues } from '@/lib/runs/joinValues'
import { valueGroups } from '@/lib/runs/valueGroups'
import { valueTable, withRuns } from '@/lib/runs/valueTable'

const values = (rows: [id: number, name: string, seed: number | null][]): RunValues => ({
  total: rows.length,
  runs: rows.map(([id, displayName]) => ({
    id,
    name: `r${id}`,
    displayName,
    number: id,
    state: 'finished',
  })),
  columns: [rows.map(([, , seed]) => seed)],
})
const none = () => false
const baseline = values([
  [1, 'fox', 1],
  [2, 'owl', 2],
])
const variants = values([
  [2, 'owl', 2],
  [3, 'elk', 1],
])

describe('values of several run sets', () => {
  it('have each run once, as one of the first set that draws it', () => {
    const joined = joinValues([
      { name: 'A', values: baseline, isHidden: (row) => row === 1 },
      { name: 'B', values: variants, isHidden: none },
    ])
    expect(joined.values.runs.map(({ displayName }) => displayName)).toEqual([
      'A · fox',
      'B · owl',
      'B · elk',
    ])
    expect(joined.values.columns).toEqual([[1, 2, 1]])
    expect(joined.sets).toEqual([0, 1, 1])
    expect([...joined.drawn].sort()).toEqual([1, 2, 3])
    expect(joined.values.total).toBe(4)
  })

  it('keep a run that nothing draws, for statistics', () => {
    const hideOwl = (set: RunValues) => (row: number) => set.runs[row]!.id === 2
    const joined = joinValues([
      { name: 'A', values: baseline, isHidden: hideOwl(baseline) },
      { name: 'B', values: variants, isHidden: hideOwl(variants) },
    ])
    expect(joined.values.runs.map(({ displayName }) => displayName)).toContain('A · owl')
    expect(joined.drawn.has(2)).toBe(false)
  })

  it('are in groups of their own set, which look as their values say', () => {
    const joined = joinValues([
      { name: 'A', values: baseline, isHidden: none },
      { name: 'B', values: values([[3, 'elk', 1]]), isHidden: none },
    ])
    const table = valueTable(['config:seed'], joined.values, joined.parts)
    const groups = valueGroups(table, ['config:seed'])
    expect(groups.map(({ label, rows }) => [label, rows])).toEqual([
      ['A · seed 1', [0]],
      ['A · seed 2', [1]],
      ['B · seed 1', [2]],
    ])
    expect(groups[0]!.key).not.toBe(groups[2]!.key)
    expect(groups[0]!.look).toBe(groups[2]!.look)
    const rest = withRuns(table, ({ id }) => id !== 1)
    expect(rest.parts).toEqual(['A', 'B'])
  })
})

describe('columns of several projects', () => {
  it('are each there once, with all runs that have them', () => {
    const column = (id: 'config:lr' | 'config:seed', count: number) =>
      ({ id, kind: 'number', count }) as const
    const joined = joinCatalogs([
      [column('config:lr', 2)],
      [column('config:lr', 3), column('config:seed', 1)],
    ])
    expect(joined).toEqual([column('config:lr', 5), column('config:seed', 1)])
  })
})
