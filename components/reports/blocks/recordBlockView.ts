import type { Editor, NodeViewRenderer, NodeViewRendererProps } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import type { RecordBlock } from '@/lib/reports/blocks'
import { blockHostsOf } from './blockHosts'

/** Blocks by the attribute that says whose they are. */
const ID_OF: Record<RecordBlock, string> = { panelGrid: 'gridId', runSet: 'runSetId' }
const WORDS: Record<RecordBlock, string> = { panelGrid: 'Panels', runSet: 'Run set' }

/**
 * A block that shows a record. What it shows is React's (BlockPortals.tsx) and lives on when the block
 * is made anew; the editor sees one element, whose events and changes are none of its business.
 */
export function recordBlockView(type: RecordBlock): NodeViewRenderer {
  return ({ node, editor, getPos }) => {
    const dom = document.createElement('div')
    dom.className = 'record-block'
    dom.dataset['recordBlock'] = type
    dom.setAttribute('role', 'group')
    dom.setAttribute('aria-roledescription', WORDS[type])
    const leave = () => select(editor, getPos)
    const hide = blockHostsOf(editor).show(type, String(node.attrs[ID_OF[type]]), {
      into: dom,
      leave,
    })
    return {
      dom,
      // Another record is another block.
      update: (next) =>
        next.type === node.type && next.attrs[ID_OF[type]] === node.attrs[ID_OF[type]],
      selectNode: () => dom.classList.add('ProseMirror-selectednode'),
      deselectNode: () => dom.classList.remove('ProseMirror-selectednode'),
      // A click beside the panels chooses the block; all else is for what is in it.
      stopEvent: ({ target }) => target !== dom,
      ignoreMutation: () => true,
      destroy: hide,
    }
  }
}

function select(editor: Editor, getPos: NodeViewRendererProps['getPos']): void {
  const at = getPos()
  if (at === undefined || !editor.view.editable) return
  const { state } = editor.view
  editor.view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, at)))
  editor.view.focus()
}

/** Enter, with the block chosen: the keyboard goes to what it shows. */
export function enterBlock(editor: Editor): boolean {
  const { selection } = editor.state
  if (!(selection instanceof NodeSelection)) return false
  const dom = editor.view.nodeDOM(selection.from)
  if (!(dom instanceof HTMLElement) || !dom.dataset['recordBlock']) return false
  const inside =
    dom.querySelector<HTMLElement>('[data-panel]') ??
    dom.querySelector<HTMLElement>('button, input, [tabindex="0"]')
  inside?.focus()
  return inside !== null
}
