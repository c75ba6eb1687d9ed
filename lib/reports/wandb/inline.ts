/** Words of W&B's blocks as a report's, and back. */
import { joined, type ReportMark, type ReportNode, text } from '../nodes'
import { type Json, list, object, words } from './slate'

const MARKS: [field: string, type: ReportMark['type']][] = [
  ['bold', 'bold'],
  ['italic', 'italic'],
  ['strikethrough', 'strike'],
  ['inlineCode', 'code'],
]

export function inlineFrom(children: unknown, marks: readonly ReportMark[] = []): ReportNode[] {
  return joined(list(children).flatMap((child) => phraseFrom(object(child), marks)))
}

function phraseFrom(child: Json, marks: readonly ReportMark[]): ReportNode[] {
  if (child['type'] === 'link') {
    const link: ReportMark = { type: 'link', attrs: { href: words(child['url']), title: null } }
    return inlineFrom(child['children'], [link, ...marks])
  }
  if (child['type'] === 'latex') {
    const math: ReportNode = { type: 'mathInline', attrs: { latex: words(child['content']) } }
    return [marks.length > 0 ? { ...math, marks: [...marks] } : math]
  }
  if (typeof child['text'] !== 'string') return inlineFrom(child['children'], marks)
  const own = MARKS.flatMap(([field, type]): ReportMark[] => (child[field] ? [{ type }] : []))
  return child['text']
    .split('\n')
    .flatMap((line, i) => [
      ...(i > 0 ? [{ type: 'hardBreak' }] : []),
      ...(line === '' ? [] : [text(line, [...marks, ...own])]),
    ])
}

/** A block of W&B has at least one text. */
export function inlineTo(nodes: readonly ReportNode[] = []): Json[] {
  const children = nodes.flatMap((node): Json[] => {
    const link = node.marks?.find(({ type }) => type === 'link')
    const child = phraseTo(node)
    if (!child) return []
    if (!link) return [child]
    return [{ type: 'link', url: words(link.attrs?.['href']), children: [child] }]
  })
  const first = children[0]
  // Slate wants a text before and behind what is none.
  if (!first || !('text' in first)) children.unshift({ text: '' })
  if (!('text' in children.at(-1)!)) children.push({ text: '' })
  return children
}

function phraseTo(node: ReportNode): Json | undefined {
  const attrs = node.attrs ?? {}
  switch (node.type) {
    case 'text': {
      const own = MARKS.filter(([, type]) => node.marks?.some((mark) => mark.type === type))
      return { text: node.text ?? '', ...Object.fromEntries(own.map(([field]) => [field, true])) }
    }
    case 'hardBreak':
      return { text: '\n' }
    case 'mathInline':
      return { type: 'latex', content: words(attrs['latex']), children: [{ text: '' }] }
    case 'inlineImage':
      return { text: words(attrs['alt']) || words(attrs['src']) }
    case 'inlineHtml':
      return { text: words(attrs['source']) }
    case 'footnoteRef':
      return { text: `[${words(attrs['label'])}]` }
    default:
      return { text: words(attrs['label']) || plain(node) }
  }
}

const plain = (node: ReportNode): string => node.text ?? (node.content ?? []).map(plain).join('')
