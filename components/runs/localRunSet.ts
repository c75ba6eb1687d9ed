import * as Y from 'yjs'
import { newWorkspaceDoc } from '@/lib/workspace/document'
import { RunSetDocument } from '@/lib/workspace/runSet'

/** One person's run set of a project, in the browser's storage. */
function localRunSet(place: string): RunSetDocument {
  const doc = newWorkspaceDoc()
  try {
    const stored = localStorage.getItem(place)
    if (stored)
      Y.applyUpdate(
        doc,
        Uint8Array.from(atob(stored), (c) => c.charCodeAt(0)),
      )
  } catch {
    // What cannot be read is as good as nothing stored.
  }
  doc.on('update', () => {
    try {
      const state = Y.encodeStateAsUpdate(doc)
      const text = Array.from(state, (byte) => String.fromCharCode(byte)).join('')
      localStorage.setItem(place, btoa(text))
    } catch {
      // Private windows may refuse storage, and it may be full: the run set then lasts as long as
      // the page.
    }
  })
  return new RunSetDocument(doc)
}

const kept = new Map<string, RunSetDocument>()

export function localRunSetOf(entity: string, project: string): RunSetDocument {
  const place = `runroom-run-set/${entity}/${project}`
  let access = kept.get(place)
  if (!access) kept.set(place, (access = localRunSet(place)))
  return access
}
