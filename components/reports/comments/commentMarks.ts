/** Words that are commented on, marked in the editor. Nothing of it is in the document. */
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { absolutePositionToRelativePosition, ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { encodePosition, MAX_QUOTE, type TextAnchor } from '@/lib/comments/anchor'
import { placesOf } from '@/lib/comments/textAnchors'

export interface MarkedThread {
  id: number
  anchor: TextAnchor
}

export interface CommentMarksInput {
  threads: readonly MarkedThread[]
  active: number | null
  /** What is being commented on just now. */
  drafting: TextAnchor | null
}

interface MarksState extends CommentMarksInput {
  marks: DecorationSet
}

const key = new PluginKey<MarksState>('commentMarks')
const NOTHING: CommentMarksInput = { threads: [], active: null, drafting: null }
/** A thread was clicked. It bubbles from the editor's element. */
export const OPEN_COMMENT = 'runroom-open-comment'
/** The keyboard asks for a comment on what is selected. */
export const NEW_COMMENT = 'runroom-new-comment'

export const CommentMarks = Extension.create({
  name: 'commentMarks',

  addKeyboardShortcuts() {
    return {
      'Mod-Alt-m': () => tell(this.editor.view, NEW_COMMENT, null),
    }
  },

  addProseMirrorPlugins() {
    return [
      new Plugin<MarksState>({
        key,
        state: {
          init: () => ({ ...NOTHING, marks: DecorationSet.empty }),
          apply(tr, before, _old, state) {
            const input = tr.getMeta(key) as CommentMarksInput | undefined
            if (input) return { ...input, marks: marksOf(state, input) }
            // What others write is drawn anew as a whole: places are found by their characters.
            if (tr.getMeta(ySyncPluginKey)) return { ...before, marks: marksOf(state, before) }
            return tr.docChanged
              ? { ...before, marks: before.marks.map(tr.mapping, tr.doc) }
              : before
          },
        },
        props: {
          decorations: (state) => key.getState(state)?.marks,
          handleClick(view, pos) {
            const found = key.getState(view.state)?.marks.find(pos, pos) ?? []
            const ids = found.flatMap(({ spec }) => (spec as { thread?: number }).thread ?? [])
            if (ids.length > 0) tell(view, OPEN_COMMENT, ids.at(-1)!)
            return false
          },
        },
      }),
    ]
  },
})

function tell(view: EditorView, event: string, detail: number | null): true {
  view.dom.dispatchEvent(new CustomEvent(event, { bubbles: true, detail }))
  return true
}

export function setCommentMarks(view: EditorView, input: CommentMarksInput): void {
  view.dispatch(view.state.tr.setMeta(key, input).setMeta('addToHistory', false))
}

/** Where the words of a thread are by now; null when they are gone. */
export function rangeOf(
  state: EditorState,
  anchor: Pick<TextAnchor, 'start' | 'end'>,
): { from: number; to: number } | null {
  const binding = bindingOf(state)
  const places = binding && placesOf(binding.doc, anchor)
  if (!places) return null
  const from = positionOf(binding, places.from)
  const to = positionOf(binding, places.to)
  if (from === null || to === null || from >= to || to > state.doc.content.size) return null
  return { from, to }
}

/** An anchor of what is selected; null where nothing is. */
export function anchorOfSelection(state: EditorState): TextAnchor | null {
  const { from, to, empty } = state.selection
  const binding = bindingOf(state)
  if (empty || !binding) return null
  const quote = state.doc.textBetween(from, to, ' ', ' ').trim()
  if (quote === '') return null
  const { doc, type, mapping } = binding
  const start = absolutePositionToRelativePosition(from, type, mapping) as Y.RelativePosition
  const end = absolutePositionToRelativePosition(to, type, mapping) as Y.RelativePosition
  return {
    kind: 'text',
    start: bound(start, doc, 'start'),
    end: bound(end, doc, 'end'),
    quote: quote.slice(0, MAX_QUOTE).toWellFormed(),
  }
}

/**
 * Bound to the character behind the start, or before the end: what is typed beside the words is not
 * commented on. The binding gives ends of a line by the line, which grows.
 */
function bound(position: Y.RelativePosition, doc: Y.Doc, side: 'start' | 'end'): string {
  const place = Y.createAbsolutePositionFromRelativePosition(position, doc)
  const found = place && wordsAt(place, side)
  if (!found) return encodePosition(position)
  const assoc = side === 'end' ? -1 : 0
  return encodePosition(Y.createRelativePositionFromTypeIndex(found.words, found.index, assoc))
}

function wordsAt({ type, index }: Y.AbsolutePosition, side: 'start' | 'end') {
  if (type instanceof Y.XmlText) return { words: type, index }
  if (!(type instanceof Y.XmlElement)) return null
  const beside: unknown = type.toArray()[side === 'start' ? index : index - 1]
  if (!(beside instanceof Y.XmlText)) return null
  return { words: beside, index: side === 'start' ? 0 : beside.length }
}

function marksOf(state: EditorState, input: CommentMarksInput): DecorationSet {
  const { threads, active, drafting } = input
  const marks = threads.flatMap(({ id, anchor }) => {
    const spec = { thread: id }
    const attributes = {
      class: id === active ? 'comment-mark comment-mark-active' : 'comment-mark',
      'data-thread': String(id),
    }
    return inline(state, state.doc, anchor, attributes, spec)
  })
  const own = drafting
    ? inline(state, state.doc, drafting, { class: 'comment-mark comment-mark-active' }, {})
    : []
  return DecorationSet.create(state.doc, [...marks, ...own])
}

function inline(
  state: EditorState,
  doc: Node,
  anchor: TextAnchor,
  attributes: Record<string, string>,
  spec: object,
): Decoration[] {
  const range = rangeOf(state, anchor)
  if (!range || range.to > doc.content.size) return []
  return [Decoration.inline(range.from, range.to, attributes, spec)]
}

interface TextBinding {
  doc: Y.Doc
  type: Y.XmlFragment
  mapping: Parameters<typeof absolutePositionToRelativePosition>[2]
}

/** Null until the editor shows the document. */
function bindingOf(state: EditorState): TextBinding | null {
  const sync = ySyncPluginKey.getState(state) as
    | { doc: Y.Doc; type: Y.XmlFragment; binding: { mapping: TextBinding['mapping'] } | null }
    | undefined
  return sync?.binding ? { doc: sync.doc, type: sync.type, mapping: sync.binding.mapping } : null
}

/**
 * As the binding's own way from one to the other, which takes the first character of a text for a
 * place that could not be found.
 */
function positionOf(
  { type: root, mapping }: TextBinding,
  place: Y.AbsolutePosition,
): number | null {
  const sizeOf = (entry: unknown): number | null => {
    if (entry instanceof Y.XmlText) return entry.length
    const node = entry instanceof Y.XmlElement ? mapping.get(entry) : undefined
    return node && 'nodeSize' in node ? node.nodeSize : null
  }
  const sizeBefore = (parent: Y.XmlFragment, count: number): number => {
    const sizes = (parent.toArray() as unknown[]).slice(0, count).map(sizeOf)
    return sizes.reduce<number>((sum, size) => sum + (size ?? NaN), 0)
  }
  let type: Y.AbstractType<unknown> = place.type
  let position = type instanceof Y.XmlText ? place.index : 0
  if (type instanceof Y.XmlFragment) position = sizeBefore(type, place.index)
  while (type !== root) {
    const parent: unknown = type.parent
    if (!(parent instanceof Y.XmlFragment)) return null
    // Into a node its opening leads; words have none.
    if (type instanceof Y.XmlElement) position += 1
    position += sizeBefore(parent, (parent.toArray() as unknown[]).indexOf(type))
    type = parent as unknown as Y.AbstractType<unknown>
  }
  return Number.isNaN(position) ? null : position
}
