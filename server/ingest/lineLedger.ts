/**
 * Which client lines became which rows of a run's stream.
 *
 * Clients number their lines and send a post again until it is acknowledged, so a line must become
 * a row exactly once. Each writer has lines of its own; usually there is one writer, and line n is
 * row n.
 */

/** Lines [line, line + count) of a writer are rows [row, row + count). */
export interface LineRun {
  line: number
  row: number
  count: number
}

export interface LineSpan {
  from: number
  to: number
}

export class LineLedger {
  /** By writer; sorted by line, neighbours joined where lines and rows both continue. */
  private readonly writers: LineRun[][]

  constructor(stored: LineRun[][] = []) {
    this.writers = stored.map((runs) => runs.map((run) => ({ ...run })))
  }

  /** How many writers have lines. */
  get writerCount(): number {
    return this.writers.filter((runs) => runs.length > 0).length
  }

  /** One more than the greatest number of a writer. */
  get size(): number {
    return this.writers.length
  }

  /** The line after the last one known of a writer: where it goes on. */
  nextLine(writer: number): number {
    const last = this.writers[writer]?.at(-1)
    return last ? last.line + last.count : 0
  }

  add(writer: number, run: LineRun): void {
    if (run.count === 0) return
    while (this.writers.length <= writer) this.writers.push([])
    const runs = this.writers[writer]!
    const at = runs.findLastIndex((other) => other.line <= run.line) + 1
    runs.splice(at, 0, { ...run })
    this.join(runs, at)
    this.join(runs, at - 1)
  }

  private join(runs: LineRun[], i: number): void {
    const left = runs[i]
    const right = runs[i + 1]
    if (!left || !right) return
    const touches = left.line + left.count === right.line && left.row + left.count === right.row
    if (!touches) return
    left.count += right.count
    runs.splice(i + 1, 1)
  }

  /** The parts of [from, to) that are not rows yet. */
  missing(writer: number, span: LineSpan): LineSpan[] {
    const result: LineSpan[] = []
    let at = span.from
    for (const run of this.writers[writer] ?? []) {
      const end = run.line + run.count
      if (end <= at) continue
      if (run.line >= span.to) break
      if (run.line > at) result.push({ from: at, to: run.line })
      at = Math.max(at, end)
    }
    if (at < span.to) result.push({ from: at, to: span.to })
    return result
  }

  /** The parts of [from, to) that are rows already, with their rows. */
  present(writer: number, span: LineSpan): LineRun[] {
    const result: LineRun[] = []
    for (const run of this.writers[writer] ?? []) {
      const from = Math.max(run.line, span.from)
      const to = Math.min(run.line + run.count, span.to)
      if (from < to) result.push({ line: from, row: run.row + from - run.line, count: to - from })
    }
    return result
  }

  stored(): LineRun[][] {
    return this.upTo(Infinity)
  }

  /** The ledger as it was when the stream had only rows below `row`. */
  upTo(row: number): LineRun[][] {
    return this.writers.map((runs) =>
      runs
        .filter((run) => run.row < row)
        .map((run) => ({ ...run, count: Math.min(run.count, row - run.row) })),
    )
  }
}
