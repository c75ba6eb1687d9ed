import { Extension } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { stepCell, tablePlace } from './tableCommands'

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    reportTable: {
      /** Three columns, a head and two rows. */
      insertReportTable: () => ReturnType
    }
  }
}

/** Tab goes through the cells; a table is put in, and left, by keys. */
export const TableKeys = Extension.create({
  name: 'reportTable',
  // Before lists, which would sink an item.
  priority: 200,

  addCommands() {
    return {
      insertReportTable:
        () =>
        ({ chain, state }) => {
          const at = state.selection.from
          const cell = (type: string) => ({ type, content: [{ type: 'paragraph' }] })
          const row = (type: string) => ({
            type: 'tableRow',
            content: [cell(type), cell(type), cell(type)],
          })
          const rows = [row('tableHeader'), row('tableCell'), row('tableCell')]
          return chain()
            .insertContent({ type: 'table', content: rows })
            .command(({ tr }) => {
              // Into its first cell: the first place for letters where it now is.
              const from = Math.max(0, Math.min(at - 1, tr.doc.content.size))
              tr.setSelection(TextSelection.near(tr.doc.resolve(from), 1))
              return true
            })
            .run()
        },
    }
  },

  addKeyboardShortcuts() {
    const step = (by: 1 | -1) => () => {
      const tr = stepCell(this.editor.state, by)
      if (!tr) return false
      this.editor.view.dispatch(tr)
      return true
    }
    return {
      Tab: step(1),
      'Shift-Tab': step(-1),
      // Out of the table, to what follows it.
      'Mod-Enter': () => {
        const place = tablePlace(this.editor.state)
        if (!place) return false
        const end = place.at + place.table.nodeSize
        return this.editor
          .chain()
          .insertContentAt(end, { type: 'paragraph' })
          .setTextSelection(end + 1)
          .run()
      },
    }
  },
})
