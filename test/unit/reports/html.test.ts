import { describe, expect, it } from 'vitest'
import { doc, text } from '@/lib/reports/nodes'
import { printHtml } from '@/lib/reports/html/print'
import { parseMarkdown } from '@/lib/reports/markdown/parse'
import { CONSTRUCTS } from './constructs'

const html = (source: string) => printHtml(parseMarkdown(source))

/** Tags that open, without those that never close, and those that close. */
function balance(page: string): Map<string, number> {
  const open = new Map<string, number>()
  for (const [, end, name] of page.matchAll(/<(\/?)([a-z][a-z0-9-]*)\b[^>]*>/g)) {
    if (['br', 'hr', 'img', 'input'].includes(name!)) continue
    open.set(name!, (open.get(name!) ?? 0) + (end ? -1 : 1))
  }
  return open
}

describe('a report as HTML', () => {
  it('has headings below its title, marks, links, lists and tables', () => {
    expect(html('# A\n\nSome **bold** `a<b` at [home](https://e.org/?a=1&b=2).')).toBe(
      '<h2 id="heading-1">A</h2>\n<p>Some <strong>bold</strong> <code>a&lt;b</code> at ' +
        '<a href="https://e.org/?a=1&amp;b=2" rel="noopener noreferrer">home</a>.</p>',
    )
    expect(html('3. three\n4. four')).toBe('<ol start="3"><li>three</li><li>four</li></ol>')
    expect(html('| a |\n| -: |\n| 1 |')).toContain('<td style="text-align:right">1</td>')
  })

  it.each(CONSTRUCTS)('closes what it opens: %s', (_name, source) => {
    for (const [name, left] of balance(html(source))) expect(left, name).toBe(0)
  })

  it('runs nothing, and leads nowhere but to the web and mail', () => {
    const evil = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '[x](javascript:alert(1))',
      '![x](javascript:alert(1))',
      '`<script>`',
      '$\\href{javascript:alert(1)}{x}$',
    ]
    for (const source of evil) {
      expect(html(source), source).not.toMatch(/<script|<img|href="javascript|onerror="/)
    }
    expect(html('<b onclick="x">hi</b>')).toContain('&lt;b onclick=&quot;x&quot;&gt;')
  })

  it('lists its headings, and names what it cannot show', () => {
    const heading = (words: string) => ({
      ...{ type: 'heading', attrs: { level: 2 } },
      content: [text(words)],
    })
    const json = JSON.stringify({ type: 'video', url: 'https://e.org' })
    const page = printHtml(
      doc([
        { type: 'tableOfContents' },
        heading('One'),
        { type: 'unknownBlock', attrs: { json } },
        { type: 'paragraph', content: [{ type: 'mention', attrs: { label: 'Ada <3' } }] },
      ]),
    )
    expect(page).toContain('<a href="#heading-1">One</a>')
    expect(page).toContain('<h3 id="heading-1">One</h3>')
    expect(page).toContain('“video”')
    expect(page).toContain('Ada &lt;3')
  })
})
