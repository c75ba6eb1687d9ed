/** Markdown as the beginning of a report. */
import { MAX_NESTING, MAX_TITLE } from './limits'
import { parseMarkdown } from './markdown/parse'
import { doc, plainText, type ReportNode } from './nodes'
import type { ReportSeed } from './seed'

export class NestedTooDeep extends Error {
  constructor() {
    super(`blocks may lie within each other ${MAX_NESTING} deep`)
  }
}

/** Containers that one line opens: told before parsing, which takes the square of their number. */
const DEEP_LINE = new RegExp(
  `^(?:[ \\t]*(?:>|(?:[-*+]|\\d{1,9}[.)])[ \\t])){${MAX_NESTING + 1}}`,
  'm',
)

/**
 * A heading of the first level that begins the text is the report's title, unless one was given: it
 * is then printed above the text, and stands in lists.
 * @throws NestedTooDeep
 */
export function fromMarkdown(source: string, title?: string): ReportSeed {
  if (DEEP_LINE.test(source)) throw new NestedTooDeep()
  const content = parsed(source)
  if (depthOf(content) > MAX_NESTING) throw new NestedTooDeep()
  if (title !== undefined) return { title, content }
  const [first, ...rest] = content.content ?? []
  const heading = first && titleIn(first)
  if (heading === undefined) return { content }
  return { title: heading, content: doc(rest.length > 0 ? rest : [{ type: 'paragraph' }]) }
}

function parsed(source: string): ReportNode {
  try {
    return parseMarkdown(source)
  } catch (error) {
    // The stack is what nesting uses up.
    if (error instanceof RangeError) throw new NestedTooDeep()
    throw error
  }
}

/** One without marks or images, which a title could not show. */
function titleIn(node: ReportNode): string | undefined {
  if (node.type !== 'heading' || node.attrs?.['level'] !== 1) return undefined
  const plain = (node.content ?? []).every(({ type, marks }) => type === 'text' && !marks)
  const words = plainText(node)
  const fits = words.length <= MAX_TITLE && words === words.replace(/\s+/g, ' ').trim()
  return plain && fits && words !== '' ? words : undefined
}

function depthOf(node: ReportNode): number {
  return 1 + Math.max(0, ...(node.content ?? []).map(depthOf))
}
