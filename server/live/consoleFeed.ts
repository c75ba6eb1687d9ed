/** Gathers console lines for a moment: a progress bar may rewrite its line many times a second. */
import type { ConsoleWritten } from '@/lib/live/events'

const TICK_MS = 100

interface Pending {
  lines: Map<number, string>
  total: number
  timer: NodeJS.Timeout
}

export class ConsoleFeed {
  private readonly pending = new Map<number, Pending>()

  constructor(
    private readonly hasWatchers: (runId: number) => boolean,
    private readonly emit: (event: ConsoleWritten) => void,
  ) {}

  write(runId: number, firstLine: number, lines: readonly string[]): void {
    if (!this.hasWatchers(runId)) return
    let pending = this.pending.get(runId)
    if (!pending) {
      const timer = setTimeout(() => this.flush(runId), TICK_MS)
      pending = { lines: new Map(), total: 0, timer }
      this.pending.set(runId, pending)
    }
    for (const [i, text] of lines.entries()) pending.lines.set(firstLine + i, text)
    pending.total = Math.max(pending.total, firstLine + lines.length)
  }

  close(): void {
    for (const { timer } of this.pending.values()) clearTimeout(timer)
    this.pending.clear()
  }

  private flush(runId: number): void {
    const pending = this.pending.get(runId)
    if (!pending) return
    this.pending.delete(runId)
    const parts: ConsoleWritten['parts'] = []
    const ordered = [...pending.lines].sort(([a], [b]) => a - b)
    for (const [line, text] of ordered) {
      const part = parts.at(-1)
      if (part && part.from + part.lines.length === line) part.lines.push(text)
      else parts.push({ from: line, lines: [text] })
    }
    this.emit({ runId, total: pending.total, parts })
  }
}
