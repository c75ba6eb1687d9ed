import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Filter } from '@/lib/filters/ast'
import { evaluate } from '@/lib/filters/evaluate'
import { fromMongo, MongoFilterError, sortOfMongo, toMongo } from '@/lib/filters/mongo'
import { around, asRun, filterArbitrary, seededRun } from '../../support/filterArbitrary'

describe('a filter of W&B’s clients', () => {
  it('names config with and without the member that holds the value', () => {
    const expected = { kind: 'compare', key: 'config:lr', op: '>', value: 0.1 }
    expect(fromMongo({ 'config.lr': { $gt: 0.1 } })).toEqual(expected)
    expect(fromMongo({ 'config.lr.value': { $gt: 0.1 } })).toEqual(expected)
    expect(fromMongo({ 'config.model.value.depth': 3 })).toMatchObject({
      key: 'config:model.depth',
    })
    expect(fromMongo({ 'summary_metrics.val/loss': { $exists: true } })).toEqual({
      kind: 'exists',
      key: 'summary:val/loss',
    })
  })

  it('may hold several conditions, lists, expressions and negations', () => {
    expect(fromMongo({})).toEqual({ kind: 'and', filters: [] })
    expect(
      fromMongo({
        state: { $in: ['Finished', 'failed'] },
        display_name: { $regex: '^owl' },
        $nor: [{ tags: 'old' }],
        username: { $ne: 'ada' },
      }),
    ).toEqual({
      kind: 'and',
      filters: [
        { kind: 'in', key: 'run:state', values: ['finished', 'failed'] },
        { kind: 'matches', key: 'run:displayName', pattern: '^owl' },
        {
          kind: 'not',
          filter: {
            kind: 'or',
            filters: [{ kind: 'compare', key: 'run:tags', op: '=', value: 'old' }],
          },
        },
        { kind: 'compare', key: 'run:user', op: '!=', value: 'ada' },
      ],
    })
    expect(fromMongo({ created_at: { $gte: 1_700_000_000 } })).toMatchObject({
      value: '2023-11-14T22:13:20.000Z',
    })
  })

  it.each([
    [{ $where: '1' }],
    [{ 'config.lr': { $near: 1 } }],
    [{ password: 'x' }],
    [{ $and: {} }],
    [[]],
    ['text'],
    [{ tags: { $in: 'x' } }],
    [{ tags: { $eq: { a: 1 } } }],
  ])('is refused in words when it cannot be understood: %j', (filter) => {
    expect(() => fromMongo(filter)).toThrow(MongoFilterError)
  })

  it('means the same when it went there and back', () => {
    const runs = fc.sample(seededRun, { numRuns: 40, seed: 4 }).map((run, i) => asRun(run, i))
    fc.assert(
      fc.property(filterArbitrary, (filter) => {
        // A time goes as a fixed one, and times in numbers are W&B's own.
        if (/"within"|At","[^}]*"value/.test(JSON.stringify(filter))) return
        const back = fromMongo(JSON.parse(JSON.stringify(toMongo(filter))))
        const meaning = (one: Filter) => runs.map((run) => evaluate(one, run, around))
        expect(meaning(back)).toEqual(meaning(filter))
      }),
      { numRuns: 500 },
    )
  })

  it('is ordered as clients ask', () => {
    expect(sortOfMongo('-created_at')).toEqual({ column: 'run:createdAt', descending: true })
    expect(sortOfMongo('+summary_metrics.loss')).toEqual({
      column: 'summary:loss',
      descending: false,
    })
    expect(sortOfMongo('config.lr.value')).toEqual({ column: 'config:lr', descending: false })
  })
})
