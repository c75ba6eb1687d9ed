import type { RunTouched } from '@/lib/live/events'

const TICK_MS = 250

/** The first touch of a run goes out at once, those that follow within a tick together at its end. */
export class Touched {
  private readonly waiting = new Map<number, { again: boolean; timer: NodeJS.Timeout }>()

  constructor(private readonly send: (event: RunTouched) => void) {}

  add(projectId: number, runId: number): void {
    const before = this.waiting.get(runId)
    if (before) {
      before.again = true
      return
    }
    this.send({ projectId, runId })
    const timer = setTimeout(() => {
      const { again } = this.waiting.get(runId)!
      this.waiting.delete(runId)
      if (again) this.add(projectId, runId)
    }, TICK_MS)
    this.waiting.set(runId, { again: false, timer })
  }

  close(): void {
    for (const { timer } of this.waiting.values()) clearTimeout(timer)
    this.waiting.clear()
  }
}
