/** A report's text as visitors get it: what is known and shown, and nothing that only came along. */
import { mentionText, type ReportMark, type ReportNode, text } from '@/lib/reports/nodes'

/** Attributes by node; a node that is not here is left out, with all that it holds. */
const NODES: Record<string, readonly string[]> = {
  doc: [],
  paragraph: [],
  text: [],
  heading: ['level'],
  bulletList: [],
  orderedList: ['start'],
  listItem: [],
  taskList: [],
  taskItem: ['checked'],
  blockquote: [],
  callout: ['kind'],
  codeBlock: ['language'],
  horizontalRule: [],
  hardBreak: [],
  table: [],
  tableRow: [],
  tableHeader: ['align'],
  tableCell: ['align'],
  image: ['src', 'alt', 'title'],
  inlineImage: ['src', 'alt', 'title'],
  mathBlock: ['latex'],
  mathInline: ['latex'],
  html: ['source'],
  inlineHtml: ['source'],
  footnote: ['label'],
  footnoteRef: ['label'],
  tableOfContents: [],
  panelGrid: ['gridId'],
  runSet: ['runSetId'],
}
const MARKS = new Set<string>(['bold', 'italic', 'strike', 'highlight', 'code'])

export interface Surroundings {
  /** Where a picture of the text is for visitors; null when it is none of this report. */
  imageUrl(src: string): string | null
  /** A number of runs as it stands in the prose. */
  chipText(attrs: ReportNode['attrs']): string
  /** Whether people may be named. */
  namesPeople: boolean
  /** Whether an address may be told. */
  mayLink(href: string): boolean
}

export function visitorsContent(node: ReportNode, around: Surroundings): ReportNode {
  return visitorsNode(node, around) ?? { type: 'doc' }
}

function visitorsNode(node: ReportNode, around: Surroundings): ReportNode | undefined {
  const words = wordsOf(node, around)
  if (words !== undefined) return text(words, visitorsMarks(node, around))
  const names = Object.hasOwn(NODES, node.type) ? NODES[node.type] : undefined
  if (!names) return undefined
  const shown: ReportNode = { type: node.type }
  const attrs: Record<string, unknown> = {}
  for (const name of names) {
    const value = node.attrs?.[name]
    if (value !== undefined && value !== null) attrs[name] = value
  }
  if (node.type === 'image' || node.type === 'inlineImage') {
    attrs['src'] = around.imageUrl(typeof attrs['src'] === 'string' ? attrs['src'] : '') ?? ''
  }
  if (Object.keys(attrs).length > 0) shown.attrs = attrs
  if (node.text !== undefined) shown.text = node.text
  const marks = visitorsMarks(node, around)
  if (marks.length > 0) shown.marks = marks
  const content = (node.content ?? []).flatMap((child) => visitorsNode(child, around) ?? [])
  if (content.length > 0) shown.content = content
  return shown
}

/** What is for visitors no more than its words: it leads to where they may not go. */
function wordsOf({ type, attrs }: ReportNode, around: Surroundings): string | undefined {
  if (type === 'metricChip') return around.chipText(attrs)
  if (type !== 'mention') return undefined
  const kind = attrs?.['kind']
  if (kind === 'report') return 'another report'
  if (kind === 'person' && !around.namesPeople) return '@somebody'
  return mentionText(attrs)
}

const visitorsMarks = ({ marks = [] }: ReportNode, around: Surroundings) =>
  marks.flatMap((mark) => visitorsMark(mark, around) ?? [])

function visitorsMark({ type, attrs }: ReportMark, around: Surroundings): ReportMark | undefined {
  if (MARKS.has(type)) return { type }
  if (type !== 'link') return undefined
  const href = attrs?.['href']
  if (typeof href !== 'string' || !isSafeLink(href) || !around.mayLink(href)) return undefined
  return { type, attrs: { href } }
}

/** Out of the report by http, https or mail, or to a place in it. */
export function isSafeLink(href: string): boolean {
  return /^#/.test(href) || /^(https?:\/\/|mailto:)[^\s]+$/i.test(href)
}

export function showsImage(node: ReportNode, src: string): boolean {
  const isImage = node.type === 'image' || node.type === 'inlineImage'
  if (isImage && node.attrs?.['src'] === src) return true
  return (node.content ?? []).some((child) => showsImage(child, src))
}
