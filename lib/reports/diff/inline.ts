/** Two lines word by word, marks and all that stands among the words included. */
import { listDiff } from '../../files/textDiff'
import { joined, type ReportNode, text } from '../nodes'
import type { InlinePart } from './types'

/** Beyond this a line is shown as it was and as it is: word by word says nothing any more. */
const MOST_WORDS = 20_000

export function diffInline(
  before: readonly ReportNode[],
  after: readonly ReportNode[],
): InlinePart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  if (a.length + b.length > MOST_WORDS) {
    return [...before.map(part('removed')), ...after.map(part('added'))]
  }
  let [i, j] = [0, 0]
  const parts: InlinePart[] = []
  for (const { kind } of listDiff(a.map(keyOf), b.map(keyOf))) {
    if (kind === 'removed') parts.push({ kind, node: a[i++]! })
    else if (kind === 'added') parts.push({ kind, node: b[j++]! })
    else {
      parts.push({ kind: 'same', node: b[j++]! })
      i++
    }
  }
  return together(parts)
}

/** Of both lines what is in one of them, joined to what it was made of. */
export function sideOf(parts: readonly InlinePart[], side: 'before' | 'after'): ReportNode[] {
  const other = side === 'before' ? 'added' : 'removed'
  return joined(parts.filter(({ kind }) => kind !== other).map(({ node }) => node))
}

const part =
  (kind: InlinePart['kind']) =>
  (node: ReportNode): InlinePart => ({ kind, node })

const keyOf = (node: ReportNode) => JSON.stringify(node)

function wordsOf(nodes: readonly ReportNode[]): ReportNode[] {
  return nodes.flatMap((node) => {
    if (node.text === undefined) return [node]
    const words = node.text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []
    return words.map((word) => text(word, node.marks))
  })
}

/** Neighbours of one kind as one part for each run of the same marks; a lone space joins changes. */
function together(parts: readonly InlinePart[]): InlinePart[] {
  const result: InlinePart[] = []
  for (let i = 0; i < parts.length;) {
    const { kind } = parts[i]!
    const nodes: ReportNode[] = []
    for (; parts[i]?.kind === kind; i++) nodes.push(parts[i]!.node)
    result.push(...joined(nodes).map(part(kind)))
  }
  return result
}
