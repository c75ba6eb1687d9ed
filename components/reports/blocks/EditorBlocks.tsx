'use client'

import type { Editor } from '@tiptap/core'
import { useEffect } from 'react'
import { SuggestionPopup } from '../editor/menus/SuggestionPopup'
import { useReportEditor } from '../editor/editorContext'
import { offer } from './editorOffers'
import { useInsertItems } from './insertItems'
import { usePastedChoices } from './pastedChoices'
import './slashPanels'

/** Lets the text have panels and run sets: from its menus, and from addresses that are pasted. */
export function EditorBlocks() {
  const editor = useReportEditor()
  return editor && <Offered editor={editor} />
}

function Offered({ editor }: { editor: Editor }) {
  const inserts = useInsertItems()
  const pasted = usePastedChoices()
  useEffect(() => offer(editor, { inserts, pasted }), [editor, inserts, pasted])
  return (
    <SuggestionPopup
      store={editor.storage.pastedAddresses.store}
      label="Pasted address"
      field={editor.view.dom}
      nothing=""
    />
  )
}
