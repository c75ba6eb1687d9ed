import * as Y from 'yjs'
import { labelOf } from './change'
import { OWN_CHANGE, rootOf, WORKSPACE_ROOTS, type WorkspaceRoot } from './document'

const LABEL = 'label'

/** Where a change without words of its own was made says what it was about. */
const ABOUT: Record<WorkspaceRoot, string> = {
  runSet: 'Changed search, order or groups of runs',
  conditions: 'Changed the filter',
  columns: 'Changed columns',
  hidden: 'Changed which runs are drawn',
  colors: 'Changed a colour',
  settings: 'Changed settings',
  sections: 'Changed a section',
  panels: 'Changed a panel',
}

export interface UndoState {
  canUndo: boolean
  canRedo: boolean
}

/** Takes back what this person did, over the whole workspace; what others did stays. */
export class OwnUndo {
  private readonly manager: Y.UndoManager
  private readonly listeners = new Set<() => void>()
  private state: UndoState = { canUndo: false, canRedo: false }

  constructor(private readonly doc: Y.Doc) {
    const names = Object.keys(WORKSPACE_ROOTS) as WorkspaceRoot[]
    this.manager = new Y.UndoManager(
      names.map((name) => rootOf(doc, name)),
      { trackedOrigins: new Set([OWN_CHANGE]), captureTimeout: 0 },
    )
    doc.on('afterTransaction', this.afterTransaction)
    for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const) {
      this.manager.on(event, this.update)
    }
  }

  /** What was taken back, in words; undefined when there was nothing. */
  undo(): string | undefined {
    return this.pop(this.manager.undo(), this.manager.redoStack)
  }

  redo(): string | undefined {
    return this.pop(this.manager.redo(), this.manager.undoStack)
  }

  getState = (): UndoState => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  dispose(): void {
    this.doc.off('afterTransaction', this.afterTransaction)
    this.manager.destroy()
  }

  private pop(popped: StackItem | null, other: StackItem[]): string | undefined {
    if (!popped) return undefined
    const label = (popped.meta.get(LABEL) as string | undefined) ?? 'Changed the workspace'
    other.at(-1)?.meta.set(LABEL, label)
    return label
  }

  // Called after the manager's own listener, which was there before: the step is on its stack.
  private readonly afterTransaction = (transaction: Y.Transaction) => {
    if (transaction.origin !== OWN_CHANGE || transaction.changed.size === 0) return
    const changed = (Object.keys(WORKSPACE_ROOTS) as WorkspaceRoot[]).find((name) =>
      transaction.changed.has(rootOf(this.doc, name) as never),
    )
    const label = labelOf(transaction) ?? (changed && ABOUT[changed])
    if (label) this.manager.undoStack.at(-1)?.meta.set(LABEL, label)
  }

  private readonly update = () => {
    const { undoStack, redoStack } = this.manager
    const [canUndo, canRedo] = [undoStack.length > 0, redoStack.length > 0]
    if (canUndo === this.state.canUndo && canRedo === this.state.canRedo) return
    this.state = { canUndo, canRedo }
    for (const listener of [...this.listeners]) listener()
  }
}

type StackItem = Y.UndoManager['undoStack'][number]
