/** Ties the editor to the report's document: what is typed, who else is there, and undo. */
import { Extension } from '@tiptap/core'
import { type Plugin, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { ySyncPlugin } from '@tiptap/y-tiptap'
import type { DocumentSession } from '@/components/collab/session'
import { contentOf } from '@/lib/reports/document'
import type { OwnUndo } from '@/lib/workspace/undo'
import { caretKeys, cursorPlugin } from './cursors'
import { inlineMarks } from './inlineMarks'
import { makeTolerant } from './tolerantSchema'

export interface BindingOptions {
  session: DocumentSession
  undo: OwnUndo
  canWrite: () => boolean
  /** Called at most once: the text holds what this version must not edit. */
  onForeign: (what: string) => void
}

/** Before everything else: the first thing an editor does is to draw the document. */
export const Binding = Extension.create<BindingOptions>({
  name: 'binding',
  priority: 1000,

  addKeyboardShortcuts() {
    const step = (direction: 'undo' | 'redo') => () => {
      stepBack(this.editor.view, this.options.undo, direction)
      return true
    }
    return { 'Mod-z': step('undo'), 'Shift-Mod-z': step('redo'), 'Mod-y': step('redo') }
  },

  addProseMirrorPlugins() {
    const { session, canWrite, onForeign } = this.options
    const sync = ySyncPlugin(contentOf(session.doc)) as Plugin<{ binding: TextBinding }>
    let isForeign = false
    makeTolerant(this.editor.schema, {
      canWrite,
      onForeign: (what) => {
        if (isForeign) return
        isForeign = true
        release(sync)
        queueMicrotask(() => onForeign(what))
      },
    })
    return [sync, cursorPlugin(session.awareness), caretKeys(), inlineMarks()]
  },
})

/** What of the binding ends its work. */
interface TextBinding {
  destroy(): void
  _prosemirrorChanged(): void
}

/** From now on nothing of this editor reaches the document. */
function release(sync: Plugin<{ binding: TextBinding }>): void {
  const { binding } = sync.spec.state!.init.call(sync, {}, undefined as never)
  binding._prosemirrorChanged = () => {}
  // It may be in the middle of drawing.
  queueMicrotask(() => binding.destroy())
}

/** Undo and redo from within the text: the caret goes to where it changed. */
export function stepBack(view: EditorView, undo: OwnUndo, direction: 'undo' | 'redo'): void {
  const before = view.state.doc
  undo[direction]()
  const { doc } = view.state
  const from = before.content.findDiffStart(doc.content)
  if (from === null) return
  const end = before.content.findDiffEnd(doc.content)?.b ?? from
  const at = Math.min(Math.max(from, end), doc.content.size)
  const tr: Transaction = view.state.tr.setSelection(TextSelection.near(doc.resolve(at), -1))
  view.dispatch(tr.setMeta('addToHistory', false).scrollIntoView())
}
