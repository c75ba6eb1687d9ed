'use client'

import type { Editor as TiptapEditor } from '@tiptap/core'
import { EditorContent, useEditor } from '@tiptap/react'
import { useEffect } from 'react'
import type { OpenReport } from '../document/useReport'
import { editorExtensions } from './editorExtensions'

export interface EditorProps {
  open: OpenReport
  onEditor: (editor: TiptapEditor | null) => void
  /** The text holds what this version does not know, named so. */
  onForeign: (what: string) => void
}

/** The text of a report, tied to its document. */
export default function Editor({ open, onEditor, onForeign }: EditorProps) {
  const { session, undo, readOnly } = open
  const editor = useEditor(
    {
      immediatelyRender: false,
      shouldRerenderOnTransaction: false,
      editable: !readOnly,
      extensions: editorExtensions({
        session,
        undo,
        canWrite: () => session.status.get().role !== 'read' && !readOnly,
        onForeign,
      }),
      editorProps: {
        attributes: {
          class: 'report-text',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': 'Text of the report',
        },
      },
    },
    [session],
  )
  useEffect(() => editor?.setEditable(!readOnly, false), [editor, readOnly])
  useEffect(() => {
    onEditor(editor)
    return () => onEditor(null)
  }, [editor, onEditor])
  return <EditorContent editor={editor} />
}
