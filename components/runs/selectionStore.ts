/**
 * Runs picked to do something with all of them; not to be taken for those that are drawn. A store
 * beside React, so that picking one renders one row.
 */
import { useSyncExternalStore } from 'react'

export class SelectionStore {
  private ids: ReadonlySet<number> = new Set()
  private on = false
  private readonly listeners = new Set<() => void>()
  private anchor: number | null = null

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  getIds = (): ReadonlySet<number> => this.ids
  isOn = (): boolean => this.on
  /** Where a range begins. */
  getAnchor = (): number | null => this.anchor
  setAnchor(runId: number): void {
    this.anchor = runId
  }

  /** Rows have boxes. Turning them off forgets what was picked. */
  setOn(on: boolean): void {
    this.on = on
    if (!on) this.ids = new Set()
    this.anchor = null
    this.tell()
  }

  set(ids: Iterable<number>, picked: boolean): void {
    const next = new Set(this.ids)
    for (const id of ids) {
      if (picked) next.add(id)
      else next.delete(id)
    }
    this.ids = next
    if (next.size > 0) this.on = true
    this.tell()
  }

  /** Leaves only what is among these. */
  keep(ids: ReadonlySet<number>): void {
    const next = new Set([...this.ids].filter((id) => ids.has(id)))
    if (next.size === this.ids.size) return
    this.ids = next
    this.tell()
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener()
  }
}

const NONE: ReadonlySet<number> = new Set()

export function useSelectedIds(store: SelectionStore): ReadonlySet<number> {
  return useSyncExternalStore(store.subscribe, store.getIds, () => NONE)
}

export function useSelecting(store: SelectionStore): boolean {
  return useSyncExternalStore(store.subscribe, store.isOn, () => false)
}

export function useIsSelected(store: SelectionStore, runId: number): boolean {
  return useSyncExternalStore(
    store.subscribe,
    () => store.getIds().has(runId),
    () => false,
  )
}
