'use client'

import { useEffect } from 'react'
import type { DocumentSession } from '@/components/collab/session'
import type { WorkspaceView } from '@/lib/api/views'
import { rootOf, WORKSPACE_ROOTS, type WorkspaceRoot } from '@/lib/workspace/document'
import { seedFromLocal } from '@/lib/workspace/localState'
import { forgetKept, keptBefore } from './screenStore'

/**
 * Brings what this browser kept of a project into the person's own view, if nobody has arranged that
 * yet, and forgets it here once the server has it on disk.
 */
export function useSeed(
  entity: string,
  project: string,
  view: WorkspaceView | undefined,
  session: DocumentSession | null,
): void {
  const wanted = view?.personal === true
  useEffect(() => {
    const kept = wanted && session ? keptBefore(entity, project) : undefined
    if (!session || !kept) return
    const { doc, status } = session
    let seeded = false
    const proceed = () => {
      const { connection, loaded, saved } = status.get()
      // A copy of an earlier day may lack what the server has by now.
      if (connection !== 'online' || !loaded) return
      if (!seeded) {
        seeded = true
        const names = Object.keys(WORKSPACE_ROOTS) as WorkspaceRoot[]
        if (names.every((name) => rootOf(doc, name).size === 0)) seedFromLocal(doc, kept)
        if (!status.get().saved) return
      }
      if (saved || status.get().saved) {
        forgetKept(entity, project)
        stop()
      }
    }
    const stop = status.subscribe(proceed)
    proceed()
    return stop
  }, [wanted, session, entity, project])
}
