'use client'

import { useMemo } from 'react'
import type { DocumentSession } from '@/components/collab/session'
import { useOwnDocument } from '@/components/collab/useOwnDocument'
import { useOpened } from '@/components/ui/useOpened'
import type { WorkspaceView } from '@/lib/api/views'
import { WORKSPACE_SCHEMA } from '@/lib/workspace/document'
import { PanelDocument } from '@/lib/workspace/panelDocument'
import { RunSetDocument } from '@/lib/workspace/runSet'
import { OwnUndo } from '@/lib/workspace/undo'
import { useView } from '../views/useViews'
import { useSeed } from './useSeed'

/** A view that is open: its document, and the ways to read and change it. */
export interface OpenWorkspace {
  entity: string
  project: string
  view: WorkspaceView
  session: DocumentSession
  panels: PanelDocument
  runSet: RunSetDocument
  undo: OwnUndo
  readOnly: boolean
}

export interface WorkspaceLoad {
  /** Undefined until the document is there, or a copy of it. */
  open: OpenWorkspace | undefined
  error: unknown
  retry: () => void
  session: DocumentSession | null
}

/** @param slug the view's; null for one's own, which is made on the first visit */
export function useWorkspace(entity: string, project: string, slug: string | null): WorkspaceLoad {
  const view = useView(entity, project, slug)
  const { session, status, readOnly } = useOwnDocument(view.data, WORKSPACE_SCHEMA)
  const parts = useParts(session, readOnly)
  useSeed(entity, project, view.data, session)
  const shown = view.data
  const open = useMemo(
    () =>
      parts && shown && parts.session === session && status.loaded
        ? { entity, project, view: shown, readOnly: parts.runSet.readOnly, ...parts }
        : undefined,
    [parts, shown, session, status.loaded, entity, project],
  )
  return { open, error: view.error, retry: () => void view.refetch(), session }
}

type Parts = Pick<OpenWorkspace, 'session' | 'panels' | 'runSet' | 'undo'>

function useParts(session: DocumentSession | null, readOnly: boolean): Parts | null {
  const openUndo = useMemo(() => (session ? () => new OwnUndo(session.doc) : null), [session])
  const undo = useOpened(openUndo, dispose)
  const openParts = useMemo(
    () =>
      session
        ? () => ({
            session,
            panels: new PanelDocument(session.doc),
            runSet: new RunSetDocument(session.doc, readOnly),
          })
        : null,
    [session, readOnly],
  )
  const parts = useOpened(openParts, disposeParts)
  return useMemo(() => (parts && undo ? { ...parts, undo } : null), [parts, undo])
}

const dispose = (part: { dispose(): void }) => part.dispose()

function disposeParts({ panels, runSet }: Omit<Parts, 'undo'>): void {
  panels.dispose()
  runSet.dispose()
}
