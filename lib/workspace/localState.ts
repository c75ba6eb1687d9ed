/** What a browser kept of a project before workspaces were shared documents, written into one. */
import type * as Y from 'yjs'
import type { SortKey } from '../api/runQuery'
import type { RunSort } from '../runs/order'
import { INITIAL_WORKSPACE, type WorkspaceState } from '../panels/workspaceState'
import { runKey } from './access'
import { rootOf } from './document'
import { SYSTEM_SECTION_ID } from './arrange'
import { DEFAULTS_ID, GRID_ID } from './panelDocument'
import { autoPanel, toTree, untyped } from './panelRecord'
import { type Leaf, setField, writeRecord } from './records'

const SORTS: Record<RunSort, SortKey[]> = {
  newest: [],
  oldest: [{ column: 'run:number', descending: false }],
  name: [{ column: 'run:displayName', descending: false }],
  state: [{ column: 'run:state', descending: false }],
  duration: [{ column: 'run:duration', descending: true }],
  heard: [{ column: 'run:heartbeatAt', descending: true }],
}

const SEED = Symbol('seed')

/** Two tabs that do it at once write the same: records have no identity but their names. */
export function seedFromLocal(doc: Y.Doc, local: WorkspaceState): void {
  doc.transact(() => {
    for (const id of local.hidden) rootOf(doc, 'hidden').set(runKey(id), true)
    const sort = SORTS[local.sort]
    if (sort.length > 0) rootOf(doc, 'runSet').set('sort', sort as unknown as Leaf)
    if (local.states.length > 0) {
      const filter = { kind: 'in', key: 'run:state', values: local.states }
      setField(rootOf(doc, 'conditions'), 'local-states', ['filter'], [filter])
    }
    writeRecord(rootOf(doc, 'settings'), DEFAULTS_ID, {}, toTree(local.defaults))
    for (const name of ['size', 'showHidden'] as const) {
      if (local[name] !== INITIAL_WORKSPACE[name]) {
        setField(rootOf(doc, 'settings'), GRID_ID, [name], local[name])
      }
    }
    for (const [id, spec] of Object.entries(local.panels)) {
      writeRecord(rootOf(doc, 'panels'), id, untyped(toTree(autoPanel(id))), untyped(toTree(spec)))
    }
    for (const id of local.toggledSections) {
      setField(rootOf(doc, 'sections'), id, ['open'], id === SYSTEM_SECTION_ID)
    }
  }, SEED)
}
