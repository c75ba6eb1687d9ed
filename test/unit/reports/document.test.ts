// Text and Markdown through the document, and what a document may hold that no editor would write.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { canonical, readContent, writeContent } from '@/lib/reports/content'
import { contentOf, newReportDoc, recordsOf } from '@/lib/reports/document'
import { fit } from '@/lib/reports/fit'
import { fromMarkdown, NestedTooDeep } from '@/lib/reports/fromMarkdown'
import { parseMarkdown } from '@/lib/reports/markdown/parse'
import { printMarkdown } from '@/lib/reports/markdown/print'
import { readReport } from '@/lib/reports/read'
import { repairReport } from '@/lib/reports/repair'
import { EMPTY_SEED, seedReport } from '@/lib/reports/seed'
import { REPORT_TEMPLATES } from '@/lib/reports/limits'
import { templateSeed } from '@/lib/reports/templates'
import { toMarkdown } from '@/lib/reports/toMarkdown'
import { setField } from '@/lib/workspace/records'
import { CONSTRUCTS } from './constructs'

const throughDocument = (source: string) => toMarkdown(readReport(seedReport(fromMarkdown(source))))

const PIECES = [
  ...[
    'word',
    '*',
    '**',
    '_',
    '`',
    '[x]',
    '(y)',
    '# ',
    '\n- ',
    '\n1. ',
    '\n> ',
    '|',
    '\\',
    '$',
    '~~',
  ],
  ...['<b>', '!', '&amp;', '\n', '\n\n', '    ', '[!NOTE]', '[^1]', ':', '- [ ] ', '![a](b.png)'],
  ...['\n| a | b |\n| - | - |\n| c | d |\n', '\n```js\nx\n```\n', '[l](u)', '🚀', '\ud800'],
]
const markdown = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((all) => all.join(''))

