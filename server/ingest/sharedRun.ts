/**
 * What is different when several processes, each under a name of its own, write one run: every one
 * counts its lines from where it likes, and none of them knows the whole summary.
 */
import { parseLenient, stringifyLenient } from '@/lib/json/lenient'
import { isPlainTree, splitKey } from '@/lib/metrics/keys'
import type { FrameConsole } from './frame'
import type { OpenRun } from './openRun'
import type { RowBatch } from './rowBatch'

type Tree = Record<string, unknown>

/** Where a client's console lines stand among everybody's: known ones keep their place. */
export function placeConsole(
  run: OpenRun,
  writer: number,
  post: { firstLine: number; lines: string[] },
): FrameConsole[] {
  const { consoleLedger: ledger } = run
  const span = { from: post.firstLine, to: post.firstLine + post.lines.length }
  let next = run.consoleLines
  const fresh = ledger.missing(writer, span).map(({ from, to }) => {
    const placed = { line: from, row: next, count: to - from }
    next += placed.count
    return placed
  })
  return [...ledger.present(writer, span), ...fresh]
    .sort((a, b) => a.line - b.line)
    .map(({ line, row, count }) => ({
      firstLine: row,
      lines: post.lines.slice(line - span.from, line - span.from + count),
      origin: { writer, line },
    }))
}

/** The summary after a client's rows and what it says itself; other members stay. */
export function mergeSummary(
  known: string,
  rows: RowBatch | undefined,
  said: string | undefined,
): string {
  const summary = treeOf(known)
  for (const { name, values } of rows?.columns ?? []) {
    if (values.length > 0) set(summary, splitKey(name), values.at(-1))
  }
  for (const cell of rows?.cells ?? []) {
    const value = parseLenient(cell.json)
    if (typeof value !== 'object' || value === null) continue
    for (const [key, v] of Object.entries(value)) set(summary, splitKey(key), v)
  }
  if (said !== undefined) {
    for (const [key, value] of Object.entries(treeOf(said))) summary[key] = value
  }
  return stringifyLenient(summary)
}

function treeOf(text: string): Tree {
  // Without a prototype: a key may be called "__proto__".
  return Object.assign(Object.create(null) as Tree, parseLenient(text))
}

function set(tree: Tree, path: string[], value: unknown): void {
  const leaf = path.pop()!
  let at = tree
  for (const name of path) {
    const below = isPlainTree(at[name]) ? at[name] : {}
    at = at[name] = Object.assign(Object.create(null) as Tree, below)
  }
  at[leaf] = value
}
