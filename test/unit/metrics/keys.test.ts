import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayKey, escapeKeySegment, keySection, splitKey, visitRow } from '@/lib/metrics/keys'

const name = fc.string({ minLength: 1 })

describe('metric keys', () => {
  it('tell a nested name from one with a dot in it', () => {
    const keys: string[] = []
    visitRow(
      { 'a.b': 1, a: { b: 2, c: { 'd.e': 3 } } },
      (key) => keys.push(key),
      () => {},
    )
    expect(keys).toEqual(['a\\.b', 'a.b', 'a.c.d\\.e'])
    expect(displayKey('a\\.b')).toBe('a.b')
  })

  it('are split into exactly the names they were made of', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), (names) => {
        expect(splitKey(names.map(escapeKeySegment).join('.'))).toEqual(names)
      }),
    )
  })

  it('visits every leaf once: numbers, and all else as it is', () => {
    const media = { _type: 'image-file', path: 'x.png' }
    const numbers: [string, number][] = []
    const others: [string, unknown][] = []
    visitRow(
      { loss: NaN, nested: { ok: true, list: [1, 2] }, picture: media, empty: {}, none: null },
      (key, value) => numbers.push([key, value]),
      (key, value) => others.push([key, value]),
    )
    expect(numbers).toEqual([['loss', NaN]])
    expect(others).toEqual([
      ['nested.ok', true],
      ['nested.list', [1, 2]],
      ['picture', media],
      ['empty', {}],
      ['none', null],
    ])
  })

  it('stand in the section before their last slash', () => {
    expect(['loss', 'train/loss', 'eval/en/f1', '/odd'].map(keySection)).toEqual([
      'charts',
      'train',
      'eval/en',
      'charts',
    ])
  })
})
