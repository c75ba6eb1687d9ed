'use client'

import {
  Bold,
  ChevronDown,
  Code,
  Highlighter,
  Italic,
  Link as LinkIcon,
  type LucideIcon,
  Strikethrough,
} from 'lucide-react'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { Menu } from '@/components/ui/Menu'
import { BUBBLE_PARTS } from '../editorParts'
import { BLOCK_KINDS, kindOf } from './turnInto'

const MARKS: readonly { mark: string; label: string; icon: LucideIcon }[] = [
  { mark: 'bold', label: 'Bold', icon: Bold },
  { mark: 'italic', label: 'Italic', icon: Italic },
  { mark: 'strike', label: 'Strikethrough', icon: Strikethrough },
  { mark: 'code', label: 'Code', icon: Code },
  { mark: 'highlight', label: 'Highlight', icon: Highlighter },
]

/** What can be done to what is selected. */
export function FormatButtons({ editor, onLink }: { editor: Editor; onLink: () => void }) {
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      kind: kindOf(now).id,
      marks: [...MARKS.map(({ mark }) => mark), 'link'].filter((mark) => now.isActive(mark)),
    }),
  })
  const kind = BLOCK_KINDS.find(({ id }) => id === state.kind)?.label
  const pressed = 'aria-pressed:bg-selected aria-pressed:text-accent'
  return (
    <>
      <Menu
        align="start"
        label="Turn into"
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          editor.commands.focus()
        }}
        trigger={
          <Button variant="quiet" aria-label={`${kind}: turn into`}>
            {kind}
            <ChevronDown aria-hidden className="size-3.5" />
          </Button>
        }
        items={BLOCK_KINDS.map(({ id, label, apply }) => ({
          label,
          checked: id === state.kind,
          onSelect: () => apply(editor),
        }))}
      />
      {MARKS.map(({ mark, label, icon }) => (
        <IconButton
          key={mark}
          label={label}
          icon={icon}
          tooltipSide="top"
          aria-pressed={state.marks.includes(mark)}
          className={pressed}
          onClick={() => editor.chain().focus().toggleMark(mark).run()}
        />
      ))}
      <IconButton
        label="Link"
        icon={LinkIcon}
        tooltipSide="top"
        aria-pressed={state.marks.includes('link')}
        className={pressed}
        onClick={onLink}
      />
      {BUBBLE_PARTS.map((Part, i) => (
        <Part key={i} editor={editor} />
      ))}
    </>
  )
}
