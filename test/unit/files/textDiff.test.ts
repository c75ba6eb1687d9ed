import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRequirements } from '@/lib/files/requirements'
import { linesOf, sideBySide, textDiff, withContext } from '@/lib/files/textDiff'

// Few different lines, so that texts have much in common.
const text = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 30 })
  .map((lines) => lines.map((line) => `${line}\n`).join(''))

/** Length of the longest common subsequence, by the textbook's table. */
function common(a: string[], b: string[]): number {
  const table = a.map(() => new Array<number>(b.length).fill(0))
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      const here = a[i] === b[j] ? 1 + (table[i - 1]?.[j - 1] ?? 0) : 0
      table[i]![j] = Math.max(here, table[i - 1]?.[j] ?? 0, table[i]![j - 1] ?? 0)
    }
  }
  return table.at(-1)?.at(-1) ?? 0
}

describe('textDiff', () => {
  it('tells both texts, with as few changes as there can be', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { lines, added, removed } = textDiff(before, after)
        const without = (kind: string) =>
          lines.filter((line) => line.kind !== kind).map((line) => line.text)
        expect(without('added')).toEqual(linesOf(before))
        expect(without('removed')).toEqual(linesOf(after))
        const same = lines.length - added - removed
        expect(same).toBe(common(linesOf(before), linesOf(after)))
      }),
      { numRuns: 400 },
    )
  })

  it('replaces everything where two long texts have little in common', () => {
    const long = (name: string) => Array.from({ length: 3000 }, (_, i) => `${name} ${i}`).join('\n')
    expect(textDiff(long('a'), long('b'))).toMatchObject({ added: 3000, removed: 3000 })
  })
})

describe('withContext', () => {
  it('keeps three lines around changes and says where they stand', () => {
    const numbers = Array.from({ length: 20 }, (_, i) => String(i + 1))
    const { lines } = textDiff(numbers.join('\n'), numbers.with(9, 'ten').join('\n'))
    expect(withContext(lines).map(({ kind, text: line }) => `${kind[0]} ${line}`)).toEqual([
      'h @@ -7 +7 @@',
      ...['s 7', 's 8', 's 9', 'r 10', 'a ten', 's 11', 's 12', 's 13'],
    ])
  })
})

describe('sideBySide', () => {
  it('puts what was added beside what it replaces, with the numbers of both files', () => {
    const { lines } = textDiff('a\nb\nc\n', 'a\nx\ny\nc\n')
    const pairs = sideBySide(lines).map((pair) =>
      'hunk' in pair
        ? pair.hunk
        : [pair.left, pair.right].map((side) => side && `${side.number} ${side.line.text}`),
    )
    expect(pairs).toEqual([
      ['1 a', '1 a'],
      ['2 b', '2 x'],
      [undefined, '3 y'],
      ['3 c', '4 c'],
    ])
  })
})

describe('compareRequirements', () => {
  it('says which packages came, went and changed', () => {
    const before = 'torch==2.3.0\nnumpy==1.26.4\nold==1\n# a comment\n-e .\n'
    const after = 'Torch==2.4.0\nnumpy==1.26.4\nnew_one @ https://example.org/new.whl\n'
    expect(compareRequirements(before, after)).toEqual([
      { name: 'new-one', kind: 'added', before: undefined, after: 'https://example.org/new.whl' },
      { name: 'numpy', kind: 'same', before: '1.26.4', after: '1.26.4' },
      { name: 'old', kind: 'removed', before: '1', after: undefined },
      { name: 'torch', kind: 'changed', before: '2.3.0', after: '2.4.0' },
    ])
  })
})
