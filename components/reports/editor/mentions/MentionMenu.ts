import { Extension } from '@tiptap/core'
import { PluginKey } from '@tiptap/pm/state'
import { Suggestion } from '@tiptap/suggestion'
import { matching, type Suggested, type SuggestionStore } from '../menus/suggestionStore'
import type { MentionItem } from './mentionItems'

export interface MentionMenuOptions {
  store: SuggestionStore
  all: () => Promise<MentionItem[]>
}

const MOST_SHOWN = 5

/** The menu that "@" opens, at the beginning of a word. */
export const MentionMenu = Extension.create<MentionMenuOptions>({
  name: 'mentionMenu',

  addProseMirrorPlugins() {
    const { editor } = this
    const { store, all } = this.options
    return [
      Suggestion<Suggested>({
        pluginKey: new PluginKey('mentionMenu'),
        editor,
        char: '@',
        allowedPrefixes: [' ', '('],
        items: async ({ query }) => fewOfEach(matching(await all(), query)),
        allow: ({ state, range }) =>
          editor.isEditable && state.doc.resolve(range.from).parent.type.name !== 'codeBlock',
        command: ({ range, props }) => {
          const { kind, target, label } = props as MentionItem
          const mention = { type: 'mention', attrs: { kind, id: target, label } }
          const space = { type: 'text', text: ' ' }
          editor.chain().focus().insertContentAt(range, [mention, space]).run()
        },
        render: store.render,
      }),
    ]
  },
})

/** Of each kind some, so that none hides the others. */
function fewOfEach(items: MentionItem[]): MentionItem[] {
  const groups = new Map<string, MentionItem[]>()
  for (const item of items) {
    const group = groups.get(item.group) ?? []
    groups.set(item.group, group)
    if (group.length < MOST_SHOWN) group.push(item)
  }
  return [...groups.values()].flat()
}
