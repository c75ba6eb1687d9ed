import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Filter } from '@/lib/filters/ast'
import { evaluate } from '@/lib/filters/evaluate'
import { parseFilter } from '@/lib/filters/language/parse'
import { printFilter } from '@/lib/filters/language/print'
import type { ColumnId } from '@/lib/runs/columns'
import { around, asRun, filterArbitrary, seededRun } from '../../support/filterArbitrary'

const columns: ColumnId[] = [
  'config:lr',
  'config:optimizer.name',
  'config:name',
  'summary:val/loss',
  'summary:lr',
  'summary:odd key',
]
const now = Date.parse('2026-11-20T12:00:00Z')
const parse = (text: string) => parseFilter(text, { columns, now })

function filterOf(text: string): Filter {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(`${parsed.message} at ${parsed.at}`)
  return parsed.filter
}

describe('a typed filter', () => {
  it('reads as people write it', () => {
    expect(filterOf('lr < 1e-3 and state = running and tags has "baseline"')).toEqual({
      kind: 'and',
      filters: [
        { kind: 'compare', key: 'config:lr', op: '<', value: 0.001 },
        { kind: 'compare', key: 'run:state', op: '=', value: 'running' },
        { kind: 'has', key: 'run:tags', value: 'baseline' },
      ],
    })
  })

  it('takes bare names for run fields first, then config, then summary', () => {
    const keyOf = (text: string) => (filterOf(`${text} exists`) as { key: string }).key
    expect(keyOf('state')).toBe('run:state')
    expect(keyOf('name')).toBe('run:displayName')
    expect(keyOf('config.name')).toBe('config:name')
    expect(keyOf('lr')).toBe('config:lr')
    expect(keyOf('summary.lr')).toBe('summary:lr')
    expect(keyOf('val/loss')).toBe('summary:val/loss')
    expect(keyOf('`odd key`')).toBe('summary:odd key')
  })

  it('binds "and" tighter than "or", and "not" tightest', () => {
    const [a, b, c] = ['lr', 'state', 'group'].map((key) => filterOf(`${key} exists`))
    expect(filterOf('lr exists or not state exists and group exists')).toEqual({
      kind: 'or',
      filters: [a, { kind: 'and', filters: [{ kind: 'not', filter: b }, c] }],
    })
    expect(filterOf('(lr exists OR state exists) AND group exists')).toEqual({
      kind: 'and',
      filters: [{ kind: 'or', filters: [a, b] }, c],
    })
  })

  it('knows times, durations, lists and expressions', () => {
    expect(filterOf('created > 7d ago')).toMatchObject({ value: '2026-11-13T12:00:00.000Z' })
    expect(filterOf('created >= 2026-11-20')).toMatchObject({ value: '2026-11-20T00:00:00.000Z' })
    expect(filterOf('duration > 2h')).toMatchObject({ value: 7200 })
    expect(filterOf('heard within 90s')).toMatchObject({ kind: 'within', seconds: 90 })
    expect(filterOf('state not in (failed, crashed)')).toEqual({
      kind: 'not',
      filter: { kind: 'in', key: 'run:state', values: ['failed', 'crashed'] },
    })
    expect(filterOf('name ~ /^train\\/\\d+$/')).toMatchObject({ pattern: '^train/\\d+$' })
    expect(filterOf('  ')).toEqual({ kind: 'and', filters: [] })
  })

  it.each([
    ['lr <', 4, 'Expected a value.'],
    ['lr 5', 3, 'Expected an operator'],
    ['lrr = 5', 0, 'Did you mean lr?'],
    ['lr = 5 state = running', 7, 'Expected "and", "or" or the end.'],
    ['(lr = 5', 0, 'Expected ")".'],
    ['name = "open', 7, 'is never closed'],
    ['created > soon', 10, 'Expected a time'],
    ['lr = 5 and', 10, 'Expected a key'],
    ['state in running', 9, 'Expected "(" and values.'],
  ])('says where and what is wrong: %s', (text, at, message) => {
    const parsed = parse(text)
    expect(parsed).toMatchObject({ ok: false, at })
    if (!parsed.ok) expect(parsed.message).toContain(message)
  })

  it('suggests keys that look like what was typed', () => {
    expect(parse('optimizr.name = adam')).toMatchObject({ suggestions: ['optimizer.name'] })
  })

  it('means the same again when it was printed', () => {
    const runs = fc.sample(seededRun, { numRuns: 40, seed: 3 }).map((run, i) => asRun(run, i))
    fc.assert(
      fc.property(filterArbitrary, (filter) => {
        const text = printFilter(filter, columns)
        const parsed = parse(text)
        // Texts where a time belongs can be asked by programs, never typed.
        if (!parsed.ok && parsed.message.startsWith('Expected a time')) return
        if (!parsed.ok) throw new Error(`${parsed.message} in ${text}`)
        const meaning = (one: Filter) => runs.map((run) => evaluate(one, run, around))
        expect(meaning(parsed.filter), text).toEqual(meaning(filter))
      }),
      { numRuns: 1000 },
    )
  })
})
