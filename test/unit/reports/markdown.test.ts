import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMarkdown } from '@/lib/reports/markdown/parse'
import { printMarkdown } from '@/lib/reports/markdown/print'
import { CONSTRUCTS } from './constructs'

const again = (source: string) => printMarkdown(parseMarkdown(source))

describe('Markdown that became a report', () => {
  it.each(CONSTRUCTS)('is the same Markdown again: %s', (_name, source) => {
    expect(again(source)).toBe(source)
  })

  it('keeps what it says when it was written in another style', () => {
    const source = [
      'Title\n=====',
      '* one\n* two __bold__ and *slanted*',
      '~~~python\nprint(1)\n~~~',
      'See [the docs][docs] and ![logo][l].\n\n[docs]: https://example.org "Docs"\n[l]: logo.png',
      '***',
    ].join('\n\n')
    expect(again(source)).toBe(
      [
        '# Title',
        '- one\n- two **bold** and _slanted_',
        '```python\nprint(1)\n```',
        'See [the docs](https://example.org "Docs") and ![logo](logo.png).',
        '---\n',
      ].join('\n\n'),
    )
  })

  it('means the same after any number of turns, whatever people type', () => {
    const word = fc.constantFrom(
      ...[
        'a',
        'b_c',
        '*',
        '**',
        '_',
        '`',
        '[x]',
        '(y)',
        '#',
        '- ',
        '1. ',
        '> ',
        '|',
        '\\',
        '$',
        '~',
      ],
      ...[
        '<b>',
        '!',
        '&amp;',
        'https://example.org',
        '\n',
        '\n\n',
        '    ',
        '~~',
        '[!NOTE]',
        '[^1]',
        ':',
      ],
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), (words) => {
        const report = parseMarkdown(words.join(''))
        const printed = printMarkdown(report)
        expect(printMarkdown(parseMarkdown(printed))).toBe(printed)
      }),
      { numRuns: 500 },
    )
  })
})
