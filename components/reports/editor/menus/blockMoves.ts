/** Whole blocks of the text: moved, copied and taken away, each in one transaction. */
import { Extension } from '@tiptap/core'
import { type EditorState, NodeSelection, TextSelection, type Transaction } from '@tiptap/pm/state'

export interface TopBlock {
  index: number
  from: number
  to: number
}

/** The block of the first level that the position is in. */
export function topBlockAt(state: EditorState, pos: number): TopBlock | null {
  const $pos = state.doc.resolve(Math.min(pos, state.doc.content.size))
  const index = $pos.index(0)
  if (index >= state.doc.childCount) return null
  const from = $pos.posAtIndex(index, 0)
  return { index, from, to: from + state.doc.child(index).nodeSize }
}

/** Before the block above, or after the one below. */
export function moveBlock(state: EditorState, block: TopBlock, step: 1 | -1): Transaction | null {
  const { doc } = state
  const beside = block.index + step
  if (beside < 0 || beside >= doc.childCount) return null
  const node = doc.child(block.index)
  const by = doc.child(beside).nodeSize
  const target = step < 0 ? block.from - by : block.from + by
  const within = state.selection.from - block.from
  const tr = state.tr.delete(block.from, block.to).insert(target, node)
  const selection = node.isTextblock
    ? TextSelection.near(tr.doc.resolve(target + Math.max(1, within)))
    : node.isAtom
      ? NodeSelection.create(tr.doc, target)
      : TextSelection.near(tr.doc.resolve(target + Math.max(1, within)))
  return tr.setSelection(selection).scrollIntoView()
}

export function removeBlock(state: EditorState, { from, to }: TopBlock): Transaction {
  const tr = state.tr.delete(from, to)
  return tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size))))
}

export function addBlockBelow(state: EditorState, { to }: TopBlock): Transaction {
  const tr = state.tr.insert(to, state.schema.nodes['paragraph']!.create())
  return tr.setSelection(TextSelection.create(tr.doc, to + 1)).scrollIntoView()
}

/** Alt and an arrow move the block that the caret is in. */
export const BlockKeys = Extension.create({
  name: 'blockKeys',

  addKeyboardShortcuts() {
    const move = (step: 1 | -1) => () => {
      const { state, view } = this.editor
      const block = topBlockAt(state, state.selection.from)
      const tr = block && moveBlock(state, block, step)
      if (tr) view.dispatch(tr)
      return true
    }
    return { 'Alt-ArrowUp': move(-1), 'Alt-ArrowDown': move(1) }
  },
})
