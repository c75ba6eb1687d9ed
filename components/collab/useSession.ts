'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { useOpened } from '@/components/ui/useOpened'
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
  const open = useMemo(() => {
    if (documentId === undefined || userKey === undefined || schemaVersion === undefined)
      return null
    return () =>
      openSession({
        documentId,
        userKey,
        schemaVersion,
        ...(readOnly === undefined ? {} : { readOnly }),
      })
  }, [documentId, userKey, schemaVersion, readOnly])
  return useOpened(open, close)
}

const close = (session: DocumentSession) => session.close()

export function useSaveStatus(session: DocumentSession | null): SaveStatus {
  return useSyncExternalStore(
    session?.status.subscribe ?? (() => () => {}),
    session?.status.get ?? (() => NOTHING_YET),
    () => NOTHING_YET,
  )
}
