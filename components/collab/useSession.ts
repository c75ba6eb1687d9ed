'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { type DocumentSession, openSession, type SaveStatus, type SessionOptions } from './session'

const NOTHING_YET: SaveStatus = {
  connection: 'connecting',
  unsent: 0,
  saved: true,
  loaded: false,
}

/** The person's session in a document; null until the page runs, and between two documents. */
export function useSession(options: SessionOptions | null): DocumentSession | null {
  const { documentId, userKey, schemaVersion, readOnly } = options ?? {}
  const [slot] = useState(() => new Slot())
  useEffect(() => {
    if (documentId === undefined || userKey === undefined || schemaVersion === undefined) return
    slot.open({
      documentId,
      userKey,
      schemaVersion,
      ...(readOnly === undefined ? {} : { readOnly }),
    })
    return () => slot.close()
  }, [slot, documentId, userKey, schemaVersion, readOnly])
  return useSyncExternalStore(slot.subscribe, slot.get, () => null)
}

/** The session that a component has open; sessions are opened and closed by effects only. */
class Slot {
  private session: DocumentSession | null = null
  private readonly listeners = new Set<() => void>()

  get = (): DocumentSession | null => this.session

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  open(options: SessionOptions): void {
    this.session = openSession(options)
    this.tell()
  }

  close(): void {
    this.session?.close()
    this.session = null
    this.tell()
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener()
  }
}

export function useSaveStatus(session: DocumentSession | null): SaveStatus {
  return useSyncExternalStore(
    session?.status.subscribe ?? (() => () => {}),
    session?.status.get ?? (() => NOTHING_YET),
    () => NOTHING_YET,
  )
}
