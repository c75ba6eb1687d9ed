/**
 * Markdown (CommonMark, GitHub's tables, task lists, strikethrough, footnotes and alerts, and `$math$`)
 * as a report. Nothing is lost: HTML, which reports never run, is kept as the text it is.
 */
import type * as Md from 'mdast'
import type { InlineMath, Math as BlockMath } from 'mdast-util-math'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { CALLOUTS, doc, joined, type ReportMark, type ReportNode, text } from '../nodes'
import { CONTENTS } from './contents'

type Block = Md.RootContent | BlockMath
type Inline = Md.PhrasingContent | InlineMath

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkMath)

export function parseMarkdown(source: string): ReportNode {
  const root = processor.parse(source)
  const content = new Reader(root).blocks(root.children)
  return doc(content.length > 0 ? content : [{ type: 'paragraph' }])
}

const ALERT = new RegExp(`^\\[!(${CALLOUTS.join('|')})\\][ \\t]*(?:\\n|$)`, 'i')

class Reader {
  private readonly definitions = new Map<string, Md.Definition>()

  constructor(root: Md.Root) {
    const visit = (node: Md.Nodes) => {
      if (node.type === 'definition' && !this.definitions.has(node.identifier)) {
        this.definitions.set(node.identifier, node)
      }
      if ('children' in node) node.children.forEach(visit)
    }
    visit(root)
  }

  blocks(nodes: readonly Block[]): ReportNode[] {
    return nodes.flatMap((node) => this.block(node) ?? [])
  }

  private block(node: Block): ReportNode | undefined {
    switch (node.type) {
      case 'paragraph':
        return this.paragraph(node)
      case 'heading':
        return withContent('heading', this.inline(node.children), { level: node.depth })
      case 'blockquote':
        return this.quote(node)
      case 'list':
        return this.list(node)
      case 'code':
        return codeBlock(node)
      case 'table':
        return this.table(node)
      case 'thematicBreak':
        return { type: 'horizontalRule' }
      case 'html':
        return { type: 'html', attrs: { source: node.value } }
      case 'math':
        return { type: 'mathBlock', attrs: { latex: node.value } }
      case 'footnoteDefinition':
        return {
          type: 'footnote',
          attrs: { label: node.label ?? node.identifier },
          content: this.blocks(node.children),
        }
      default:
        // Definitions have become part of what refers to them.
        return undefined
    }
  }

  private paragraph({ children }: Md.Paragraph): ReportNode {
    const [only] = children
    if (children.length === 1 && only?.type === 'image') {
      return { type: 'image', attrs: imageAttrs(only.url, only.alt, only.title) }
    }
    if (children.length === 1 && only?.type === 'text' && only.value === CONTENTS) {
      return { type: 'tableOfContents' }
    }
    if (children.length === 1 && only?.type === 'imageReference') {
      return { type: 'image', attrs: this.referredImage(only) }
    }
    return withContent('paragraph', this.inline(children))
  }

  private referredImage({ identifier, alt }: Md.ImageReference) {
    const target = this.definitions.get(identifier)
    return imageAttrs(target?.url ?? '', alt, target?.title)
  }

  private quote(node: Md.Blockquote): ReportNode {
    const [first, ...rest] = node.children
    const opening = first?.type === 'paragraph' ? first.children[0] : undefined
    const alert = opening?.type === 'text' ? ALERT.exec(opening.value) : null
    if (!alert || first?.type !== 'paragraph' || opening?.type !== 'text') {
      return { type: 'blockquote', content: this.blocks(node.children) }
    }
    const left = opening.value.slice(alert[0].length)
    const words = first.children.slice(1)
    const paragraph: Md.Paragraph = {
      type: 'paragraph',
      children: left === '' ? words : [{ type: 'text', value: left }, ...words],
    }
    const body = paragraph.children.length > 0 ? [paragraph, ...rest] : rest
    const content = this.blocks(body)
    return {
      type: 'callout',
      attrs: { kind: alert[1]!.toLowerCase() },
      content: content.length > 0 ? content : [{ type: 'paragraph' }],
    }
  }

