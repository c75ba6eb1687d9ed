/** W&B's blocks as nodes of a report's text. What has no counterpart here is kept as it is, and says so. */
import { parseMarkdown } from '../markdown/parse'
import type { ReportNode } from '../nodes'
import { inlineFrom } from './inline'
import { type Json, list, object, words } from './slate'

/** What stands for a grid of panels, whose records are read elsewhere. */
export type GridNode = (block: Json) => ReportNode

export function nodesFrom(block: Json, grid: GridNode): ReportNode[] {
  const { type, children } = block
  const inline = () => inlineFrom(children)
  switch (type) {
    case 'paragraph':
    case 'default':
      return [node('paragraph', inline())]
    case 'heading': {
      const level = Math.min(6, Math.max(1, Math.round(Number(block['level'])) || 1))
      // What is folded away under a heading follows it.
      const folded = list(block['collapsedChildren']).map(object)
      return [
        node('heading', inline(), { level }),
        ...folded.flatMap((inner) => nodesFrom(inner, grid)),
      ]
    }
    case 'list':
      return [listFrom(block)]
    case 'block-quote':
      return [node('blockquote', [node('paragraph', inline())])]
    case 'callout-block': {
      const lines = list(children).map((line) => {
        return node('paragraph', inlineFrom(object(line)['children']))
      })
      return [node('callout', lines.length > 0 ? lines : [node('paragraph')], { kind: 'note' })]
    }
    case 'code-block': {
      const lines = list(children).map((line) => plain(object(line)))
      const language = words(block['language']) || null
      const code = lines.join('\n')
      const content = code === '' ? [] : [{ type: 'text', text: code }]
      return [node('codeBlock', content, { language })]
    }
    case 'horizontal-rule':
      return [{ type: 'horizontalRule' }]
    case 'latex':
      return [{ type: 'mathBlock', attrs: { latex: words(block['content']) } }]
    case 'image': {
      const caption = list(children)
        .map((child) => plain(object(child)))
        .join('')
      const title = block['hasCaption'] === true && caption !== '' ? caption : null
      return [{ type: 'image', attrs: { src: words(block['url']), alt: caption, title } }]
    }
    case 'markdown-block':
      return parseMarkdown(words(block['content'])).content ?? []
    case 'table-of-contents':
      return [{ type: 'tableOfContents' }]
    case 'panel-grid':
      return [grid(block)]
    default:
      return [{ type: 'unknownBlock', attrs: { json: JSON.stringify(block) } }]
  }
}

function listFrom(block: Json): ReportNode {
  const items = list(block['children']).map(object)
  const tasks = items.some(({ checked }) => typeof checked === 'boolean')
  const content = items.map((item): ReportNode => {
    const nested = list(item['children'])
      .map(object)
      .filter(({ type }) => type === 'list')
    const inline = list(item['children']).filter((child) => object(child)['type'] !== 'list')
    const blocks = [node('paragraph', inlineFrom(inline)), ...nested.map(listFrom)]
    if (!tasks) return node('listItem', blocks)
    return node('taskItem', blocks, { checked: item['checked'] ?? null })
  })
  if (tasks) return node('taskList', content, { loose: false })
  const ordered = block['ordered'] === true || items[0]?.['ordered'] === true
  if (ordered) return node('orderedList', content, { start: 1, loose: false })
  return node('bulletList', content, { loose: false })
}

function node(type: string, content: ReportNode[] = [], attrs?: Json): ReportNode {
  return {
    type,
    ...(attrs ? { attrs: { ...attrs } } : {}),
    ...(content.length > 0 ? { content } : {}),
  }
}

const plain = (child: Json): string =>
  typeof child['text'] === 'string'
    ? child['text']
    : list(child['children'])
        .map((one) => plain(object(one)))
        .join('')
