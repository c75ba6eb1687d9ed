import * as Y from 'yjs'
import {
  newWorkspaceDoc,
  rootOf,
  WORKSPACE_ROOTS,
  type WorkspaceRoot,
} from '@/lib/workspace/document'

/** A document that begins with what the other shows, without its past. */
export function copyWorkspace(from: Y.Doc): Uint8Array {
  const to = newWorkspaceDoc()
  to.transact(() => {
    for (const name of Object.keys(WORKSPACE_ROOTS) as WorkspaceRoot[]) {
      const copy = rootOf(to, name)
      for (const [key, value] of rootOf(from, name)) copy.set(key, value)
    }
  })
  return Y.encodeStateAsUpdate(to)
}
