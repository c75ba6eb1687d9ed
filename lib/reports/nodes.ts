/**
 * What a report's text is made of, as plain JSON: the editor's documents, their stored versions,
 * share pages and exports all speak of these nodes.
 */

export interface ReportMark {
  type: 'bold' | 'italic' | 'strike' | 'code' | 'link' | 'highlight'
  attrs?: Record<string, unknown>
}

export interface ReportNode {
  type: string
  attrs?: Record<string, unknown>
  content?: ReportNode[]
  marks?: ReportMark[]
  text?: string
}

/** Kinds of callouts, as GitHub writes them: `> [!NOTE]`. */
export const CALLOUTS = ['note', 'tip', 'important', 'warning', 'caution'] as const
export type CalloutKind = (typeof CALLOUTS)[number]

/** What a mention names: `id` is a username, a run's or a report's path, or a metric's key. */
export const MENTIONS = ['person', 'run', 'metric', 'report'] as const
export type MentionKind = (typeof MENTIONS)[number]

/** A mention as words, in exports and wherever it is no link. */
export function mentionText(attrs: Record<string, unknown> = {}): string {
  const label = typeof attrs['label'] === 'string' ? attrs['label'] : ''
  return attrs['kind'] === 'person' ? `@${label}` : label
}

export const ALIGNMENTS = ['left', 'center', 'right'] as const
export type Alignment = (typeof ALIGNMENTS)[number]

export const doc = (content: ReportNode[]): ReportNode => ({ type: 'doc', content })

export function text(value: string, marks: readonly ReportMark[] = []): ReportNode {
  const node: ReportNode = { type: 'text', text: value }
  if (marks.length > 0) node.marks = [...marks]
  return node
}

/** The words of a node and all below it. */
export function plainText(node: ReportNode): string {
  if (node.text !== undefined) return node.text
  if (node.type === 'hardBreak') return '\n'
  if (node.type === 'mention') return mentionText(node.attrs)
  return (node.content ?? []).map(plainText).join('')
}

/** Neighbouring texts with the same marks are one text, wherever one began anew. */
export function joined(nodes: readonly ReportNode[]): ReportNode[] {
  const result: ReportNode[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    const same = JSON.stringify(last?.marks) === JSON.stringify(node.marks)
    if (last?.text !== undefined && node.text !== undefined && same) {
      result[result.length - 1] = { ...last, text: last.text + node.text }
    } else result.push(node)
  }
  return result
}
