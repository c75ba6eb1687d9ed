'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'

/**
 * What an effect opens and closes, such as a connection: null until the page runs, and between two.
 * `open` and `close` must stay the same functions while the same thing is meant.
 */
export function useOpened<T>(open: (() => T) | null, close: (opened: T) => void): T | null {
  const [slot] = useState(() => new Slot<T>())
  useEffect(() => {
    if (!open) return
    const opened = open()
    slot.set(opened)
    return () => {
      slot.set(null)
      close(opened)
    }
  }, [slot, open, close])
  return useSyncExternalStore(slot.subscribe, slot.get, () => null)
}

/** Effects put things here, and whoever renders hears of it. */
class Slot<T> {
  private value: T | null = null
  private readonly listeners = new Set<() => void>()

  get = (): T | null => this.value

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  set(value: T | null): void {
    this.value = value
    for (const listener of [...this.listeners]) listener()
  }
}
