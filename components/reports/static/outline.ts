/** Headings of a text, and what links to them say. */
import { plainText, type ReportNode } from '@/lib/reports/nodes'

export interface Heading {
  id: string
  level: number
  text: string
}

export interface Outline {
  headings: readonly Heading[]
  idOf(node: ReportNode): string | undefined
}

/** Ids are made of the words, as GitHub makes them; the second of two gets a number. */
export function outlineOf(content: ReportNode): Outline {
  const headings: Heading[] = []
  const ids = new Map<ReportNode, string>()
  const taken = new Map<string, number>()
  const visit = (node: ReportNode) => {
    if (node.type !== 'heading') {
      node.content?.forEach(visit)
      return
    }
    const text = plainText(node).trim()
    const base = slugOf(text) || 'section'
    const count = taken.get(base) ?? 0
    taken.set(base, count + 1)
    const id = count === 0 ? base : `${base}-${count}`
    ids.set(node, id)
    const level = Math.min(6, Math.max(1, Number(node.attrs?.level) || 1))
    if (text !== '') headings.push({ id, level, text })
  }
  visit(content)
  return { headings, idOf: (node) => ids.get(node) }
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s+/g, '-')
}
