'use client'

import { Check, ExternalLink, Pencil, Unlink } from 'lucide-react'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useState } from 'react'
import { fieldClass } from '@/components/ui/Field'
import { IconButton } from '@/components/ui/IconButton'
import { safeUrl } from '@/lib/text/safeUrl'

export interface LinkFormProps {
  editor: Editor
  editing: boolean
  onEdit: () => void
  /** The text has the focus again. */
  onEnd: () => void
}

/** Where the link at the caret leads, or where what is selected shall lead. */
export function LinkForm({ editor, editing, onEdit, onEnd }: LinkFormProps) {
  const href = useEditorState({
    editor,
    selector: ({ editor: now }) => String(now.getAttributes('link')['href'] ?? ''),
  })
  const remove = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
    onEnd()
  }
  if (editing) return <Address {...{ editor, onEnd }} href={href} />
  return (
    <>
      <span className="max-w-64 min-w-0 self-center truncate px-2 text-12 text-ink-2" title={href}>
        {href}
      </span>
      {safeUrl(href) !== '' && (
        <IconButton
          label="Open link"
          icon={ExternalLink}
          tooltipSide="top"
          onClick={() => window.open(href, '_blank', 'noopener,noreferrer')}
        />
      )}
      <IconButton label="Edit link" icon={Pencil} tooltipSide="top" onClick={onEdit} />
      <IconButton label="Remove link" icon={Unlink} tooltipSide="top" onClick={remove} />
    </>
  )
}

function Address({ editor, href, onEnd }: { editor: Editor; href: string; onEnd: () => void }) {
  const [text, setText] = useState(href)
  const [error, setError] = useState(false)
  const save = () => {
    const address = completed(text.trim())
    if (address === '') {
      editor.chain().focus().extendMarkRange('link').unsetLink().run()
      return onEnd()
    }
    if (safeUrl(address) === '') return setError(true)
    editor.chain().focus().extendMarkRange('link').setLink({ href: address }).run()
    onEnd()
  }
  return (
    <form
      className="flex items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <input
        autoFocus
        aria-label="Address of the link"
        aria-invalid={error}
        title={error ? 'Links lead to http, https and mailto addresses' : undefined}
        value={text}
        placeholder="https://"
        onChange={({ target }) => {
          setText(target.value)
          setError(false)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          onEnd()
        }}
        className={fieldClass(error, 'h-7 w-64!')}
      />
      {error && (
        <span role="alert" className="text-12 text-danger">
          No such address
        </span>
      )}
      <IconButton type="submit" label="Set link" icon={Check} tooltipSide="top" />
    </form>
  )
}

/** As people type addresses. */
function completed(text: string): string {
  if (text === '' || text.startsWith('#') || /^[a-z][a-z0-9+.-]*:/i.test(text)) return text
  return text.includes('@') && !text.includes('/') ? `mailto:${text}` : `https://${text}`
}
