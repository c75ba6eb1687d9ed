import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAnsi, stripAnsi } from '@/lib/console/ansi'
import { parseConsoleLine } from '@/lib/console/line'

const ESC = '\x1b'

describe('escape codes', () => {
  it('become styles', () => {
    expect(parseAnsi(`plain ${ESC}[1;31mbad${ESC}[0m ${ESC}[32mgood${ESC}[39m.`)).toEqual([
      { text: 'plain ', style: {} },
      { text: 'bad', style: { bold: true, color: 1 } },
      { text: ' ', style: {} },
      { text: 'good', style: { color: 2 } },
      { text: '.', style: {} },
    ])
  })

  it.each([
    ['38;5;9', { color: 9 }],
    ['38;5;196', { color: [255, 0, 0] }],
    ['38;5;244', { color: [128, 128, 128] }],
    ['38;2;1;2;3', { color: [1, 2, 3] }],
    ['48;2;1;2;3;4', { background: [1, 2, 3], underline: true }],
    ['95', { color: 13 }],
    ['103', { background: 11 }],
    ['2;3;7;9', { dim: true, italic: true, inverse: true, strike: true }],
    ['1;22', {}],
    // Nothing that can be understood: the text stays as it is.
    ['38;5;999', {}],
    ['38;2;300;0;0', {}],
    ['38', {}],
    ['>4', {}],
  ])('%s gives %j', (codes, style) => {
    expect(parseAnsi(`${ESC}[${codes}mx`)).toEqual([{ text: 'x', style }])
  })

  it('that move the cursor, set titles or ring leave nothing behind', () => {
    const text = `${ESC}[2K${ESC}[1Adone${ESC}]0;title\x07!${ESC}]8;;http://x${ESC}\\link\x07\r`
    expect(stripAnsi(text)).toBe('done!link')
  })

  it('never lose or change text', () => {
    const word = fc.string({ unit: 'grapheme-ascii' })
    const code = fc.constantFrom('[0m', '[1;32m', '[38;5;208m', '[K', '[38;2;9;9;9m', '[?25l')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, code)), (parts) => {
        const line = parts.map(([text, escape]) => text + ESC + escape).join('')
        const text = parts.map(([plain]) => plain).join('')
        expect(
          parseAnsi(line)
            .map((span) => span.text)
            .join(''),
        ).toBe(text)
        expect(stripAnsi(line)).toBe(text)
      }),
    )
  })

  it('cut off or nonsense are no trouble', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = `${ESC}[${text}${ESC}`
        const joined = parseAnsi(line)
          .map((span) => span.text)
          .join('')
        expect(joined).toBe(stripAnsi(line))

        expect(joined).not.toMatch(/\x1b/)
      }),
    )
  })
})

describe('a console line', () => {
  it('has a time, a level and its text', () => {
    expect(parseConsoleLine('ERROR 2026-03-04T05:06:07.123456 [INFO] boom')).toEqual({
      time: '2026-03-04T05:06:07.123456Z',
      level: 'error',
      label: null,
      content: '[INFO] boom',
    })
    expect(parseConsoleLine('2026-03-04T05:06:07.123456 ').content).toBe('')
    expect(parseConsoleLine('no prefix')).toEqual({
      time: null,
      level: null,
      label: null,
      content: 'no prefix',
    })
  })
})
