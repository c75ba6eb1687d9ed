import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toStorable } from '@/lib/json/storable'
import { searchTree, treeRows, valueText } from '@/lib/runs/tree'

const TREE = toStorable({
  lr: NaN,
  layers: { w10: 1, w9: { deep: [1, 2] } },
  _step: 4,
  picture: { _type: 'image-file', path: 'x' },
  empty: {},
}) as Record<string, unknown>

describe('a tree of values', () => {
  it('is flat, deep, in natural order, with W&B’s own names last', () => {
    expect(
      treeRows(TREE).map(({ path, depth, descendants }) => [path, depth, descendants]),
    ).toEqual([
      ['empty', 0, 0],
      ['layers', 0, 3],
      ['layers.w9', 1, 1],
      ['layers.w9.deep', 2, 0],
      ['layers.w10', 1, 0],
      ['lr', 0, 0],
      ['picture', 0, 0],
      ['_step', 0, 0],
    ])
  })

  it('shows values in full', () => {
    const text = Object.fromEntries(treeRows(TREE).map((row) => [row.path, valueText(row.value)]))
    expect(text).toMatchObject({ lr: 'NaN', 'layers.w9.deep': '[1,2]', empty: '{}', _step: '4' })
    expect(valueText(0.1 + 0.2)).toBe('0.30000000000000004')
    expect(valueText(-0)).toBe('-0')
  })

  it('is searched by path and value, branches staying with what was found', () => {
    const found = (text: string) => searchTree(treeRows(TREE), text).map(({ path }) => path)
    expect(found('deep')).toEqual(['layers', 'layers.w9', 'layers.w9.deep'])
    expect(found('nan')).toEqual(['lr'])
    expect(found('  ')).toHaveLength(8)
  })

  it('names NaN and the infinities in lists too', () => {
    expect(valueText([1, -Infinity, NaN])).toBe('[1,-Infinity,NaN]')
    const rows = treeRows(toStorable({ b: [NaN] }) as Record<string, unknown>)
    expect(valueText(rows[0]!.value)).toBe('[NaN]')
  })

  it('shows objects whose names databases refuse as they were', () => {
    const tree = toStorable({ odd: { $num: 'x', 'a\u0000b': 1 }, tag: { $num: 'NaN' } })
    const names = treeRows(tree as Record<string, unknown>).map((row) => row.name)
    expect(names.toSorted()).toEqual(['$num', '$num', 'a\u0000b', 'odd', 'tag'])
  })

  it('counts the rows below each, and finds every one by its path', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (tree) => {
        const rows = treeRows(toStorable(tree) as Record<string, unknown>)
        rows.forEach((row, i) => {
          const end = rows.findIndex((other, j) => j > i && other.depth <= row.depth)
          expect(row.descendants).toBe((end < 0 ? rows.length : end) - i - 1)
          expect(searchTree(rows, row.path)).toContain(row)
        })
      }),
    )
  })
})
