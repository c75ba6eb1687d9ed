import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePlaces, naturalPlace, placeBetween, rankBetween } from '@/lib/workspace/place'

describe('a rank between two others', () => {
  it('lies between them, however often one goes between', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 60 }), (choices) => {
        const ranks: string[] = []
        for (const choice of choices) {
          const at = choice % (ranks.length + 1)
          const rank = rankBetween(ranks[at - 1] ?? '', ranks[at])
          ranks.splice(at, 0, rank)
        }
        expect([...ranks].sort()).toEqual(ranks)
        expect(new Set(ranks).size).toBe(ranks.length)
      }),
    )
  })
})

describe('places', () => {
  it('stand by their titles until somebody moves them', () => {
    const titles = ['loss', 'acc', 'layer10', 'layer2']
    const places = titles.map((title) => naturalPlace(title)).sort(comparePlaces)
    expect(places.map(([title]) => title)).toEqual(['acc', 'layer2', 'layer10', 'loss'])
  })

  it('put what is moved between its new neighbours, and new titles where they belong', () => {
    const [acc, loss, lr] = ['acc', 'loss', 'lr'].map((title) => naturalPlace(title))
    const moved = placeBetween(acc, loss)
    const first = placeBetween(undefined, acc)
    const last = placeBetween(lr, undefined)
    const order = [last, lr!, loss!, moved, acc!, first, naturalPlace('f1')].sort(comparePlaces)
    expect(order).toEqual([first, acc, moved, naturalPlace('f1'), loss, lr, last])
  })

  it('stay between two that were moved to the same spot', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 40 }), (choices) => {
        const row = ['a', 'b', 'c'].map((title) => naturalPlace(title))
        for (const choice of choices) {
          const at = choice % (row.length + 1)
          row.splice(at, 0, placeBetween(row[at - 1], row[at]))
        }
        expect([...row].sort(comparePlaces)).toEqual(row)
      }),
    )
  })
})
