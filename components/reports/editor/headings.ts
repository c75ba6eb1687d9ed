'use client'

import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { useEditorState } from '@tiptap/react'

export interface Heading {
  level: number
  words: string
  /** Where it begins in the text. */
  pos: number
}

export function headingsOf(doc: Node): Heading[] {
  const headings: Heading[] = []
  doc.descendants((node, pos) => {
    if (node.type.name === 'heading') {
      const words = node.textContent.trim()
      if (words !== '') headings.push({ level: Number(node.attrs['level']), words, pos })
    }
    return !node.isTextblock
  })
  return headings
}

/** Renders again only when a heading changes, not with every letter elsewhere. */
export function useHeadings(editor: Editor | null): readonly Heading[] {
  const found = useEditorState({
    editor,
    selector: ({ editor: now }) => (now ? headingsOf(now.state.doc) : []),
    equalityFn: (a, b) =>
      b !== null &&
      a.length === b.length &&
      a.every(({ words, level }, i) => words === b[i]!.words && level === b[i]!.level),
  })
  return found ?? []
}

/** Brings the n-th heading into sight; positions of before may be old by now. */
export function goToHeading(editor: Editor, index: number): void {
  const heading = headingsOf(editor.state.doc)[index]
  if (!heading) return
  const dom = editor.view.nodeDOM(heading.pos)
  if (!(dom instanceof HTMLElement)) return
  dom.scrollIntoView({ block: 'start' })
  if (editor.isEditable) editor.commands.setTextSelection(heading.pos + 1)
}
