/**
 * The binding deletes from the document, for everybody, what the schema cannot build a node of. Merging
 * leaves such things, and newer versions write them: so this schema builds a node of all there is.
 */
import type { Fragment, Mark, MarkType, Node, NodeType, Schema } from '@tiptap/pm/model'
import { fit } from '@/lib/reports/fit'
import { MARKS_ATTR, readNodeAttrs } from '@/lib/reports/nodeAttrs'
import type { ReportMark, ReportNode } from '@/lib/reports/nodes'

export interface Tolerance {
  /** False: not even empty lists may be deleted from the document. */
  canWrite: () => boolean
  /** The text holds what this version does not know. It must not be edited: that could lose it. */
  onForeign: (what: string) => void
}

/** Changes the schema's own makers of nodes, which the binding calls. */
export function makeTolerant(schema: Schema, { canWrite, onForeign }: Tolerance): void {
  const own = { node: schema.node.bind(schema), mark: schema.mark.bind(schema) }

  schema.node = (type: string | NodeType, given = null, content?, marks?) => {
    if (typeof type !== 'string') return own.node(type, given, content, marks)
    const nodeType = schema.nodes[type]
    if (!nodeType) {
      onForeign(type)
      return placeholder(schema, type)
    }
    const stored = { ...given }
    const known = nodeType.spec.attrs ?? {}
    const strange = Object.keys(stored).find((name) => {
      return !Object.hasOwn(known, name) && stored[name] !== null && stored[name] !== undefined
    })
    if (strange !== undefined) onForeign(`${type}.${strange}`)
    const attrs = { ...readNodeAttrs(type, stored), ...keptMarks(stored) }
    const children = asArray(content)
    const ownMarks = nodeType.isInline ? marksIn(schema, stored[MARKS_ATTR]) : marks
    try {
      return nodeType.createChecked(attrs, children, ownMarks)
    } catch (error) {
      const fitted = asReadersSee(schema, { type, attrs, content: children.map(toJson) })
      if (fitted) return fitted
      // An empty list says nothing: whoever may write takes it away.
      if (canWrite()) throw error
      return schema.nodes['paragraph']!.create()
    }
  }

  schema.mark = (type: string | MarkType, attrs = null): Mark => {
    if (typeof type !== 'string' || schema.marks[type]) return own.mark(type, attrs)
    onForeign(`mark ${type}`)
    return schema.marks['highlight']!.create()
  }

  const text = schema.text.bind(schema)
  schema.text = (words: string, marks?: readonly Mark[] | null): Node => {
    // The document's texts may hold other things than letters.
    if (typeof words === 'string') return text(words, marks)
    onForeign('a thing among letters')
    return text('\u{FFFC}', marks)
  }
}

function placeholder(schema: Schema, type: string): Node {
  return schema.nodes['unknownBlock']!.create({ json: JSON.stringify({ type }) })
}

/** The same rule by which readers understand what merging has left. */
function asReadersSee(schema: Schema, node: ReportNode): Node | undefined {
  const fitted = fit(node)
  return fitted && schema.nodeFromJSON(fitted)
}

function keptMarks(stored: Record<string, unknown>): Record<string, unknown> {
  return stored[MARKS_ATTR] ? { [MARKS_ATTR]: stored[MARKS_ATTR] } : {}
}

/** What is no words keeps its marks in an attribute; in the editor they are marks. */
function marksIn(schema: Schema, stored: unknown): Mark[] {
  if (!Array.isArray(stored)) return []
  return (stored as (Partial<ReportMark> | null)[]).flatMap((mark) => {
    const type = mark?.type === undefined ? undefined : schema.marks[mark.type]
    return type ? [type.create(mark?.attrs ?? null)] : []
  })
}

const toJson = (node: Node) => node.toJSON() as ReportNode

function asArray(content: Fragment | Node | readonly Node[] | undefined | null): readonly Node[] {
  if (!content) return []
  if (Array.isArray(content)) return content as readonly Node[]
  return 'content' in content && 'type' in content
    ? [content as Node]
    : (content as Fragment).content
}
