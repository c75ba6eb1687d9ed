'use client'

import type { Editor } from '@tiptap/core'
import { MessageSquarePlus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { IconButton } from '@/components/ui/IconButton'
import type { TextAnchor } from '@/lib/comments/anchor'
import { anchorOfSelection, NEW_COMMENT } from './commentMarks'

/** A button beside the line of what is selected. */
export function SelectionComment({
  editor,
  onComment,
}: {
  editor: Editor
  onComment: (anchor: TextAnchor) => void
}) {
  const [at, setAt] = useState<{ left: number; top: number } | null>(null)
  useEffect(() => {
    const { dom } = editor.view
    const place = () => {
      const { selection } = editor.state
      if (selection.empty || !editor.view.hasFocus() || !anchorOfSelection(editor.state)) {
        return setAt(null)
      }
      const { top } = editor.view.coordsAtPos(selection.to)
      const { right, width } = dom.getBoundingClientRect()
      const left = Math.min(right + 8, window.innerWidth - 44)
      setAt(width === 0 ? null : { left, top: top - 4 })
    }
    const ask = () => {
      const anchor = anchorOfSelection(editor.state)
      if (anchor) onComment(anchor)
    }
    const leave = () => setAt(null)
    editor.on('selectionUpdate', place)
    editor.on('blur', leave)
    dom.addEventListener(NEW_COMMENT, ask)
    window.addEventListener('scroll', place, true)
    window.addEventListener('resize', place)
    return () => {
      editor.off('selectionUpdate', place)
      editor.off('blur', leave)
      dom.removeEventListener(NEW_COMMENT, ask)
      window.removeEventListener('scroll', place, true)
      window.removeEventListener('resize', place)
    }
  }, [editor, onComment])
  if (!at) return null
  return createPortal(
    <div
      className="fixed z-30 rounded-md border border-line bg-raised shadow-float print:hidden"
      style={at}
      // The selection stays.
      onPointerDown={(event) => event.preventDefault()}
    >
      <IconButton
        label="Comment on the selection"
        icon={MessageSquarePlus}
        onClick={() => {
          const anchor = anchorOfSelection(editor.state)
          if (anchor) onComment(anchor)
          setAt(null)
        }}
      />
    </div>,
    document.body,
  )
}
