/** Sizes of panels while somebody drags their corner: one's own, and those of others. */
import { useSyncExternalStore } from 'react'

export interface LiveSize {
  w: number
  h: number
}

const own = new Map<string, LiveSize>()
let others: ReadonlyMap<string, LiveSize> = new Map()
const listeners = new Set<() => void>()
const tell = () => listeners.forEach((listener) => listener())

export const liveSizes = {
  setOwn(panelId: string, size: LiveSize | null): void {
    if (size) own.set(panelId, size)
    else own.delete(panelId)
    tell()
  },
  setOthers(next: ReadonlyMap<string, LiveSize>): void {
    if (next.size === 0 && others.size === 0) return
    others = next
    tell()
  },
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function useLiveSize(panelId: string): LiveSize | undefined {
  return useSyncExternalStore(
    subscribe,
    () => own.get(panelId) ?? others.get(panelId),
    () => undefined,
  )
}
