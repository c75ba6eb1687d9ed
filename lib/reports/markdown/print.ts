/** A report as Markdown: what parse.ts reads, in one style. */
import type * as Md from 'mdast'
import type { InlineMath, Math as BlockMath } from 'mdast-util-math'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { mentionText, plainText, type ReportMark, type ReportNode } from '../nodes'
import { CONTENTS } from './contents'

const processor = unified().use(remarkGfm).use(remarkMath).use(remarkStringify, {
  bullet: '-',
  emphasis: '_',
  fence: '`',
  fences: true,
  listItemIndent: 'one',
  rule: '-',
  strong: '*',
  resourceLink: false,
})

export interface PrintOptions {
  /** What stands for a node that Markdown has no word for, such as a grid of panels. */
  block?: (node: ReportNode) => Md.RootContent[] | undefined
  phrase?: (node: ReportNode) => Md.PhrasingContent[] | undefined
}

export function printMarkdown(report: ReportNode, options: PrintOptions = {}): string {
  const root: Md.Root = { type: 'root', children: new Printer(options).blocks(report.content) }
  return processor.stringify(root)
}

class Printer {
  constructor(private readonly options: PrintOptions) {}

  blocks(nodes: readonly ReportNode[] = []): Md.RootContent[] {
    return nodes.flatMap((node) => this.block(node))
  }

  private block(node: ReportNode): Md.RootContent[] {
    const attrs = node.attrs ?? {}
    switch (node.type) {
      case 'paragraph':
        return [{ type: 'paragraph', children: this.inline(node.content) }]
      case 'heading': {
        const depth = Math.min(6, Math.max(1, Number(attrs['level'] ?? 1))) as Md.Heading['depth']
        return [{ type: 'heading', depth, children: this.inline(node.content) }]
      }
      case 'blockquote':
        return [{ type: 'blockquote', children: this.flow(node.content) }]
      case 'callout':
        return [this.callout(node)]
      case 'bulletList':
      case 'orderedList':
      case 'taskList':
        return [this.list(node)]
      case 'codeBlock':
        return [
          {
            type: 'code',
            lang: textAttr(attrs['language']) || null,
            meta: textAttr(attrs['meta']) || null,
            value: plainText(node),
          },
        ]
      case 'table':
        return [this.table(node)]
      case 'horizontalRule':
        return [{ type: 'thematicBreak' }]
      case 'image':
        return [{ type: 'paragraph', children: [image(attrs)] }]
      case 'html':
        return [{ type: 'html', value: textAttr(attrs['source']) }]
      case 'tableOfContents':
        // Printed as it is, as for callouts below.
        return [{ type: 'html', value: CONTENTS }]
      case 'mathBlock':
        return [{ type: 'math', value: textAttr(attrs['latex']) } as BlockMath as Md.RootContent]
      case 'footnote': {
        const label = textAttr(attrs['label'])
        const children = this.flow(node.content)
        return [{ type: 'footnoteDefinition', identifier: label.toLowerCase(), label, children }]
      }
      default:
        // What nobody knows how to print still has its words.
        return this.options.block?.(node) ?? this.blocks(node.content)
    }
  }

  private flow(nodes: readonly ReportNode[] = []) {
    return this.blocks(nodes) as (Md.BlockContent | Md.DefinitionContent)[]
  }

  private callout(node: ReportNode): Md.Blockquote {
    const kind = textAttr(node.attrs?.['kind']).toUpperCase() || 'NOTE'
    // Printed as it is: "[" at the beginning of a text would be escaped.
    const opening: Md.PhrasingContent[] = [{ type: 'html', value: `[!${kind}]` }]
    const [first, ...rest] = this.flow(node.content)
    if (first?.type !== 'paragraph') {
      const body = first ? [first, ...rest] : []
      return { type: 'blockquote', children: [{ type: 'paragraph', children: opening }, ...body] }
    }
    if (first.children.length > 0) opening.push({ type: 'text', value: '\n' })
    const paragraph: Md.Paragraph = { type: 'paragraph', children: [...opening, ...first.children] }
    return { type: 'blockquote', children: [paragraph, ...rest] }
  }

  private list(node: ReportNode): Md.List {
    const loose = node.attrs?.['loose'] === true
    const ordered = node.type === 'orderedList'
    const children = (node.content ?? []).map((item): Md.ListItem => {
      const checked = item.type === 'taskItem' ? (item.attrs?.['checked'] ?? null) : null
      // A first paragraph without words is there only because the editor wants one.
      const [first, ...rest] = item.content ?? []
      const bare = first?.type === 'paragraph' && !first.content && rest.length > 0
      return {
        type: 'listItem',
        spread: loose,
        checked: checked as boolean | null,
        children: this.flow(bare ? rest : item.content),
      }
    })
    const list: Md.List = { type: 'list', ordered, spread: loose, children }
    if (ordered) list.start = Number(node.attrs?.['start'] ?? 1)
    return list
  }

