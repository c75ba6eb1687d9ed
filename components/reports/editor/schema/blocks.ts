/** Blocks of a report's text that Tiptap has no node for, or one with other attributes. */
import { mergeAttributes, Node } from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'
import { CodeBlock } from '@tiptap/extension-code-block'
import { Heading } from '@tiptap/extension-heading'
import { plainAttr } from './attrs'

export const ReportHeading = Heading.configure({ levels: [1, 2, 3, 4, 5, 6] })

export const ReportBlockquote = Blockquote

/** What a fence of Markdown says after the language. */
export const codeAttrs = { meta: { default: null, rendered: false } }

export const ReportCodeBlock = CodeBlock.extend({
  addAttributes() {
    return { ...this.parent?.(), ...codeAttrs }
  },
})

const leaf = { group: 'block', atom: true, selectable: true, draggable: true } as const

export const ReportImage = Node.create({
  name: 'image',
  ...leaf,
  addAttributes: () => ({
    ...plainAttr('src', ''),
    ...plainAttr('alt', ''),
    ...plainAttr('title', null),
  }),
  parseHTML: () => [{ tag: 'img[src]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
})

export const MathBlock = Node.create({
  name: 'mathBlock',
  ...leaf,
  addAttributes: () => ({ ...plainAttr('latex', '', 'data-latex') }),
  parseHTML: () => [{ tag: 'div[data-latex]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['div', HTMLAttributes, `$$${node.attrs['latex']}$$`],
  renderText: ({ node }) => `$$\n${node.attrs['latex']}\n$$`,
})

/** Never run: shown as the text it is. */
export const HtmlBlock = Node.create({
  name: 'html',
  ...leaf,
  addAttributes: () => ({ ...plainAttr('source', '', 'data-html') }),
  parseHTML: () => [{ tag: 'pre[data-html]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['pre', HTMLAttributes, `${node.attrs['source']}`],
  renderText: ({ node }) => `${node.attrs['source']}`,
})

export const TableOfContents = Node.create({
  name: 'tableOfContents',
  ...leaf,
  parseHTML: () => [{ tag: 'nav[data-contents]' }],
  renderHTML: () => ['nav', { 'data-contents': '' }],
})

export const PanelGridNode = Node.create({
  name: 'panelGrid',
  ...leaf,
  addAttributes: () => ({ ...plainAttr('gridId', '', 'data-grid') }),
  parseHTML: () => [{ tag: 'div[data-grid]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', HTMLAttributes],
})

export const RunSetNode = Node.create({
  name: 'runSet',
  ...leaf,
  addAttributes: () => ({ ...plainAttr('runSetId', '', 'data-run-set') }),
  parseHTML: () => [{ tag: 'div[data-run-set]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', HTMLAttributes],
})

/** What was imported from elsewhere and has no counterpart here. */
export const UnknownBlock = Node.create({
  name: 'unknownBlock',
  ...leaf,
  addAttributes: () => ({ json: { default: null, rendered: false } }),
  renderHTML: () => ['div', { 'data-unknown': '' }],
})

export const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes: () => ({ ...plainAttr('kind', 'note', 'data-callout') }),
  parseHTML: () => [{ tag: 'aside[data-callout]' }],
  renderHTML: ({ HTMLAttributes }) => ['aside', mergeAttributes(HTMLAttributes), 0],
})

export const Footnote = Node.create({
  name: 'footnote',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes: () => ({ ...plainAttr('label', '', 'data-footnote') }),
  parseHTML: () => [{ tag: 'div[data-footnote]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', HTMLAttributes, 0],
})
