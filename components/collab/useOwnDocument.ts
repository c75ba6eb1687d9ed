'use client'

import { useMemo } from 'react'
import { useSession as useSignedIn } from '@/components/shell/useSession'
import type { DocumentSession, SaveStatus } from './session'
import { useSaveStatus, useSession } from './useSession'

/** What the API says of a document, once it has. */
export interface DocumentAccess {
  documentId: number
  canWrite: boolean
}

/** A document as the person who is signed in may have it open. */
export function useOwnDocument(
  access: DocumentAccess | undefined,
  schemaVersion: number,
): { session: DocumentSession | null; status: SaveStatus; readOnly: boolean } {
  const person = useSignedIn().data?.user.username
  const { documentId, canWrite } = access ?? {}
  const session = useSession(
    useMemo(
      () =>
        documentId === undefined || person === undefined
          ? null
          : { documentId, userKey: person, schemaVersion, readOnly: canWrite !== true },
      [documentId, person, schemaVersion, canWrite],
    ),
  )
  const status = useSaveStatus(session)
  const readOnly = canWrite !== true || status.role === 'read' || status.connection === 'refused'
  return { session, status, readOnly }
}
