/** Plain text from and for the clipboard, as Markdown. */
import { Fragment, type Schema, Slice } from '@tiptap/pm/model'
import { canonical } from '@/lib/reports/content'
import { fit } from '@/lib/reports/fit'
import { MARKS_ATTR } from '@/lib/reports/nodeAttrs'
import { parseMarkdown } from '@/lib/reports/markdown/parse'
import { printMarkdown } from '@/lib/reports/markdown/print'
import { doc, type ReportNode } from '@/lib/reports/nodes'

/** What only somebody who writes Markdown types: one of them is enough. */
const SIGNS: readonly RegExp[] = [
  /^#{1,6} \S/m,
  /^(?:[-*+]|\d{1,3}[.)]) \S/m,
  /^> \S/m,
  /^(?:```|~~~)/m,
  /^\|.+\|[ \t]*\n\|[ \t:|-]+\|/m,
  /\[[^\]\n]+\]\([^)\s]+\)/,
  /\*\*\S(?:[^*\n]*\S)?\*\*/,
  /^\$\$/m,
  /(?:^|\s)`[^`\n]+`/,
]

export const looksLikeMarkdown = (text: string): boolean => SIGNS.some((sign) => sign.test(text))

/** One paragraph goes into the line that the caret is in; blocks stay blocks. */
export function sliceOfMarkdown(text: string, schema: Schema): Slice {
  const nodes = fit(parseMarkdown(text.replace(/\r\n?/g, '\n')))?.content ?? []
  const content = Fragment.from(nodes.map((node) => schema.nodeFromJSON(withStoredMarks(node))))
  const open = (node: ReportNode | undefined) => (node?.type === 'paragraph' ? 1 : 0)
  return new Slice(content, open(nodes[0]), open(nodes.at(-1)))
}

/** What is no words has its marks in an attribute beside. */
function withStoredMarks(node: ReportNode): ReportNode {
  const content = node.content?.map(withStoredMarks)
  const next: ReportNode = content ? { ...node, content } : node
  if (!node.marks || node.type === 'text') return next
  return { ...next, attrs: { ...node.attrs, [MARKS_ATTR]: node.marks } }
}

export function markdownOfSlice({ content }: Slice): string {
  const nodes: ReportNode[] = []
  content.forEach((node) => nodes.push(node.toJSON() as ReportNode))
  const fitted = fit(canonical(doc(nodes)))
  return fitted ? printMarkdown(fitted).replace(/\n$/, '') : ''
}
