/** A block that is dragged by its handle. */
import { NodeSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/** As the editor's own drags: the drop takes it from there and puts it here in one transaction. */
export function startDrag(view: EditorView, from: number, data: DataTransfer): void {
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, from)))
  const slice = view.state.selection.content()
  data.clearData()
  data.setData('text/html', view.serializeForClipboard(slice).dom.innerHTML)
  data.effectAllowed = 'move'
  const dom = view.nodeDOM(from)
  if (dom instanceof Element) data.setDragImage(dom, 0, 0)
  view.dragging = { slice, move: true }
}

export function endDrag(view: EditorView): void {
  view.dragging = null
}
