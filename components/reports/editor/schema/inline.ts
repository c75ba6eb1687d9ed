/** What stands in a line beside words. Each is one thing: the caret steps over it. */
import { mergeAttributes, Node } from '@tiptap/core'
import { HardBreak } from '@tiptap/extension-hard-break'
import { mentionText } from '@/lib/reports/nodes'
import { plainAttr } from './attrs'

/** Marks of what is no words: bindings keep those of words only. */
const marks = { marks: { default: null, rendered: false } }

const atom = { group: 'inline', inline: true, atom: true, selectable: true } as const

export const ReportHardBreak = HardBreak.extend({ addAttributes: () => marks })

export const InlineImage = Node.create({
  name: 'inlineImage',
  ...atom,
  draggable: true,
  addAttributes: () => ({
    ...plainAttr('src', ''),
    ...plainAttr('alt', ''),
    ...plainAttr('title', null),
    ...marks,
  }),
  parseHTML: () => [{ tag: 'img[src][data-inline]' }],
  renderHTML: ({ HTMLAttributes }) => [
    'img',
    mergeAttributes(HTMLAttributes, { 'data-inline': '' }),
  ],
})

export const MathInline = Node.create({
  name: 'mathInline',
  ...atom,
  addAttributes: () => ({ ...plainAttr('latex', '', 'data-latex'), ...marks }),
  parseHTML: () => [{ tag: 'span[data-latex]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['span', HTMLAttributes, `$${node.attrs['latex']}$`],
  renderText: ({ node }) => `$${node.attrs['latex']}$`,
})

/** Never run: shown as the text it is. */
export const InlineHtml = Node.create({
  name: 'inlineHtml',
  ...atom,
  addAttributes: () => ({ ...plainAttr('source', '', 'data-html'), ...marks }),
  parseHTML: () => [{ tag: 'code[data-html]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['code', HTMLAttributes, `${node.attrs['source']}`],
  renderText: ({ node }) => `${node.attrs['source']}`,
})

export const FootnoteRef = Node.create({
  name: 'footnoteRef',
  ...atom,
  addAttributes: () => ({ ...plainAttr('label', '', 'data-footnote'), ...marks }),
  parseHTML: () => [{ tag: 'sup[data-footnote]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['sup', HTMLAttributes, `${node.attrs['label']}`],
  renderText: ({ node }) => `[^${node.attrs['label']}]`,
})

export const Mention = Node.create({
  name: 'mention',
  ...atom,
  addAttributes: () => ({
    ...plainAttr('kind', 'person', 'data-mention'),
    ...plainAttr('id', '', 'data-id'),
    ...plainAttr('label', '', 'data-label'),
    ...marks,
  }),
  parseHTML: () => [{ tag: '[data-mention]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'span',
    mergeAttributes(HTMLAttributes, { class: 'mention' }),
    mentionText(node.attrs),
  ],
  renderText: ({ node }) => mentionText(node.attrs),
})

/** A number of a run set. How it looks is its view's. */
export const MetricChipNode = Node.create({
  name: 'metricChip',
  ...atom,
  addAttributes: () => ({
    ...plainAttr('runSetId', '', 'data-run-set'),
    ...plainAttr('column', '', 'data-column'),
    ...plainAttr('pick', 'max', 'data-pick'),
    ...marks,
  }),
  parseHTML: () => [{ tag: 'span[data-run-set][data-column]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes],
})
