/** Formulas by typing: `$x^2$` in a line, `$$` and a space for one by itself. */
import { Extension, InputRule } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    mathInput: {
      /** An empty formula, opened to be written. */
      insertMath: (block: boolean) => ReturnType
    }
  }
}

export const MathInput = Extension.create({
  name: 'mathInput',

  addCommands() {
    return {
      insertMath:
        (block) =>
        ({ chain }) =>
          chain()
            .insertContent({ type: block ? 'mathBlock' : 'mathInline', attrs: { latex: '' } })
            .command(({ tr }) => {
              // What was put in ends where the caret is now.
              const type = block ? 'mathBlock' : 'mathInline'
              const { from } = tr.selection
              for (let at = from; at >= Math.max(0, from - 3); at--) {
                if (tr.doc.nodeAt(at)?.type.name !== type) continue
                tr.setSelection(NodeSelection.create(tr.doc, at))
                break
              }
              return true
            })
            .run(),
    }
  },

  addInputRules() {
    return [
      new InputRule({
        find: /(?:^|[\s(])\$([^\s$](?:[^$]*[^\s$])?)\$$/,
        handler: ({ range, match, chain }) => {
          const latex = match[1]!
          const from = range.to - latex.length - 1
          chain()
            .insertContentAt({ from, to: range.to }, { type: 'mathInline', attrs: { latex } })
            .run()
        },
      }),
      new InputRule({
        find: /^\$\$\s$/,
        handler: ({ range, chain }) => {
          chain().deleteRange(range).insertMath(true).run()
        },
      }),
    ]
  },

  addKeyboardShortcuts() {
    return {
      Enter: () => {
        const { selection } = this.editor.state
        if (!(selection instanceof NodeSelection)) return false
        if (!['mathBlock', 'mathInline'].includes(selection.node.type.name)) return false
        const dom = this.editor.view.nodeDOM(selection.from)
        const button = dom instanceof HTMLElement ? dom.querySelector('button') : null
        button?.click()
        return button !== null
      },
    }
  },
})
