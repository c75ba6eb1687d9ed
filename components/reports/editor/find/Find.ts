/** Words that are looked for in the text, marked where they stand. */
import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey, TextSelection } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { findMatches, type Match } from './findMatches'

export interface FindState {
  /** Whether the bar is open; what is looked for is kept. */
  open: boolean
  query: string
  matchCase: boolean
  matches: readonly Match[]
  /** Which of them is stood at; -1 for none. */
  current: number
  marks: DecorationSet
}

const NOTHING: FindState = {
  open: false,
  query: '',
  matchCase: false,
  matches: [],
  current: -1,
  marks: DecorationSet.empty,
}

const key = new PluginKey<FindState>('find')

export const findState = (state: EditorState): FindState => key.getState(state) ?? NOTHING

type Change = Partial<Pick<FindState, 'open' | 'query' | 'matchCase' | 'current'>>

export function changeFind(view: EditorView, change: Change): void {
  view.dispatch(view.state.tr.setMeta(key, change).setMeta('addToHistory', false))
}

/** Goes round. */
export function stepFind(view: EditorView, step: 1 | -1): void {
  const { matches, current } = findState(view.state)
  if (matches.length === 0) return
  const next = current < 0 ? (step > 0 ? 0 : matches.length - 1) : current + step
  const index = (next + matches.length) % matches.length
  changeFind(view, { current: index })
  const { from } = matches[index]!
  const { node } = view.domAtPos(from)
  const element = node instanceof Element ? node : node.parentElement
  element?.scrollIntoView({ block: 'center' })
}

/** The one that is stood at, or all, one step of undo. */
export function replaceFound(view: EditorView, by: string, all: boolean): void {
  const { matches, current } = findState(view.state)
  const chosen = all ? matches : matches.slice(Math.max(0, current), Math.max(0, current) + 1)
  const { tr } = view.state
  for (const { from, to } of chosen.toReversed()) {
    if (by === '') tr.delete(from, to)
    else tr.insertText(by, from, to)
  }
  if (tr.docChanged) view.dispatch(tr)
}

/** The caret to what was found, when the bar is closed. */
export function leaveFind(view: EditorView): void {
  const { matches, current } = findState(view.state)
  const match = matches[current]
  changeFind(view, { open: false })
  if (match) {
    const { doc, tr } = view.state
    view.dispatch(tr.setSelection(TextSelection.create(doc, match.from, match.to)))
  }
  view.focus()
}

export const Find = Extension.create({
  name: 'find',

  addProseMirrorPlugins() {
    return [
      new Plugin<FindState>({
        key,
        state: {
          init: () => NOTHING,
          apply(tr, before, _old, { doc }) {
            const change = tr.getMeta(key) as Change | undefined
            if (!change && !(tr.docChanged && before.open)) return before
            const next = { ...before, ...change }
            if (!next.open) return { ...next, matches: [], current: -1, marks: DecorationSet.empty }
            const matches = findMatches(doc, next.query, next.matchCase)
            const current = Math.min(next.current, matches.length - 1)
            const marks = matches.map(({ from, to }, i) =>
              Decoration.inline(from, to, { class: i === current ? 'found-current' : 'found' }),
            )
            return { ...next, matches, current, marks: DecorationSet.create(doc, marks) }
          },
        },
        props: { decorations: (state) => findState(state).marks },
      }),
    ]
  },

  addKeyboardShortcuts() {
    return {
      'Mod-f': () => {
        const { from, to } = this.editor.state.selection
        const chosen = this.editor.state.doc.textBetween(from, to)
        const query = chosen !== '' && !chosen.includes('\n') ? { query: chosen } : {}
        changeFind(this.editor.view, { open: true, current: -1, ...query })
        return true
      },
    }
  },
})
