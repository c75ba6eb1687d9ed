'use client'

/**
 * The run a person points at, in a list or in a chart, or has pinned by a click. Everything that shows
 * runs lights it. A store beside React: pointing moves too often to render for, so charts listen and
 * draw by themselves.
 */
import { useSyncExternalStore } from 'react'

type Listener = (runId: number | null) => void

let pointed: number | null = null
let pinned: number | null = null
/** What is lit: pointing goes before the pin. */
let lit: number | null = null
const listeners = new Set<Listener>()

function update(nextPointed: number | null, nextPinned: number | null): void {
  pointed = nextPointed
  if (nextPinned !== pinned) {
    pinned = nextPinned
    if (pinned === null) window.removeEventListener('keydown', unpinOnEscape)
    else window.addEventListener('keydown', unpinOnEscape)
  }
  const next = pointed ?? pinned
  if (next === lit) return
  lit = next
  for (const listener of listeners) listener(lit)
}

function unpinOnEscape(event: KeyboardEvent): void {
  // Dialogs, menus and fields close first.
  if (event.key === 'Escape' && !event.defaultPrevented) update(pointed, null)
}

export const highlight = {
  get: (): number | null => lit,
  set(runId: number | null): void {
    update(runId, pinned)
  },
  /** Stops pointing, unless something else is pointed at by now. */
  clear(runId: number): void {
    if (pointed === runId) update(null, pinned)
  },
  /** Keeps a run lit until it is clicked again, another one is, or Escape is pressed. */
  togglePin(runId: number): void {
    update(pointed, pinned === runId ? null : runId)
  },
  unpin(): void {
    update(pointed, null)
  },
  getPinned: (): number | null => pinned,
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}

/** Numeric id of the run lit, or null. Renders at every change. */
export function useHighlight(): number | null {
  return useSyncExternalStore(highlight.subscribe, highlight.get, () => null)
}

/** Whether this run is the one lit; renders only when that changes. */
export function useIsHighlighted(runId: number): boolean {
  return useSyncExternalStore(
    highlight.subscribe,
    () => lit === runId,
    () => false,
  )
}
