import { describe, expect, it } from 'vitest'
import { splitLinks } from '@/lib/text/links'

const hrefs = (text: string) => splitLinks(text).flatMap(({ href }) => href ?? [])

describe('addresses in plain text', () => {
  it('are found among words, and nothing of the text is lost', () => {
    const text = 'see https://example.org/a?b=1#c, then http://localhost:3000/x.'
    expect(hrefs(text)).toEqual(['https://example.org/a?b=1#c', 'http://localhost:3000/x'])
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })

  it('end before the sentence does, and keep brackets of their own', () => {
    expect(hrefs('(https://example.org/wiki/Loss_(metric)).')).toEqual([
      'https://example.org/wiki/Loss_(metric)',
    ])
    expect(hrefs('[https://example.org/]!')).toEqual(['https://example.org/'])
  })

  it('are only what opens a page', () => {
    expect(hrefs('javascript:alert(1) data:text/html,x file:///etc mailto:a@b.c')).toEqual([])
    expect(hrefs('https:// xhttps://a.b')).toEqual([])
    expect(splitLinks('')).toEqual([])
  })
})
