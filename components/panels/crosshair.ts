/**
 * The x a person points at, shared by all panels with the same axis. A store beside React, like the
 * highlight: every panel moves one element of its own.
 */
export interface Crosshair {
  /** Stream and x key: panels with another axis take no notice. */
  axis: string
  x: number
}

type Listener = (crosshair: Crosshair | null) => void

let current: Crosshair | null = null
const listeners = new Set<Listener>()

export const crosshair = {
  get: (): Crosshair | null => current,
  set(next: Crosshair | null): void {
    if (next === current || (next && next.axis === current?.axis && next.x === current.x)) return
    current = next
    for (const listener of listeners) listener(next)
  },
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
