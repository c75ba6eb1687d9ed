'use client'

import { EditorContent, useEditor } from '@tiptap/react'
import { useEffect } from 'react'
import { readContent } from '@/lib/reports/content'
import { contentOf } from '@/lib/reports/document'
import type { ReportNode } from '@/lib/reports/nodes'
import type { OpenReport } from '../document/useReport'
import { editorExtensions } from './editorExtensions'

/** A text that a newer version wrote: shown as well as it is understood, and tied to nothing. */
export default function ForeignText({ open }: { open: OpenReport }) {
  const fragment = contentOf(open.session.doc)
  const editor = useEditor({
    immediatelyRender: false,
    editable: false,
    extensions: editorExtensions(),
    editorProps: { attributes: { class: 'report-text', 'aria-label': 'Text of the report' } },
  })
  useEffect(() => {
    if (!editor) return
    const show = () => {
      const known = new Set(Object.keys(editor.schema.nodes))
      editor.commands.setContent(understood(readContent(fragment), known), { emitUpdate: false })
    }
    show()
    fragment.observeDeep(show)
    return () => fragment.unobserveDeep(show)
  }, [editor, fragment])
  return <EditorContent editor={editor} />
}

/** Nodes of other names are shown as blocks that say so. */
function understood(node: ReportNode, known: ReadonlySet<string>): ReportNode {
  if (!known.has(node.type)) {
    return { type: 'unknownBlock', attrs: { json: JSON.stringify(node) } }
  }
  if (!node.content) return node
  return { ...node, content: node.content.map((child) => understood(child, known)) }
}
