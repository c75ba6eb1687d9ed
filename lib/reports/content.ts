/** A report's text between the document and plain nodes, in the form in which editors bind to it. */
import * as Y from 'yjs'
import { fit } from './fit'
import { MARKS_ATTR, readMarks, readNodeAttrs, writeMarks } from './nodeAttrs'
import { doc, joined, type ReportMark, type ReportNode, text } from './nodes'

/** Reads whatever is there; what is no node of a text is left out. */
export function readContent(fragment: Y.XmlFragment): ReportNode {
  return fit(doc(readChildren(fragment)))!
}

/** One entry of the text as it is stored, without what readers put around it. */
export function nodesOf(child: unknown): ReportNode[] {
  if (child instanceof Y.XmlElement) return [readElement(child)]
  return child instanceof Y.XmlText ? readText(child) : []
}

function readChildren(parent: Y.XmlFragment): ReportNode[] {
  const nodes: ReportNode[] = []
  for (const child of parent.toArray() as unknown[]) {
    nodes.push(...nodesOf(child))
  }
  return joined(nodes)
}

function readElement(element: Y.XmlElement): ReportNode {
  const type = element.nodeName
  const stored: Record<string, unknown> = { ...element.getAttributes() }
  const attrs = readNodeAttrs(type, stored)
  const marks = readMarkList(stored[MARKS_ATTR])
  const content = readChildren(element)
  const node: ReportNode = { type }
  if (attrs) node.attrs = attrs
  if (marks.length > 0) node.marks = marks
  if (content.length > 0) node.content = content
  return node
}

interface Insert {
  insert: unknown
  attributes?: Record<string, unknown>
}

function readText(stored: Y.XmlText): ReportNode[] {
  return (stored.toDelta() as Insert[]).flatMap(({ insert, attributes }) =>
    typeof insert === 'string' ? [text(insert, readMarks(attributes ?? {}))] : [],
  )
}

function readMarkList(stored: unknown): ReportMark[] {
  if (!Array.isArray(stored)) return []
  const byName: Record<string, unknown> = {}
  for (const mark of stored as unknown[]) {
    const { type, attrs } = { ...(mark as Partial<ReportMark> | null) }
    if (typeof type === 'string') byName[type] = attrs ?? {}
  }
  return readMarks(byName)
}

/** What reading gives back of nodes that were written: marks in one order, neighbours joined. */
export function canonical(node: ReportNode): ReportNode {
  const marks = readMarks(writeMarks(node.marks ?? []))
  const content = joined((node.content ?? []).map(canonical))
  const result: ReportNode = { type: node.type }
  if (node.attrs) result.attrs = node.attrs
  if (node.text !== undefined) result.text = node.text
  if (marks.length > 0) result.marks = marks
  if (content.length > 0) result.content = content
  return result
}

/** In place of all there is. For documents that nobody edits yet: others' words would be gone. */
export function writeContent(fragment: Y.XmlFragment, report: ReportNode): void {
  fragment.delete(0, fragment.length)
  fragment.insert(0, writeNodes(fit(canonical(report))?.content ?? [{ type: 'paragraph' }]))
}

/** Nodes as types that are in no document yet. */
export function writeNodes(nodes: readonly ReportNode[]): (Y.XmlElement | Y.XmlText)[] {
  const types: (Y.XmlElement | Y.XmlText)[] = []
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!
    if (node.type !== 'text') {
      types.push(writeElement(node))
      continue
    }
    const words: Insert[] = []
    for (; nodes[i]?.type === 'text'; i++) {
      const { text: insert = '', marks = [] } = nodes[i]!
      words.push({ insert: insert.toWellFormed(), attributes: writeMarks(marks) })
    }
    i--
    const stored = new Y.XmlText()
    stored.applyDelta(words)
    types.push(stored)
  }
  return types
}

function writeElement({ type, attrs = {}, marks = [], content = [] }: ReportNode): Y.XmlElement {
  const element = new Y.XmlElement(type)
  // An attribute that says nothing is not stored, as editors do it; others as they are, though
  // the type speaks of texts.
  for (const [name, value] of Object.entries(attrs)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value as string)
  }
  if (marks.length > 0) element.setAttribute(MARKS_ATTR, marks as unknown as string)
  element.insert(0, writeNodes(content))
  return element
}
