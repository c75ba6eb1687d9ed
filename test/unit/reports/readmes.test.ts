// READMEs as people write them, read as reports and printed again: nothing is lost on the way.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readContent, writeContent } from '@/lib/reports/content'
import { contentOf, newReportDoc } from '@/lib/reports/document'
import { fromMarkdown } from '@/lib/reports/fromMarkdown'
import { plainText, type ReportNode } from '@/lib/reports/nodes'
import { readReport } from '@/lib/reports/read'
import { seedReport } from '@/lib/reports/seed'
import { toMarkdown } from '@/lib/reports/toMarkdown'

const folder = path.join(import.meta.dirname, '../../fixtures/readmes')
const names = fs.readdirSync(folder).filter((name) => name.endsWith('.md'))
const source = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8')

/** Through the document, as a report is made by the API. */
const printed = (markdown: string) => toMarkdown(readReport(seedReport(fromMarkdown(markdown))))
const contentIn = (markdown: string): ReportNode => {
  const doc = newReportDoc()
  writeContent(contentOf(doc), fromMarkdown(markdown).content)
  return readContent(contentOf(doc))
}
const kindsIn = (node: ReportNode): string[] => [
  node.type,
  ...(node.content ?? []).flatMap(kindsIn),
]

it('are twenty', () => {
  expect(names).toHaveLength(20)
})

describe.each(names)('%s', (name) => {
  it('says the same once it was printed', () => {
    const markdown = source(name)
    const once = printed(markdown)
    expect(contentIn(once)).toEqual(contentIn(markdown))
    expect(printed(once)).toBe(once)
  })

  it('keeps its words', () => {
    const words = (text: string) => text.match(/[\p{L}\p{N}]{3,}/gu) ?? []
    const read = contentIn(source(name))
    const kept = new Set(
      words(JSON.stringify(read).replaceAll('\\n', ' ') + (fromMarkdown(source(name)).title ?? '')),
    )
    const markup = /^(?:mdash|copy|amp|title|png|NOTE|WARNING|seeds)$/
    // Names of references stand for what they lead to.
    const references = new Set([...source(name).matchAll(/^\[([^\]^]+)\]:/gm)].map((m) => m[1]))
    const lost = words(source(name)).filter(
      (word) => !kept.has(word) && !markup.test(word) && !references.has(word),
    )
    expect(lost).toEqual([])
    expect(plainText(read).length).toBeGreaterThan(0)
  })
})

it.each(names.filter((name) => name.includes('canonical')))('%s is printed as it is', (name) => {
  expect(printed(source(name))).toBe(source(name))
})

it('they have what READMEs are made of', () => {
  const kinds = new Set(names.flatMap((name) => kindsIn(contentIn(source(name)))))
  for (const kind of [
    ...['heading', 'bulletList', 'orderedList', 'taskList', 'codeBlock', 'blockquote', 'callout'],
    ...['table', 'image', 'inlineImage', 'html', 'inlineHtml', 'mathBlock', 'mathInline'],
    ...['footnote', 'footnoteRef', 'hardBreak', 'horizontalRule'],
  ]) {
    expect(kinds, kind).toContain(kind)
  }
})