  private table(node: ReportNode): Md.Table {
    const rows = node.content ?? []
    const align = (rows[0]?.content ?? []).map(
      (cell) => (cell.attrs?.['align'] ?? null) as Md.AlignType,
    )
    const children = rows.map((row): Md.TableRow => ({
      type: 'tableRow',
      children: (row.content ?? []).map((cell): Md.TableCell => {
        // A cell of Markdown is one line.
        const lines = (cell.content ?? []).map((block) => this.inline(block.content))
        const joined = lines.flatMap((line, i) =>
          i === 0 ? line : [{ type: 'html', value: '<br>' } as const, ...line],
        )
        return { type: 'tableCell', children: joined }
      }),
    }))
    return { type: 'table', align, children }
  }

  private inline(nodes: readonly ReportNode[] = []): Md.PhrasingContent[] {
    return this.nested(nodes, [])
  }

  /** Flat marks become a tree: of the marks that begin here, the one that lasts longest is outermost. */
  private nested(nodes: readonly ReportNode[], open: readonly ReportMark[]): Md.PhrasingContent[] {
    const result: Md.PhrasingContent[] = []
    for (let i = 0; i < nodes.length;) {
      const wanted = (nodes[i]!.marks ?? []).filter(
        (mark) => mark.type !== 'code' && !open.some((one) => sameMark(one, mark)),
      )
      const lengths = wanted.map((mark) => runLength(nodes, i, mark))
      const longest = Math.max(0, ...lengths)
      if (longest === 0) {
        result.push(...this.phrase(nodes[i]!))
        i++
        continue
      }
      const mark = wanted[lengths.indexOf(longest)]!
      const inner = this.nested(nodes.slice(i, i + longest), [...open, mark])
      result.push(...wrapped(mark, inner))
      i += longest
    }
    return result
  }

  private phrase(node: ReportNode): Md.PhrasingContent[] {
    const attrs = node.attrs ?? {}
    switch (node.type) {
      case 'text': {
        const code = node.marks?.some(({ type }) => type === 'code')
        return [{ type: code ? 'inlineCode' : 'text', value: node.text ?? '' }]
      }
      case 'hardBreak':
        return [{ type: 'break' }]
      case 'inlineImage':
        return [image(attrs)]
      case 'inlineHtml':
        return [{ type: 'html', value: textAttr(attrs['source']) }]
      case 'mathInline': {
        const math: InlineMath = { type: 'inlineMath', value: textAttr(attrs['latex']) }
        return [math as unknown as Md.PhrasingContent]
      }
      case 'mention': {
        const type = attrs['kind'] === 'metric' ? 'inlineCode' : 'text'
        return [{ type, value: mentionText(attrs) }]
      }
      case 'footnoteRef': {
        const label = textAttr(attrs['label'])
        return [{ type: 'footnoteReference', identifier: label.toLowerCase(), label }]
      }
      default:
        return this.options.phrase?.(node) ?? this.inline(node.content)
    }
  }
}

function wrapped(mark: ReportMark, children: Md.PhrasingContent[]): Md.PhrasingContent[] {
  switch (mark.type) {
    case 'bold':
      return [{ type: 'strong', children }]
    case 'italic':
      return [{ type: 'emphasis', children }]
    case 'strike':
      return [{ type: 'delete', children }]
    case 'link': {
      const { href, title } = mark.attrs ?? {}
      const link: Md.Link = { type: 'link', url: textAttr(href), children }
      if (title) link.title = textAttr(title)
      return [link]
    }
    default:
      return children
  }
}

function image(attrs: Record<string, unknown>): Md.Image {
  const node: Md.Image = { type: 'image', url: textAttr(attrs['src']), alt: textAttr(attrs['alt']) }
  if (attrs['title']) node.title = textAttr(attrs['title'])
  return node
}

const textAttr = (value: unknown): string => (typeof value === 'string' ? value : '')

const sameMark = (a: ReportMark, b: ReportMark) =>
  a.type === b.type && JSON.stringify(a.attrs) === JSON.stringify(b.attrs)

function runLength(nodes: readonly ReportNode[], from: number, mark: ReportMark): number {
  let end = from
  while (end < nodes.length && nodes[end]!.marks?.some((one) => sameMark(one, mark))) end++
  return end - from
}
