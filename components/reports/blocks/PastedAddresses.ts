/** An address of this server that is pasted by itself: a link at once, and a choice of what else. */
import { Extension, type Range } from '@tiptap/core'
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state'
import { type PastedAddress, readAddress } from '@/lib/reports/pastedAddress'
import { SuggestionStore } from '../editor/menus/suggestionStore'
import { offersOf } from './editorOffers'

interface Pasted {
  range: Range
  address: PastedAddress
}

const key = new PluginKey<Pasted | null>('pastedAddress')

/** Where the link stands by now; null when there is nothing to choose any more. */
const pastedIn = (state: EditorState) => key.getState(state) ?? null

interface Kept {
  store: SuggestionStore
}

declare module '@tiptap/core' {
  interface Storage {
    pastedAddresses: Kept
  }
}

export const PastedAddresses = Extension.create<object, Kept>({
  name: 'pastedAddresses',
  // Before what makes Markdown, or a link, of what is pasted.
  priority: 950,
  addStorage: () => ({ store: new SuggestionStore() }),

  addProseMirrorPlugins() {
    const { editor } = this
    const { store } = this.storage
    const close = () => {
      if (pastedIn(editor.state)) editor.view.dispatch(editor.state.tr.setMeta(key, 'close'))
    }
    return [
      new Plugin<Pasted | null>({
        key,
        state: {
          init: () => null,
          apply(tr, before) {
            const said = tr.getMeta(key) as Pasted | 'close' | undefined
            if (said === 'close') return null
            if (said) return said
            if (!before || !tr.docChanged) return before
            const from = tr.mapping.mapResult(before.range.from, 1)
            const to = tr.mapping.mapResult(before.range.to, -1)
            if (from.deleted || to.deleted || from.pos >= to.pos) return null
            return { ...before, range: { from: from.pos, to: to.pos } }
          },
        },
        props: {
          handlePaste(view, { clipboardData }) {
            const text = (clipboardData?.getData('text/plain') ?? '').trim()
            const address = editor.isEditable ? readAddress(text, window.location.origin) : null
            const { selection, schema, tr } = view.state
            if (!address || !selection.empty || selection.$from.parent.type.spec.code) return false
            if (!offersOf(editor)?.pasted(address).length) return false
            const link = schema.text(text, [schema.marks['link']!.create({ href: text })])
            tr.replaceSelectionWith(link, false)
            const range = { from: selection.from, to: selection.from + text.length }
            tr.removeStoredMark(schema.marks['link']!)
            view.dispatch(
              tr.setMeta(key, { range, address }).setMeta('paste', true).scrollIntoView(),
            )
            return true
          },
          handleKeyDown(_view, event) {
            if (!pastedIn(editor.state)) return false
            if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return false
            if (store.key(event)) return true
            close()
            return event.key === 'Escape'
          },
          handleClick: () => {
            close()
            return false
          },
        },
        view: () => ({
          update(view, before) {
            const pasted = pastedIn(view.state)
            if (pasted === pastedIn(before)) return
            if (!pasted) return store.hide()
            const { left, top, bottom } = view.coordsAtPos(pasted.range.from)
            const choices = offersOf(editor)?.pasted(pasted.address) ?? []
            store.show(choices, new DOMRect(left, top, 0, bottom - top), (chosen) => {
              const now = pastedIn(editor.state)
              close()
              const choice = choices.find(({ id }) => id === chosen.id)
              if (now) choice?.take(editor, now.range)
            })
          },
          destroy: () => store.hide(),
        }),
      }),
    ]
  },
})
