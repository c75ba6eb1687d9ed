'use client'

import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'

/** As people of the language count them; letters of scripts without spaces by what stands for a word. */
export function countWords(doc: Node): number {
  const text = doc.textBetween(0, doc.content.size, '\n', ' ')
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
  let words = 0
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words++
  return words
}

export const wordsOf = (editor: Editor | null): number =>
  editor && !editor.isDestroyed ? countWords(editor.state.doc) : 0
