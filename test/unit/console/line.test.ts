import { describe, expect, it } from 'vitest'
import { consoleText, parseConsoleLine } from '@/lib/console/line'

const TIME = '2026-11-23T10:18:10.890047'

describe('a console line', () => {
  it.each([
    [`${TIME} epoch 1`, { time: `${TIME}Z`, level: null, content: 'epoch 1' }],
    [`ERROR ${TIME} oh`, { time: `${TIME}Z`, level: 'error', content: 'oh' }],
    [`${TIME} [rank 0] hi`, { time: `${TIME}Z`, level: null, content: '[rank 0] hi' }],
    [`ERROR ${TIME} [a] b [c] d`, { time: `${TIME}Z`, level: 'error', content: '[a] b [c] d' }],
    [`${TIME} `, { time: `${TIME}Z`, level: null, content: '' }],
    [
      '2026-11-23T10:18:10 no fraction',
      { time: '2026-11-23T10:18:10Z', level: null, content: 'no fraction' },
    ],
    ['no time at all', { time: null, level: null, content: 'no time at all' }],
    [
      'ERROR of the script itself',
      { time: null, level: null, content: 'ERROR of the script itself' },
    ],
    ['', { time: null, level: null, content: '' }],
    [
      `${TIME} \u001b[31mred\u001b[0m`,
      { time: `${TIME}Z`, level: null, content: '\u001b[31mred\u001b[0m' },
    ],
    [
      `{"level":"error","ts":"${TIME}","label":"rank 1","content":"oh \\u001b[31mno"}`,
      { time: `${TIME}Z`, level: 'error', label: 'rank 1', content: 'oh \u001b[31mno' },
    ],
    [`{"ts":"${TIME}","content":""}`, { time: `${TIME}Z`, level: null, content: '' }],
    // What a script itself prints stays as it is.
    ['{"loss": 1}', { time: null, level: null, content: '{"loss": 1}' }],
    [
      '{"ts": "soon", "content": "x"}',
      { time: null, level: null, content: '{"ts": "soon", "content": "x"}' },
    ],
    ['{ broken', { time: null, level: null, content: '{ broken' }],
    [
      `${TIME} {"ts":"${TIME}","content":"x"}`,
      { time: `${TIME}Z`, level: null, content: `{"ts":"${TIME}","content":"x"}` },
    ],
    [`${TIME}   indented`, { time: `${TIME}Z`, level: null, content: '  indented' }],
  ])('%j is read', (line, wanted) => {
    expect(parseConsoleLine(line)).toEqual({ label: null, ...wanted })
  })

  it('is read with its label in front, whichever form it came in', () => {
    const json = `{"ts":"${TIME}","label":"a","content":"hi"}`
    expect(consoleText(parseConsoleLine(json))).toBe('[a] hi')
    expect(consoleText(parseConsoleLine(`${TIME} [a] hi`))).toBe('[a] hi')
  })
})
