// The editor's schema against the text as it is stored: all of it opens, reads back as it was, and
// nothing is deleted for not being understood.
import { getSchema } from '@tiptap/core'
import type { Node, Schema } from '@tiptap/pm/model'
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { makeTolerant } from '@/components/reports/editor/binding/tolerantSchema'
import { REPORT_SCHEMA_EXTENSIONS } from '@/components/reports/editor/schema/reportSchema'
import { readContent, writeContent, writeNodes } from '@/lib/reports/content'
import { contentOf, newReportDoc } from '@/lib/reports/document'
import { fromMarkdown } from '@/lib/reports/fromMarkdown'
import { REPORT_TEMPLATES } from '@/lib/reports/limits'
import { parseMarkdown } from '@/lib/reports/markdown/parse'
import { doc as docNode, type ReportNode, text } from '@/lib/reports/nodes'
import { seedReport } from '@/lib/reports/seed'
import { templateSeed } from '@/lib/reports/templates'
import { CONSTRUCTS } from './constructs'

interface Opened {
  node: Node
  foreign: string[]
}

/** As the binding does it. */
function openInEditor(doc: Y.Doc, canWrite = true): Opened {
  const foreign: string[] = []
  const schema: Schema = getSchema([...REPORT_SCHEMA_EXTENSIONS])
  makeTolerant(schema, { canWrite: () => canWrite, onForeign: (what) => foreign.push(what) })
  return { node: yXmlFragmentToProseMirrorRootNode(contentOf(doc), schema), foreign }
}

function writtenBy({ node }: Opened): ReportNode {
  const doc = newReportDoc()
  prosemirrorToYXmlFragment(node, contentOf(doc))
  return readContent(contentOf(doc))
}

const withContent = (...nodes: ReportNode[]): Y.Doc => {
  const doc = newReportDoc()
  writeContent(contentOf(doc), docNode(nodes))
  return doc
}

/** Opens, is written as it was, and nothing of the document is changed by it. */
function expectKept(doc: Y.Doc): Opened {
  const before = Y.encodeStateAsUpdate(doc)
  const opened = openInEditor(doc)
  opened.node.check()
  expect(opened.foreign).toEqual([])
  expect(writtenBy(opened)).toEqual(readContent(contentOf(doc)))
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  return opened
}

describe('the editor’s schema', () => {
  it.each(CONSTRUCTS)('opens and keeps what Markdown gives: %s', (_name, source) => {
    expectKept(seedReport(fromMarkdown(source)))
  })

  it.each(REPORT_TEMPLATES)('opens and keeps the template %s', (name) => {
    expectKept(seedReport(templateSeed(name)))
  })

  it('opens and keeps what no Markdown gives', () => {
    const bold = [{ type: 'bold' as const }]
    expectKept(
      withContent(
        {
          type: 'paragraph',
          content: [
            text('A '),
            {
              type: 'mention',
              attrs: { kind: 'metric', id: 'val/acc', label: 'val/acc' },
              marks: bold,
            },
            {
              type: 'metricChip',
              attrs: { runSetId: 'r1', column: 'summary:loss', pick: 'min' },
            },
            text('marked', [{ type: 'highlight' }]),
          ],
        },
        { type: 'tableOfContents' },
        { type: 'runSet', attrs: { runSetId: 'r1' } },
        { type: 'panelGrid', attrs: { gridId: 'g1' } },
        { type: 'unknownBlock', attrs: { json: '{"type":"video"}' } },
      ),
    )
  })

  it('opens whatever people type', () => {
    const pieces = [
      'word',
      '*',
      '**',
      '`',
      '[x]',
      '(y)',
      '\n- ',
      '\n1. ',
      '\n> ',
      '$',
      '~~',
      '\n\n',
    ]
    const more = ['    ', '[!NOTE]', '[^1]', '- [ ] ', '![a](b.png)', '\n| a |\n| - |\n', '[l](u)']
    const source = fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 25 })
    fc.assert(
      fc.property(source, (parts) => {
        const doc = newReportDoc()
        writeContent(contentOf(doc), parseMarkdown(parts.join('')))
        expectKept(doc)
      }),
      { numRuns: 150 },
    )
  })

  it('gives things in a line the marks that they have', () => {
    const { node } = expectKept(seedReport(fromMarkdown('See [![a](b.png)](https://example.org).')))
    expect(node.firstChild!.child(1).marks.map(({ type }) => type.name)).toEqual(['link'])
  })

  it('stores code that is bold under the plain names of both', () => {
    const doc = newReportDoc()
    const opened = openInEditor(seedReport(fromMarkdown('**`fit`**')))
    prosemirrorToYXmlFragment(opened.node, contentOf(doc))
    const words = (contentOf(doc).get(0) as Y.XmlElement).firstChild as Y.XmlText
    expect((words.toDelta() as unknown[])[0]).toMatchObject({ attributes: { bold: {}, code: {} } })
  })
})

describe('what merging leaves and newer versions write', () => {
  it('is shown as readers understand it, and stays in the document', () => {
    const doc = newReportDoc()
    const bare = { type: 'paragraph', content: [text('in')] }
    contentOf(doc).insert(
      0,
      writeNodes([
        { type: 'bulletList', content: [bare] },
        { type: 'blockquote' },
        { type: 'heading', attrs: { level: 77 }, content: [bare] },
        { type: 'callout', attrs: { kind: 'strange' }, content: [text('loose words')] },
      ]),
    )
    const before = Y.encodeStateAsUpdate(doc)
    const opened = openInEditor(doc)
    opened.node.check()
    expect(writtenBy(opened)).toEqual(readContent(contentOf(doc)))
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  it.each<[string, (doc: Y.Doc) => void]>([
    ['a block', (doc) => contentOf(doc).insert(1, [new Y.XmlElement('video')])],
    [
      'a thing in a line',
      (doc) => (contentOf(doc).get(0) as Y.XmlElement).insert(0, [new Y.XmlElement('emoji')]),
    ],
    [
      'a mark',
      (doc) => {
        const words = (contentOf(doc).get(0) as Y.XmlElement).firstChild as Y.XmlText
        words.format(0, 2, { glow: {} })
      },
    ],
    [
      'an attribute',
      (doc) => (contentOf(doc).get(0) as Y.XmlElement).setAttribute('animation', 'slide'),
    ],
    [
      'a thing among letters',
      (doc) => {
        const words = (contentOf(doc).get(0) as Y.XmlElement).firstChild as Y.XmlText
        words.insertEmbed(1, { video: 1 })
      },
    ],
  ])('is named and not deleted when it is unknown: %s', (_name, write) => {
    const doc = withContent({ type: 'paragraph', content: [text('words')] })
    write(doc)
    const before = Y.encodeStateAsUpdate(doc)
    const { foreign } = openInEditor(doc)
    expect(foreign.length).toBeGreaterThan(0)
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  it('is never changed by somebody who only reads', () => {
    const doc = withContent({ type: 'paragraph', content: [text('words')] })
    contentOf(doc).insert(1, [new Y.XmlElement('bulletList'), new Y.XmlElement('table')])
    const before = Y.encodeStateAsUpdate(doc)
    openInEditor(doc, false).node.check()
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })
})
