'use client'

import { openSession } from '@/components/collab/session'
import { viewsApi } from '@/lib/api/viewsClient'
import { Arranger } from '@/lib/workspace/arrange'
import { type RunSetState } from '@/lib/workspace/access'
import { WORKSPACE_SCHEMA } from '@/lib/workspace/document'
import { PanelDocument } from '@/lib/workspace/panelDocument'
import { RunSetDocument } from '@/lib/workspace/runSet'
import type { PanelDefaults } from '@/lib/panels/linePanel'
import type { PanelSpec } from '@/lib/panels/spec'

const WAIT_MS = 10_000

export interface ReadView {
  name: string
  runSet: RunSetState
  /** What all panels inherit. */
  defaults: PanelDefaults
  /** Undefined where there is none of that id. */
  panel(id: string): PanelSpec | undefined
}

/**
 * What a view shows now, looked at once.
 * @param slug null for the person's own
 * @throws when it cannot be opened
 */
export async function readView(
  entity: string,
  project: string,
  slug: string | null,
  person: string,
): Promise<ReadView> {
  const view =
    slug === null
      ? await viewsApi.personal(entity, project)
      : await viewsApi.view(entity, project, slug)
  const session = openSession({
    documentId: view.documentId,
    userKey: person,
    schemaVersion: WORKSPACE_SCHEMA,
    readOnly: true,
  })
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the view did not answer')), WAIT_MS)
      const look = () => {
        const { loaded, refusal } = session.status.get()
        if (!loaded && !refusal) return
        clearTimeout(timer)
        stop()
        if (loaded) resolve()
        else reject(new Error(refusal?.reason ?? 'the view could not be opened'))
      }
      const stop = session.status.subscribe(look)
      look()
    })
    const panels = new PanelDocument(session.doc)
    const runSet = new RunSetDocument(session.doc, true)
    const state = panels.getState()
    const result: ReadView = {
      name: view.personal ? project : view.name,
      runSet: runSet.getState(),
      defaults: state.defaults,
      panel(id) {
        const facts = state.panels.get(id)
        const isKeys = id.startsWith('history/') || id.startsWith('events/')
        if (facts?.deleted || (!isKeys && facts?.type === undefined)) return undefined
        return new Arranger().spec(id, facts)
      },
    }
    panels.dispose()
    runSet.dispose()
    return result
  } finally {
    session.close()
  }
}
