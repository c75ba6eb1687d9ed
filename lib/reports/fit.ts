/**
 * Which nodes may lie in which. Merging keeps every node, not the order of things: a list may be
 * left without its items, words without their paragraph. Readers put around what lacks something
 * what it lacks, so that whoever draws or prints a report meets no other shape.
 */
import type { ReportNode } from './nodes'

const INLINE = new Set([
  'text',
  'hardBreak',
  'inlineImage',
  'inlineHtml',
  'mathInline',
  'footnoteRef',
  'metricChip',
  'mention',
])
const LEAVES = new Set([
  ...['hardBreak', 'inlineImage', 'inlineHtml', 'mathInline', 'footnoteRef', 'mention'],
  'metricChip',
  ...['image', 'horizontalRule', 'html', 'mathBlock', 'panelGrid', 'runSet'],
  ...['tableOfContents', 'unknownBlock'],
])
const LINES = new Set(['paragraph', 'heading', 'codeBlock'])
const BLOCKS = new Set(['doc', 'blockquote', 'callout', 'footnote', 'tableCell', 'tableHeader'])
const ITEMS = new Set(['listItem', 'taskItem'])
/** What lies in these, first what others are wrapped in. */
const PARTS: Record<string, readonly [string, ...string[]]> = {
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  taskList: ['taskItem'],
  table: ['tableRow'],
  tableRow: ['tableCell', 'tableHeader'],
}

/** The node in a shape of which everything else may be sure; undefined when nothing is left of it. */
export function fit(node: ReportNode): ReportNode | undefined {
  const { type, content = [] } = node
  if (type === 'text') return node.text === undefined || node.text === '' ? undefined : node
  if (LEAVES.has(type)) return withContent(node, [])
  if (type === 'codeBlock') return withContent(node, content.flatMap(wordsOf).map(unmarked))
  if (LINES.has(type)) return withContent(node, fitAll(content.flatMap(inLine)))
  if (Object.hasOwn(PARTS, type)) {
    const fitted = parts(PARTS[type]!, content)
    return fitted.length > 0 ? withContent(node, fitted) : undefined
  }
  if (BLOCKS.has(type) || ITEMS.has(type)) {
    const fitted = blocks(content)
    if (fitted.length === 0 || (ITEMS.has(type) && fitted[0]!.type !== 'paragraph')) {
      fitted.unshift({ type: 'paragraph' })
    }
    return withContent(node, fitted)
  }
  // A kind of a later version: it is as it is.
  return withContent(node, fitAll(content))
}

const fitAll = (nodes: readonly ReportNode[]) => nodes.flatMap((node) => fit(node) ?? [])

function withContent(node: ReportNode, content: ReportNode[]): ReportNode {
  const rest = { ...node }
  delete rest.content
  return content.length > 0 ? { ...rest, content } : rest
}

/** Wraps what follows each other and does not belong. */
function wrapped(
  nodes: readonly ReportNode[],
  belongs: (type: string) => boolean,
  wrapper: string,
): ReportNode[] {
  const result: ReportNode[] = []
  let open: ReportNode[] | undefined
  for (const node of nodes) {
    if (belongs(node.type)) {
      open = undefined
      result.push(node)
    } else if (open) open.push(node)
    else result.push({ type: wrapper, content: (open = [node]) })
  }
  return result
}

const blocks = (nodes: readonly ReportNode[]) =>
  fitAll(
    wrapped(nodes, (type) => !INLINE.has(type), 'paragraph').map((node) => {
      // Items and rows lie in lists and tables alone.
      if (ITEMS.has(node.type)) return { type: 'bulletList', content: [asItem(node)] }
      if (node.type === 'tableRow') return { type: 'table', content: [node] }
      return node
    }),
  )

const parts = (types: readonly [string, ...string[]], nodes: readonly ReportNode[]) => {
  const named = types[0] === 'listItem' || types[0] === 'taskItem' ? nodes.map(rename) : nodes
  return fitAll(wrapped(named, (type) => types.includes(type), types[0]))
  function rename(node: ReportNode): ReportNode {
    return ITEMS.has(node.type) ? { ...node, type: types[0] } : node
  }
}

const asItem = (node: ReportNode): ReportNode => ({ ...node, type: 'listItem' })

/** What of a node can stand in a line. */
function inLine(node: ReportNode): ReportNode[] {
  const isBlock =
    LINES.has(node.type) ||
    BLOCKS.has(node.type) ||
    ITEMS.has(node.type) ||
    Object.hasOwn(PARTS, node.type)
  return isBlock ? (node.content ?? []).flatMap(inLine) : [node]
}

function wordsOf(node: ReportNode): ReportNode[] {
  if (node.type === 'text') return [node]
  if (node.type === 'hardBreak') return [{ type: 'text', text: '\n' }]
  return (node.content ?? []).flatMap(wordsOf)
}

function unmarked(node: ReportNode): ReportNode {
  return { type: 'text', text: node.text ?? '' }
}
