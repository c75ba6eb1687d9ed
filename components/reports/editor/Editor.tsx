'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { Editor as TiptapEditor } from '@tiptap/core'
import { EditorContent, useEditor } from '@tiptap/react'
import { useEffect, useState } from 'react'
import { useSession } from '@/components/shell/useSession'
import { presenceUserSchema } from '@/lib/collab/awareness'
import type { OpenReport } from '../document/useReport'
import { editorExtensions } from './editorExtensions'
import { mentionItems } from './mentions/mentionItems'
import { BubbleToolbar } from './menus/BubbleToolbar'
import { SideHandle } from './menus/SideHandle'
import { SuggestionPopup } from './menus/SuggestionPopup'
import { SuggestionStore } from './menus/suggestionStore'

export interface EditorProps {
  open: OpenReport
  onEditor: (editor: TiptapEditor | null) => void
  /** The text holds what this version does not know, named so. */
  onForeign: (what: string) => void
}

/** The text of a report, tied to its document. */
export default function Editor({ open, onEditor, onForeign }: EditorProps) {
  const { session, undo, readOnly, item } = open
  const client = useQueryClient()
  const own = useSession().data?.user
  const [slash] = useState(() => new SuggestionStore())
  const [mentions] = useState(() => new SuggestionStore())
  const editor = useEditor(
    {
      immediatelyRender: false,
      shouldRerenderOnTransaction: false,
      editable: !readOnly,
      extensions: editorExtensions({
        binding: {
          session,
          undo,
          canWrite: () => session.status.get().role !== 'read' && !readOnly,
          onForeign,
        },
        open,
        slash,
        mentions: {
          store: mentions,
          all: () => mentionItems(client, { ...item, here: () => peopleHere(open, own) }),
        },
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
  return (
    <div className="relative">
      {editor && !readOnly && <SideHandle editor={editor} />}
      <EditorContent editor={editor} />
      {editor && !readOnly && (
        <>
          <BubbleToolbar editor={editor} />
          <SuggestionPopup
            store={slash}
            label="Blocks"
            field={editor.view.dom}
            nothing="No such block"
          />
          <SuggestionPopup
            store={mentions}
            label="Mention"
            field={editor.view.dom}
            nothing="Nobody and nothing of that name"
          />
        </>
      )}
    </div>
  )
}

interface Person {
  username: string
  name: string
}

/** Who has the report open, this person first. */
function peopleHere({ session }: OpenReport, own: Person | undefined): Person[] {
  const people = new Map(own ? [[own.username, own]] : [])
  for (const state of session.awareness.getStates().values()) {
    const { data } = presenceUserSchema.safeParse(state['user'])
    if (data) people.set(data.username, { username: data.username, name: data.name })
  }
  return [...people.values()]
}
