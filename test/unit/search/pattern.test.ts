import fc from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'
import { type Matcher, parsePattern, regexMatcher, wordMatcher } from '@/lib/search/pattern'

function matcher(text: string): Matcher {
  const pattern = parsePattern(text)
  return pattern.kind === 'words' ? wordMatcher(pattern.words) : regexMatcher(RE2JS, pattern)
}

describe('a search pattern', () => {
  it.each([
    ['', 'anything', true],
    ['LOSS', 'val/loss', true],
    ['val loss', 'loss of val', true],
    ['val loss', 'loss', false],
    ['/^val/', 'val/loss', true],
    ['/^val/', 'train/val', false],
    ['/LOSS$/i', 'val/loss', true],
    ['/LOSS$/', 'val/loss', false],
    // The closing slash is still on its way.
    ['/^val', 'val/loss', true],
    ['/', 'val/loss', true],
    ['val/loss', 'val/loss', true],
  ])('%j on %j: %s', (text, subject, expected) => {
    expect(matcher(text)(subject)).toBe(expected)
  })

  it('that is broken throws what is wrong with it', () => {
    expect(() => matcher('/(/')).toThrow(/missing/i)
  })

  it('cannot be made to take for ever', () => {
    expect(matcher('/^(a+)+$/')(`${'a'.repeat(5000)}!`)).toBe(false)
  })

  it('of words matches what holds them all', () => {
    const word = fc.string({ minLength: 1 }).filter((text) => /^[^\s/]+$/.test(text))
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(matcher(words.join(' '))(words.toReversed().join('-').toUpperCase())).toBe(true)
      }),
    )
  })
})
