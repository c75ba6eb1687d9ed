/** Two texts line by line: what was removed and what was added (Myers 1986, "An O(ND) difference algorithm"). */
import type { DiffLine } from './diff'

/** Past this many edits the texts have little in common, and all of the one replaces all of the other. */
const MOST_EDITS = 2000

export interface TextDiff {
  /** Every line of both texts, in order; never `hunk` or `note`. */
  lines: DiffLine[]
  added: number
  removed: number
}

export function textDiff(before: string, after: string): TextDiff {
  const lines = listDiff(linesOf(before), linesOf(after))
  const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length
  return { lines, added: count('added'), removed: count('removed') }
}

/** The same for what is in pieces already: lines, words, blocks by what they say. */
export function listDiff(a: readonly string[], b: readonly string[]): DiffLine[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  ) {
    end++
  }
  return [
    ...a.slice(0, start).map(same),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ]
}

export function linesOf(text: string): string[] {
  if (text === '') return []
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

const same = (text: string): DiffLine => ({ kind: 'same', text })
const removed = (text: string): DiffLine => ({ kind: 'removed', text })
const added = (text: string): DiffLine => ({ kind: 'added', text })

function middle(a: readonly string[], b: readonly string[]): DiffLine[] {
  const everything = () => [...a.map(removed), ...b.map(added)]
  if (a.length === 0 || b.length === 0) return everything()
  const steps = shortestEdit(a, b)
  return steps ? walkBack(a, b, steps) : everything()
}

/**
 * By number of edits, the furthest x on each diagonal k = x − y, kept in `reach[k + edits]`.
 * Undefined when the texts differ too much.
 */
function shortestEdit(a: readonly string[], b: readonly string[]): Int32Array[] | undefined {
  const most = Math.min(MOST_EDITS, a.length + b.length)
  const steps: Int32Array[] = []
  let before = new Int32Array(1)
  for (let edits = 0; edits <= most; edits++) {
    const reach = new Int32Array(2 * edits + 1)
    for (let k = -edits; k <= edits; k += 2) {
      const at = (diagonal: number) => before[diagonal + edits - 1] ?? -1
      let x = 0
      if (edits > 0) x = goesDown(k, edits, at) ? at(k + 1) : at(k - 1) + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++
      reach[k + edits] = x
      if (x >= a.length && x - k >= b.length) return [...steps, reach]
    }
    steps.push(reach)
    before = reach
  }
  return undefined
}

/** Whether diagonal k is best reached by adding a line, rather than by removing one. */
function goesDown(k: number, edits: number, at: (diagonal: number) => number): boolean {
  return k === -edits || (k !== edits && at(k - 1) < at(k + 1))
}

function walkBack(a: readonly string[], b: readonly string[], steps: Int32Array[]): DiffLine[] {
  const lines: DiffLine[] = []
  let x = a.length
  let y = b.length
  for (let edits = steps.length - 1; edits >= 0; edits--) {
    const k = x - y
    const before = steps[edits - 1]
    const at = (diagonal: number) => before?.[diagonal + edits - 1] ?? -1
    const down = edits > 0 && goesDown(k, edits, at)
    const fromX = edits === 0 ? 0 : down ? at(k + 1) : at(k - 1)
    const fromY = edits === 0 ? 0 : fromX - (down ? k + 1 : k - 1)
    while (
      x > (edits === 0 ? 0 : fromX + (down ? 0 : 1)) &&
      y > (edits === 0 ? 0 : fromY + (down ? 1 : 0))
    ) {
      lines.push(same(a[--x]!))
      y--
    }
    if (edits === 0) break
    if (down) lines.push(added(b[--y]!))
    else lines.push(removed(a[--x]!))
  }
  return lines.reverse()
}

/** The lines around changes, as `git diff` shows them; `hunk` lines tell where they stand. */
export function withContext(lines: readonly DiffLine[], context = 3): DiffLine[] {
  const near = new Uint8Array(lines.length)
  lines.forEach((line, i) => {
    if (line.kind === 'same') return
    near.fill(1, Math.max(0, i - context), Math.min(lines.length, i + context + 1))
  })
  const result: DiffLine[] = []
  let old = 1
  let fresh = 1
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (near[i] && !(i > 0 && near[i - 1])) {
      result.push({ kind: 'hunk', text: `@@ -${old} +${fresh} @@` })
    }
    if (near[i]) result.push(line)
    if (line.kind !== 'added') old++
    if (line.kind !== 'removed') fresh++
  }
  return result
}

export interface SidePair {
  left: { number: number; line: DiffLine } | undefined
  right: { number: number; line: DiffLine } | undefined
}

/** Lines for two columns: what was removed beside what was added in its place. */
export function sideBySide(lines: readonly DiffLine[]): (SidePair | { hunk: string })[] {
  const pairs: (SidePair | { hunk: string })[] = []
  let old = 1
  let fresh = 1
  let i = 0
  while (i < lines.length) {
    const line = lines[i]!
    if (line.kind === 'hunk') {
      const numbers = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line.text)
      old = Number(numbers?.[1] ?? old)
      fresh = Number(numbers?.[2] ?? fresh)
      pairs.push({ hunk: line.text })
      i++
    } else if (line.kind === 'same') {
      pairs.push({ left: { number: old++, line }, right: { number: fresh++, line } })
      i++
    } else if (line.kind === 'note') i++
    else {
      const gone: DiffLine[] = []
      const come: DiffLine[] = []
      for (; i < lines.length && ['removed', 'added', 'note'].includes(lines[i]!.kind); i++) {
        if (lines[i]!.kind === 'removed') gone.push(lines[i]!)
        else if (lines[i]!.kind === 'added') come.push(lines[i]!)
      }
      for (let at = 0; at < Math.max(gone.length, come.length); at++) {
        const left = gone[at]
        const right = come[at]
        pairs.push({
          left: left && { number: old++, line: left },
          right: right && { number: fresh++, line: right },
        })
      }
    }
  }
  return pairs
}