describe('Markdown through a report’s document', () => {
  it.each(CONSTRUCTS)('is the same Markdown again: %s', (_name, source) => {
    expect(throughDocument(source)).toBe(source)
  })

  it('reads as the nodes that were written, whatever people type', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const report = parseMarkdown(source.toWellFormed())
        const doc = newReportDoc()
        writeContent(contentOf(doc), report)
        const read = readContent(contentOf(doc))
        expect(read).toEqual(fit(canonical(report)))
        // And once more from what the other side received.
        const copy = newReportDoc()
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
        expect(readContent(contentOf(copy))).toEqual(read)
      }),
      { numRuns: 300 },
    )
  })

  it('says the same after any number of turns', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const once = throughDocument(source)
        expect(throughDocument(once)).toBe(once)
      }),
      { numRuns: 200 },
    )
  })

  it('reads what an editor formats, before and after others have it', () => {
    const doc = seedReport(fromMarkdown('See the docs.'))
    const words = (contentOf(doc).get(0) as Y.XmlElement).firstChild as Y.XmlText
    const attrs = Object.assign(Object.create(null), { href: 'https://example.org', title: null })
    words.format(4, 8, { link: attrs as object })
    const copy = newReportDoc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    for (const one of [doc, copy]) {
      expect(toMarkdown(readReport(one))).toBe('See [the docs](https://example.org).\n')
    }
  })

  it('takes a plain first heading as the title, and prints it above the text again', () => {
    const seed = fromMarkdown('# Scaling laws\n\nText.\n')
    expect(seed.title).toBe('Scaling laws')
    expect(printMarkdown(seed.content)).toBe('Text.\n')
    const marked = fromMarkdown('# About `fit()`\n\nText.\n')
    expect(marked.title).toBeUndefined()
    expect(throughDocument('# Only a title\n')).toBe('# Only a title\n')
    expect(toMarkdown(readReport(seedReport(fromMarkdown('Text.', 'Given'))))).toBe(
      '# Given\n\nText.\n',
    )
  })

  it.each([
    ['quotes', '>'.repeat(5000)],
    ['items', '- '.repeat(5000)],
    ['lists', Array.from({ length: 60 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n')],
  ])('refuses %s nested without end', (_what, source) => {
    expect(() => fromMarkdown(source)).toThrow(NestedTooDeep)
  })
})

describe('a new report', () => {
  it('is well-formed when empty, and nothing of it needs repair', () => {
    const doc = seedReport(EMPTY_SEED)
    const before = Y.encodeStateVector(doc)
    doc.transact(() => repairReport(doc))
    expect(Y.encodeStateVector(doc)).toEqual(before)
    expect(readReport(doc)).toMatchObject({
      settings: { title: '', width: 'readable', schema: 1 },
      content: { type: 'doc', content: [{ type: 'paragraph' }] },
      grids: [],
      runSets: [],
      unplaced: { grids: [], panels: [] },
    })
  })

  it.each(REPORT_TEMPLATES)('of the template %s shows all it holds', (name) => {
    const doc = seedReport(templateSeed(name))
    const report = readReport(doc)
    expect(report.settings.title).not.toBe('')
    expect(report.unplaced).toEqual({ grids: [], panels: [] })
    expect(report.runSets.length).toBeGreaterThan(0)
    const names = new Set(report.runSets.map(({ id }) => id))
    for (const { panels, runSets } of report.grids) {
      expect(panels.length).toBeGreaterThan(0)
      expect(runSets.length).toBeGreaterThan(0)
      for (const id of runSets) expect(names).toContain(id)
    }
    const state = Y.encodeStateVector(doc)
    doc.transact(() => repairReport(doc))
    expect(Y.encodeStateVector(doc)).toEqual(state)
  })
})

describe('a document that somebody has spoilt', () => {
  it('is read and printed without an error, and is in order after one repair', () => {
    const names = [
      ...['paragraph', 'heading', 'bulletList', 'orderedList', 'taskList', 'listItem', 'taskItem'],
      ...['table', 'tableRow', 'tableCell', 'tableHeader', 'codeBlock', 'blockquote', 'callout'],
      ...[
        'image',
        'inlineImage',
        'html',
        'mathBlock',
        'footnote',
        'panelGrid',
        'runSet',
        'novelty',
      ],
      ...['text', 'doc', 'hardBreak', '__proto__', 'constructor'],
    ]
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constant(new Uint8Array([1])),
      fc.constant(Number.NaN),
      fc.bigInt({ min: 0n, max: 9n }),
    )
    const attrs = fc.array(
      fc.tuple(
        fc.constantFrom(
          'level',
          'start',
          'checked',
          'gridId',
          'label',
          'marks',
          'src',
          '__proto__',
        ),
        value,
      ),
      { maxLength: 3 },
    )
    interface Tree {
      name: string
      attrs: [string, unknown][]
      inside: (Tree | string | null)[]
    }
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.record({
        name: fc.constantFrom(...names),
        attrs,
        inside: fc.array(
          fc.oneof(
            { depthSize: 'small', withCrossShrink: true },
            fc.string(),
            fc.constant(null),
            tie('tree'),
          ),
          { maxLength: 4 },
        ),
      }),
    }))
    const build = (part: Tree | string | null): unknown => {
      if (part === null) return new Y.Map([['a', 1]])
      if (typeof part === 'string') return new Y.XmlText(part.toWellFormed())
      const element = new Y.XmlElement(part.name)
      for (const [name, given] of part.attrs) element.setAttribute(name, given as string)
      element.insert(0, part.inside.map(build) as Y.XmlElement[])
      return element
    }
    const record = fc.tuple(
      fc.constantFrom('grids', 'panels', 'runSets', 'settings'),
      fc.constantFrom('a', 'report', 'defaults', '__proto__'),
      fc.constantFrom(
        'made',
        'type',
        'at',
        'runSets',
        'title',
        'conditions',
        'frozen',
        '__proto__',
      ),
      value,
    )
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), fc.array(record), (trees, records) => {
        const doc = newReportDoc()
        contentOf(doc).insert(0, trees.map(build) as Y.XmlElement[])
        for (const [root, id, field, given] of records) {
          recordsOf(doc, root as 'grids').set(`${id} ${field} x`, given as string)
          recordsOf(doc, root as 'grids').set(`${id} ${field}`, given as string)
          setField(recordsOf(doc, root as 'grids'), id, ['search'], 'owl')
        }
        recordsOf(doc, 'panels').set('forged type', new Y.Map() as never)
        expect(typeof toMarkdown(readReport(doc))).toBe('string')
        expect(() => JSON.stringify(readReport(doc))).not.toThrow()
        doc.transact(() => repairReport(doc))
        const once = Y.snapshot(doc)
        doc.transact(() => repairReport(doc))
        expect(Y.equalSnapshots(Y.snapshot(doc), once)).toBe(true)
        expect(contentOf(doc).length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })
})