  private list(node: Md.List): ReportNode {
    const loose = node.spread === true || node.children.some((item) => item.spread === true)
    // Numbered items have no boxes here: what stands for one is kept as words.
    const ordered = node.ordered === true
    const tasks = !ordered && node.children.some((item) => typeof item.checked === 'boolean')
    const items = node.children.map((item): ReportNode => {
      const content = this.blocks(item.children)
      // An item begins with a paragraph, in the editor as everywhere.
      if (content[0]?.type !== 'paragraph') content.unshift({ type: 'paragraph' })
      if (ordered && typeof item.checked === 'boolean') {
        const box = text(item.checked ? '[x] ' : '[ ] ')
        content[0] = { ...content[0]!, content: joined([box, ...(content[0]?.content ?? [])]) }
      }
      if (!tasks) return { type: 'listItem', content }
      return { type: 'taskItem', attrs: { checked: item.checked ?? null }, content }
    })
    if (ordered) {
      return { type: 'orderedList', attrs: { start: node.start ?? 1, loose }, content: items }
    }
    return { type: tasks ? 'taskList' : 'bulletList', attrs: { loose }, content: items }
  }

  private table(node: Md.Table): ReportNode {
    const content = node.children.map((row, i): ReportNode => ({
      type: 'tableRow',
      content: row.children.map((cell, column): ReportNode => ({
        type: i === 0 ? 'tableHeader' : 'tableCell',
        attrs: { align: node.align?.[column] ?? null },
        content: [withContent('paragraph', this.inline(cell.children))],
      })),
    }))
    return { type: 'table', content }
  }

  private inline(nodes: readonly Inline[], marks: readonly ReportMark[] = []): ReportNode[] {
    return joined(nodes.flatMap((node) => this.phrase(node, marks)))
  }

  private phrase(node: Inline, marks: readonly ReportMark[]): ReportNode[] {
    const marked = (children: readonly Inline[], mark: ReportMark) =>
      this.inline(children, [...marks.filter(({ type }) => type !== mark.type), mark])
    const leaf = (type: string, attrs: Record<string, unknown>): ReportNode[] => [
      marks.length > 0 ? { type, attrs, marks: [...marks] } : { type, attrs },
    ]
    switch (node.type) {
      case 'text':
        return node.value === '' ? [] : [text(node.value, marks)]
      case 'emphasis':
        return marked(node.children, { type: 'italic' })
      case 'strong':
        return marked(node.children, { type: 'bold' })
      case 'delete':
        return marked(node.children, { type: 'strike' })
      case 'inlineCode':
        return [text(node.value, [...marks, { type: 'code' }])]
      case 'link':
        return marked(node.children, linkMark(node.url, node.title))
      case 'linkReference': {
        const target = this.definitions.get(node.identifier)
        return marked(node.children, linkMark(target?.url ?? '', target?.title))
      }
      case 'image':
        return leaf('inlineImage', imageAttrs(node.url, node.alt, node.title))
      case 'imageReference':
        return leaf('inlineImage', this.referredImage(node))
      case 'break':
        return [{ type: 'hardBreak' }]
      case 'html':
        return leaf('inlineHtml', { source: node.value })
      case 'inlineMath':
        return leaf('mathInline', { latex: node.value })
      case 'footnoteReference':
        return leaf('footnoteRef', { label: node.label ?? node.identifier })
      default:
        return []
    }
  }
}

function codeBlock({ lang, meta, value }: Md.Code): ReportNode {
  return {
    type: 'codeBlock',
    attrs: { language: lang ?? null, ...(meta ? { meta } : {}) },
    ...(value === '' ? {} : { content: [text(value)] }),
  }
}

function imageAttrs(src: string, alt: string | null | undefined, title: string | null | undefined) {
  return { src, alt: alt ?? '', title: title ?? null }
}

function linkMark(href: string, title: string | null | undefined): ReportMark {
  return { type: 'link', attrs: { href, title: title ?? null } }
}

function withContent(
  type: string,
  content: ReportNode[],
  attrs?: Record<string, unknown>,
): ReportNode {
  const node: ReportNode = { type }
  if (attrs) node.attrs = attrs
  if (content.length > 0) node.content = content
  return node
}
