import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileNameProblem } from '@/server/files'
import { zipNames } from '@/server/files/zipNames'

describe('names in a zip', () => {
  it('stay as they are where every system takes them', () => {
    const names = ['config.yaml', 'media/images/loss_3_ab.png', 'über/notiz.txt']
    expect(zipNames(names)).toEqual(names)
  })

  it.each([
    ['a\\b.txt', 'a_b.txt'],
    ['a//b', 'a/b'],
    ['./a', '_/a'],
    ['con:trol\u0007', 'con_trol_'],
    ['ends. ', 'ends__'],
    ['/', '_'],
  ])('%j becomes %j', (name, wanted) => {
    expect(zipNames([name])).toEqual([wanted])
  })

  it('differ where case does not count, and from folders', () => {
    expect(zipNames(['a.txt', 'A.txt', 'a.TXT'])).toEqual(['a.txt', 'A (2).txt', 'a (3).TXT'])
    expect(zipNames(['data', 'data/x'])).toEqual(['data (2)', 'data/x'])
  })

  it('are relative, safe and unique for any files a run may have', () => {
    const unit = fc.constantFrom(
      'a',
      'A',
      '.',
      '/',
      '\\',
      ' ',
      ':',
      'é',
      '\u0301',
      'e',
      '(2)',
      '\t',
    )
    const name = fc.string({ unit, minLength: 1, maxLength: 12 })
    const names = fc.uniqueArray(name.filter((text) => fileNameProblem(text) === undefined))
    fc.assert(
      fc.property(names, (list) => {
        const zipped = zipNames(list)
        expect(zipped).toHaveLength(list.length)
        expect(new Set(zipped.map((one) => one.normalize('NFC').toLowerCase())).size).toBe(
          list.length,
        )
        for (const one of zipped) {
          expect(one).not.toMatch(/^\/|\\|:|(^|\/)\.\.?(\/|$)|\/$|\/\//)
        }
      }),
      { numRuns: 500 },
    )
  })
})
