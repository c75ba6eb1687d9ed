'use client'

import { useCallback, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for the whole page, which stands still while nobody looks at it. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => listeners.forEach((tell) => tell()), 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const still = () => () => {}

/**
 * The time in ms, renewed every `everyMs` (a multiple of a second); with null it stands still.
 * Rounded down, except that a clock that stands still is exact to the moment of rendering.
 */
export function useNow(everyMs: number | null): number {
  const read = useCallback(() => {
    const step = everyMs ?? 60_000
    return Math.floor(Date.now() / step) * step
  }, [everyMs])
  return useSyncExternalStore(everyMs === null ? still : subscribe, read, read)
}
