/** Clicks that mean more than a place for the caret. */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { safeUrl } from '@/lib/text/safeUrl'

/** Mentions open where they lead, links with Ctrl or ⌘; below the last block a new one begins. */
export const Clicks = Extension.create({
  name: 'clicks',

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('clicks'),
        props: {
          handleDOMEvents: {
            click(view, event) {
              if (!view.editable || !(event.target instanceof Element)) return false
              return openLink(event) || beginBelow(view, event)
            },
          },
        },
      }),
    ]
  },
})

function openLink(event: MouseEvent): boolean {
  const link = (event.target as Element).closest('a')
  if (!link) return false
  const isMention = link.classList.contains('mention')
  if (!isMention && !event.ctrlKey && !event.metaKey) return false
  // The browser's full address, so that a path of our own is one, too.
  if (safeUrl(link.href) === '') return false
  event.preventDefault()
  window.open(link.href, '_blank', 'noopener,noreferrer')
  return true
}

/** After a table or a picture there may be no other place to go on writing. */
function beginBelow(view: EditorView, event: MouseEvent): boolean {
  const last = view.dom.lastElementChild
  if (event.target !== view.dom || !last) return false
  if (event.clientY <= last.getBoundingClientRect().bottom) return false
  const { doc, schema, tr } = view.state
  if (doc.lastChild?.type.name === 'paragraph') return false
  const end = doc.content.size
  tr.insert(end, schema.nodes['paragraph']!.create())
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 1)))
  view.focus()
  return true
}
