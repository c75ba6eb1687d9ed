/** Two lists of blocks: which are new, gone, elsewhere, or say something else. */
import { listDiff } from '../../files/textDiff'
import { plainText, type ReportNode } from '../nodes'
import { diffInline, sideOf } from './inline'
import type { BlockChange } from './types'

const LINES = new Set(['paragraph', 'heading', 'codeBlock'])
/** Two lines with less in common than this share of their words are two lines. */
const ALIKE = 0.35

export function diffBlocks(
  before: readonly ReportNode[],
  after: readonly ReportNode[],
): BlockChange[] {
  const changes: BlockChange[] = []
  const removed: ReportNode[] = []
  const added: ReportNode[] = []
  let [i, j] = [0, 0]
  const flush = () => changes.push(...gap(removed.splice(0), added.splice(0)))
  for (const { kind } of listDiff(before.map(keyOf), after.map(keyOf))) {
    if (kind === 'removed') removed.push(before[i++]!)
    else if (kind === 'added') added.push(after[j++]!)
    else {
      flush()
      changes.push({ kind: 'same', node: after[j++]! })
      i++
    }
  }
  flush()
  return withMoves(changes)
}

/** The blocks of one side, put together from what differs: applying a difference gives the other. */
export function blocksOf(changes: readonly BlockChange[], side: 'before' | 'after'): ReportNode[] {
  const others = side === 'before' ? ['added', 'movedHere'] : ['removed', 'movedAway']
  return changes.flatMap((change) => {
    if (others.includes(change.kind)) return []
    if (change.kind !== 'changed') return [change.node]
    const { inline, children } = change
    const shell = { ...change[side] }
    const content = inline ? sideOf(inline, side) : children ? blocksOf(children, side) : undefined
    if (content === undefined) return [shell]
    delete shell.content
    return [content.length > 0 ? { ...shell, content } : shell]
  })
}

/** What stands between two blocks that stay: pairs that say nearly the same are changes. */
function gap(removed: readonly ReportNode[], added: readonly ReportNode[]): BlockChange[] {
  const changes: BlockChange[] = []
  let i = 0
  for (const after of added) {
    const found = removed.findIndex((before, n) => n >= i && isAlike(before, after))
    if (found < 0) {
      changes.push({ kind: 'added', node: after })
      continue
    }
    for (; i < found; i++) changes.push({ kind: 'removed', node: removed[i]! })
    changes.push(changeOf(removed[i++]!, after))
  }
  for (; i < removed.length; i++) changes.push({ kind: 'removed', node: removed[i]! })
  return changes
}

function changeOf(before: ReportNode, after: ReportNode): BlockChange {
  const [a, b] = [before.content ?? [], after.content ?? []]
  if (LINES.has(after.type)) return { kind: 'changed', before, after, inline: diffInline(a, b) }
  if (a.length + b.length === 0) return { kind: 'changed', before, after }
  return { kind: 'changed', before, after, children: diffBlocks(a, b) }
}

/** A block that is gone here and new there was moved. */
function withMoves(changes: BlockChange[]): BlockChange[] {
  const gone = new Map<string, number[]>()
  changes.forEach((change, i) => {
    if (
      change.kind !== 'removed' ||
      (plainText(change.node).trim() === '' && !isRecord(change.node))
    )
      return
    const key = keyOf(change.node)
    gone.set(key, [...(gone.get(key) ?? []), i])
  })
  let move = 0
  const result = [...changes]
  changes.forEach((change, i) => {
    const from = change.kind === 'added' ? gone.get(keyOf(change.node))?.shift() : undefined
    if (from === undefined || change.kind !== 'added') return
    result[i] = { kind: 'movedHere', node: change.node, move }
    result[from] = { kind: 'movedAway', node: change.node, move: move++ }
  })
  return result
}

const keyOf = (node: ReportNode) => JSON.stringify(node)
const isRecord = ({ type }: ReportNode) => type === 'panelGrid' || type === 'runSet'

function isAlike(a: ReportNode, b: ReportNode): boolean {
  if (a.type !== b.type) return false
  if (isRecord(a)) return JSON.stringify(a.attrs) === JSON.stringify(b.attrs)
  if (!a.content && !b.content) return true
  const [words, others] = [wordSet(a), wordSet(b)]
  if (words.size + others.size === 0) return true
  let common = 0
  for (const word of words) if (others.has(word)) common++
  return (2 * common) / (words.size + others.size) >= ALIKE
}

function wordSet(node: ReportNode, words = new Set<string>()): Set<string> {
  for (const word of node.text?.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []) words.add(word)
  for (const child of node.content ?? []) wordSet(child, words)
  return words
}
