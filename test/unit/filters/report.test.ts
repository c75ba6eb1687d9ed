import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EVERY_RUN, type Filter } from '@/lib/filters/ast'
import { evaluate } from '@/lib/filters/evaluate'
import { fromReportFilter, toReportFilter } from '@/lib/filters/report'
import { around, asRun, filterArbitrary, seededRun } from '../../support/filterArbitrary'

const on = (section: string, name: string, op: string, value: unknown, more = {}) => ({
  key: { section, name },
  op,
  value,
  disabled: false,
  ...more,
})
const v2 = (...filters: unknown[]) => ({ filterFormat: 'filterV2', filters })
const says = (value: unknown): Filter => {
  const { filter, left } = fromReportFilter(value)
  expect(left).toEqual([])
  return filter
}
const lr: Filter = { kind: 'compare', key: 'config:lr', op: '<=', value: 0.1 }
const done: Filter = { kind: 'compare', key: 'run:state', op: '=', value: 'finished' }
const owl: Filter = { kind: 'matches', key: 'run:displayName', pattern: '^owl' }
const AS_V2 = [
  on('config', 'lr.value', '<=', 0.1),
  on('run', 'state', '=', 'finished'),
  on('run', 'displayName', 'REGEX', '^owl'),
] as const

describe('a filter of a W&B report', () => {
  it('is a flat list in which AND binds tighter than OR', () => {
    const [a, b, c] = AS_V2
    const connected = v2(a, { ...b, connector: 'OR' }, { ...c, connector: 'AND' })
    expect(says(connected)).toEqual({
      kind: 'or',
      filters: [lr, { kind: 'and', filters: [done, owl] }],
    })
  })

  it('has groups', () => {
    const [a, b, c] = AS_V2
    const group = { connector: 'AND', filters: [b, { ...c, connector: 'OR' }] }
    expect(says(v2(a, group))).toEqual({
      kind: 'and',
      filters: [lr, { kind: 'or', filters: [done, owl] }],
    })
  })

  it('is a tree in older reports', () => {
    const [a, b, c] = AS_V2
    const tree = { op: 'OR', filters: [{ op: 'AND', filters: [a, b] }, c] }
    expect(says(tree)).toEqual({
      kind: 'or',
      filters: [{ kind: 'and', filters: [lr, done] }, owl],
    })
    expect(says({ op: 'OR', filters: [{ op: 'AND', filters: [] }] })).toEqual(EVERY_RUN)
  })

  it.each<[ReturnType<typeof on>, Filter]>([
    [
      on('config', 'model.value.depth', '=', 2),
      { kind: 'compare', key: 'config:model.depth', op: '=', value: 2 },
    ],
    [on('config', 'lr', '==', null), { kind: 'compare', key: 'config:lr', op: '=', value: null }],
    [
      on('summary', 'val/loss', 'IN', [1, 2]),
      { kind: 'in', key: 'summary:val/loss', values: [1, 2] },
    ],
    [
      on('run', 'username', '=', ['ada', 'eve']),
      { kind: 'in', key: 'run:user', values: ['ada', 'eve'] },
    ],
    [
      on('run', 'state', 'IN', ['Finished']),
      { kind: 'in', key: 'run:state', values: ['finished'] },
    ],
    [
      on('run', 'createdAt', 'WITHINSECONDS', 86_400),
      { kind: 'within', key: 'run:createdAt', seconds: 86_400 },
    ],
    [on('run', '_step', '>', 5), { kind: 'compare', key: 'summary:_step', op: '>', value: 5 }],
    [on('run', 'tags', '=', 'x'), { kind: 'compare', key: 'run:tags', op: '=', value: 'x' }],
    [on('tags', 'x', '=', true), { kind: 'has', key: 'run:tags', value: 'x' }],
    [
      on('tags', 'x', '!=', true),
      { kind: 'not', filter: { kind: 'has', key: 'run:tags', value: 'x' } },
    ],
    [on('keys_info', 'keys.loss', '!=', null), { kind: 'exists', key: 'summary:loss' }],
  ])('says %j', (condition, filter) => {
    expect(says(v2(condition))).toEqual(filter)
  })

  it('leaves out what is switched off, and tells of what is not known here', () => {
    const [a, b] = AS_V2
    expect(says(v2({ ...a, disabled: true }, { ...b, connector: 'OR' }))).toEqual(done)
    const odd = v2(
      a,
      on('run', 'inputArtifacts', '=', 'x', { connector: 'AND' }),
      on('config', 'lr', '~~', 1),
    )
    const { filter, left } = fromReportFilter(odd)
    expect(filter).toEqual(lr)
    expect(left).toEqual([expect.stringContaining('inputArtifacts'), expect.stringContaining('~~')])
  })

  it('means every run when it is none', () => {
    for (const value of [null, undefined, 3, 'x', [], {}, v2(), v2(null, {}, 7), { filters: 1 }]) {
      expect(says(value)).toEqual(EVERY_RUN)
    }
    fc.assert(fc.property(fc.anything(), (value) => void fromReportFilter(value)))
  })
})

describe('a filter written for W&B', () => {
  it('is the flat list', () => {
    const { filter, left } = toReportFilter({
      kind: 'and',
      filters: [lr, { kind: 'or', filters: [done, owl] }],
    })
    const [a, b, c] = AS_V2
    expect(left).toEqual([])
    expect(filter).toEqual(v2(a, { connector: 'AND', filters: [b, { connector: 'OR', ...c }] }))
  })

  it('tells what cannot be said', () => {
    const not: Filter = { kind: 'not', filter: lr }
    expect(toReportFilter({ kind: 'and', filters: [done, not] })).toEqual({
      filter: v2(AS_V2[1]),
      left: [not],
    })
  })

  it('means the same when it is read again, unless it says otherwise', () => {
    let said = 0
    fc.assert(
      fc.property(filterArbitrary, fc.array(seededRun, { minLength: 5 }), (filter, runs) => {
        const written = toReportFilter(filter)
        if (written.left.length > 0) return
        said++
        const again = says(JSON.parse(JSON.stringify(written.filter)))
        runs.forEach((run, i) => {
          const seen = asRun(run, i + 1)
          expect(evaluate(again, seen, around)).toBe(evaluate(filter, seen, around))
        })
      }),
      { numRuns: 1000 },
    )
    expect(said).toBeGreaterThan(200)
  })
})
