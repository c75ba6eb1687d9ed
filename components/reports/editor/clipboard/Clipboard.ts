/** Copying gives Markdown to whoever takes plain text, and Markdown that is pasted becomes what it says. */
import { Extension } from '@tiptap/core'
import { Fragment, type Node, Slice } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { looksLikeMarkdown, markdownOfSlice, sliceOfMarkdown } from './markdownText'

export const Clipboard = Extension.create({
  name: 'clipboard',
  // Before what would make a list or a link of some of it.
  priority: 900,

  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin({
        key: new PluginKey('clipboard'),
        props: {
          clipboardTextSerializer: (slice) => markdownOfSlice(slice),
          handlePaste(view, { clipboardData }) {
            const text = clipboardData?.getData('text/plain') ?? ''
            const html = clipboardData?.getData('text/html') ?? ''
            const { $from } = view.state.selection
            if (!editor.isEditable || $from.parent.type.spec.code) return false
            if (html !== '' && !fromCodeEditor(html)) return false
            if (!looksLikeMarkdown(text)) return false
            const { tr } = view.state
            tr.replaceSelection(sliceOfMarkdown(text, view.state.schema))
            view.dispatch(tr.scrollIntoView().setMeta('paste', true))
            return true
          },
          transformPasted: (slice, view) => withoutTwins(slice, view.state.doc),
        },
      }),
    ]
  },
})

/** Their HTML is the source once more, in colours. */
const fromCodeEditor = (html: string) =>
  /<meta name="generator" content="(?:vscode|Cocoa)/i.test(html) ||
  /font-family:[^;"]*(?:monospace|Menlo|Consolas|Monaco)/i.test(html)

/** A grid of panels is in the text once: a copy of its block would show, and be, nothing. */
function withoutTwins(slice: Slice, doc: Node): Slice {
  const shown = new Set<unknown>()
  doc.descendants((node) => {
    if (node.type.name === 'panelGrid') shown.add(node.attrs['gridId'])
  })
  const kept: Node[] = []
  slice.content.forEach((node) => {
    if (node.type.name !== 'panelGrid' || !shown.has(node.attrs['gridId'])) kept.push(node)
  })
  if (kept.length === slice.content.childCount) return slice
  return new Slice(Fragment.from(kept), 0, 0)
}
