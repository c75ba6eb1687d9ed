'use client'

/**
 * The run a person points at, in a list or in a chart. Everything that shows runs lights it. A store
 * beside React: pointing moves too often to render for, so charts listen and draw by themselves.
 */
import { useSyncExternalStore } from 'react'

type Listener = (runId: number | null) => void

let highlighted: number | null = null
const listeners = new Set<Listener>()

export const highlight = {
  get: (): number | null => highlighted,
  set(runId: number | null): void {
    if (runId === highlighted) return
    highlighted = runId
    for (const listener of listeners) listener(runId)
  },
  /** Stops pointing, unless something else is pointed at by now. */
  clear(runId: number): void {
    if (highlighted === runId) highlight.set(null)
  },
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}

/** Numeric id of the run pointed at, or null. Renders at every change. */
export function useHighlight(): number | null {
  return useSyncExternalStore(highlight.subscribe, highlight.get, () => null)
}

/** Whether this run is the one pointed at; renders only when that changes. */
export function useIsHighlighted(runId: number): boolean {
  return useSyncExternalStore(
    highlight.subscribe,
    () => highlighted === runId,
    () => false,
  )
}
