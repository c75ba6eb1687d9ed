import { Extension } from '@tiptap/core'
import { PluginKey } from '@tiptap/pm/state'
import { Suggestion } from '@tiptap/suggestion'
import type { OpenReport } from '@/components/reports/document/useReport'
import { type SlashItem, slashItems } from './slashItems'
import { matching, type Suggested, type SuggestionStore, takeOut } from './suggestionStore'

/** The menu that "/" opens, at the beginning of a word. */
export const Slash = Extension.create<{ open: OpenReport; store: SuggestionStore }>({
  name: 'slash',

  addProseMirrorPlugins() {
    const { editor } = this
    const { open, store } = this.options
    const items = (query: string) => matching(slashItems({ editor, open }), query)
    const finds = (query: string) => !query.startsWith(' ') && items(query).length > 0
    return [
      Suggestion<Suggested>({
        pluginKey: new PluginKey('slash'),
        editor,
        char: '/',
        allowedPrefixes: [' '],
        allowSpaces: true,
        items: ({ query }) => items(query),
        // Code has slashes of its own; a sentence goes on after one that found nothing.
        allow: ({ state, range }) => {
          const { parent } = state.doc.resolve(range.from)
          const query = state.doc.textBetween(range.from + 1, range.to)
          const isWord = !query.includes(' ') || finds(query)
          return editor.isEditable && parent.type.name !== 'codeBlock' && isWord
        },
        command: ({ range, props }) => {
          takeOut(editor, range)
          const item = props as SlashItem
          item.run({ editor, open })
        },
        render: store.render,
      }),
    ]
  },
})
