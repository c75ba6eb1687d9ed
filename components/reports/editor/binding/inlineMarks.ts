/** Keeps the marks of what is no words in its attribute, where the document has them. */
import { Plugin } from '@tiptap/pm/state'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { MARKS_ATTR } from '@/lib/reports/nodeAttrs'

export function inlineMarks(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, state) {
      const own = transactions.some((tr) => tr.docChanged && !tr.getMeta(ySyncPluginKey))
      if (!own) return null
      const tr = state.tr
      state.doc.descendants((node, pos) => {
        if (!node.isInline || node.isText || !(MARKS_ATTR in node.attrs)) return
        const marks = node.marks.map((mark) => mark.toJSON() as unknown)
        const stored = (node.attrs[MARKS_ATTR] as unknown[] | null) ?? []
        if (JSON.stringify(marks) === JSON.stringify(stored)) return
        const attrs = { ...node.attrs, [MARKS_ATTR]: marks.length > 0 ? marks : null }
        tr.setNodeMarkup(pos, null, attrs, node.marks)
      })
      return tr.docChanged ? tr : null
    },
  })
}
