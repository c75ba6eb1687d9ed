/** Nodes of a report's text as W&B's blocks. What W&B has no block for is written as Markdown. */
import { printMarkdown } from '../markdown/print'
import { doc, plainText, type ReportNode } from '../nodes'
import { inlineTo } from './inline'
import { type Json, object, words } from './slate'

/** Languages that W&B's code blocks know. */
const LANGUAGES = ['javascript', 'python', 'css', 'json', 'html', 'markdown', 'yaml']
/** W&B's headings have three levels. */
const MOST_LEVELS = 3

export function blockTo(node: ReportNode, grid: (gridId: string) => Json | undefined): Json[] {
  const attrs = node.attrs ?? {}
  switch (node.type) {
    case 'paragraph':
      return [{ type: 'paragraph', children: inlineTo(node.content) }]
    case 'heading': {
      const level = Math.min(MOST_LEVELS, Number(attrs['level'] ?? 1))
      return [{ type: 'heading', level, children: inlineTo(node.content) }]
    }
    case 'bulletList':
    case 'orderedList':
    case 'taskList':
      return isPlainList(node) ? [listTo(node)] : [markdown(node)]
    case 'blockquote': {
      const [only, ...rest] = node.content ?? []
      if (only?.type !== 'paragraph' || rest.length > 0) return [markdown(node)]
      return [{ type: 'block-quote', children: inlineTo(only.content) }]
    }
    case 'callout': {
      const lines = node.content ?? []
      if (lines.some(({ type }) => type !== 'paragraph')) return [markdown(node)]
      const children = lines.map((line) => {
        return { type: 'callout-line', children: inlineTo(line.content) }
      })
      return [{ type: 'callout-block', children }]
    }
    case 'codeBlock': {
      const wanted = words(attrs['language'])
      if (wanted !== '' && !LANGUAGES.includes(wanted)) return [markdown(node)]
      const language = wanted || 'python'
      const children = plainText(node)
        .split('\n')
        .map((line) => ({ type: 'code-line', language, children: [{ text: line }] }))
      return [{ type: 'code-block', language, children }]
    }
    case 'horizontalRule':
      return [{ type: 'horizontal-rule', children: [{ text: '' }] }]
    case 'mathBlock':
      return [
        { type: 'latex', block: true, content: words(attrs['latex']), children: [{ text: '' }] },
      ]
    case 'image': {
      const caption = words(attrs['title']) || words(attrs['alt'])
      const children = [{ text: caption }]
      return [{ type: 'image', url: words(attrs['src']), hasCaption: caption !== '', children }]
    }
    case 'tableOfContents':
      return [{ type: 'table-of-contents', children: [{ text: '' }] }]
    case 'panelGrid': {
      const block = grid(words(attrs['gridId']))
      return block ? [block] : []
    }
    case 'runSet':
      return []
    case 'unknownBlock':
      return unknown(attrs['json'])
    default:
      return [markdown(node)]
  }
}

function unknown(json: unknown): Json[] {
  try {
    const block = object(JSON.parse(words(json)))
    return typeof block['type'] === 'string' ? [block] : []
  } catch {
    return []
  }
}

const markdown = (node: ReportNode): Json => ({
  type: 'markdown-block',
  content: printMarkdown(doc([node])).trimEnd(),
  children: [{ text: '' }],
})

const isPlainList = (node: ReportNode): boolean =>
  Number(node.attrs?.['start'] ?? 1) === 1 &&
  (node.content ?? []).every(({ content = [] }) => {
    const [first, ...rest] = content
    return first?.type === 'paragraph' && rest.length === 0
  })

function listTo(node: ReportNode): Json {
  const ordered = node.type === 'orderedList' || undefined
  const children = (node.content ?? []).map((item) => ({
    type: 'list-item',
    ...(ordered ? { ordered } : {}),
    ...(node.type === 'taskList' ? { checked: item.attrs?.['checked'] === true } : {}),
    children: [{ type: 'paragraph', children: inlineTo(item.content?.[0]?.content) }],
  }))
  return { type: 'list', ...(ordered ? { ordered } : {}), children }
}
