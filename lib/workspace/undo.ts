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

/** What an undo is over. */
export interface UndoScope {
  types: Extract<ConstructorParameters<typeof Y.UndoManager>[0], unknown[]>
  /** In words, of a change that has none of its own. */
  about(transaction: Y.Transaction): string | undefined
  /** Of changes that an editor of text makes for this person; those close to each other are one step. */
  typing?: { origin: unknown; togetherMs: number }
}

function workspaceScope(doc: Y.Doc): UndoScope {
  const names = Object.keys(WORKSPACE_ROOTS) as WorkspaceRoot[]
  return {
    types: names.map((name) => rootOf(doc, name)),
    about(transaction) {
      const name = names.find((one) => transaction.changed.has(rootOf(doc, one) as never))
      return name && ABOUT[name]
    },
  }
}

export interface UndoState {
  canUndo: boolean
  canRedo: boolean
}

/** Takes back what this person did, over the whole document; what others did stays. */
export class OwnUndo {
  private readonly manager: Y.UndoManager
  private readonly listeners = new Set<() => void>()
  private state: UndoState = { canUndo: false, canRedo: false }

  constructor(
    private readonly doc: Y.Doc,
    private readonly scope: UndoScope = workspaceScope(doc),
  ) {
    const { types, typing } = scope
    const trackedOrigins = new Set<unknown>(typing ? [OWN_CHANGE, typing.origin] : [OWN_CHANGE])
    const captureTimeout = typing?.togetherMs ?? 0
    this.manager = new Y.UndoManager(types, { trackedOrigins, captureTimeout })
    doc.on('beforeTransaction', this.beforeTransaction)
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
    this.doc.off('beforeTransaction', this.beforeTransaction)
    this.doc.off('afterTransaction', this.afterTransaction)
    this.manager.destroy()
  }

  private pop(popped: StackItem | null, other: StackItem[]): string | undefined {
    if (!popped) return undefined
    const label = (popped.meta.get(LABEL) as string | undefined) ?? 'Changed the document'
    other.at(-1)?.meta.set(LABEL, label)
    return label
  }

  /** What has words of its own is a step of its own, also in the middle of typing. */
  private readonly beforeTransaction = ({ origin }: Y.Transaction) => {
    if (origin === OWN_CHANGE) this.manager.stopCapturing()
  }

  // Called after the manager's own listener, which was there before: the step is on its stack.
  private readonly afterTransaction = (transaction: Y.Transaction) => {
    const { origin, changed } = transaction
    if (changed.size === 0) return
    if (origin !== OWN_CHANGE && origin !== this.scope.typing?.origin) return
    const label = labelOf(transaction) ?? this.scope.about(transaction)
    if (label) this.manager.undoStack.at(-1)?.meta.set(LABEL, label)
    if (origin === OWN_CHANGE) this.manager.stopCapturing()
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
