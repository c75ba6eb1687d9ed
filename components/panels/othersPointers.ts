/** Where other people point, fed by whoever knows; panels with the same axis draw it. */
export interface OthersPointer {
  id: number
  name: string
  color: string
  axis: string
  x: number
  /** Numeric id of the run they light. */
  run: number | null
}

let current: readonly OthersPointer[] = []
const listeners = new Set<() => void>()

export const othersPointers = {
  get: (): readonly OthersPointer[] => current,
  set(next: readonly OthersPointer[]): void {
    if (next.length === 0 && current.length === 0) return
    current = next
    for (const listener of listeners) listener()
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
