'use client'

import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { fieldClass } from '@/components/ui/Field'
import { Formula } from '@/components/ui/Formula'
import { Popover } from '@/components/ui/Popover'

/** A formula; a click opens what it is written as, and what is typed there shows at once. */
export function MathView({ node, editor, selected, updateAttributes }: ReactNodeViewProps) {
  const display = node.type.name === 'mathBlock'
  const latex = String(node.attrs['latex'])
  // One that was just put here by this person has nothing in it yet.
  const [open, setOpen] = useState(() => latex === '' && selected && editor.isEditable)
  const [draft, setDraft] = useState(latex)
  const shown = open ? draft : latex
  const face =
    shown.trim() === '' ? (
      <span className="text-ink-3">{display ? 'Formula' : 'formula'}</span>
    ) : (
      <Formula source={shown} display={display} />
    )
  if (!editor.isEditable) {
    return (
      <NodeViewWrapper as={display ? 'div' : 'span'} className={display ? 'math-block' : 'math'}>
        {face}
      </NodeViewWrapper>
    )
  }
  const close = () => {
    setOpen(false)
    if (draft !== latex) updateAttributes({ latex: draft })
    editor.commands.focus()
  }
  return (
    <NodeViewWrapper as={display ? 'div' : 'span'} className={display ? 'math-block' : 'math'}>
      <Popover
        label="Formula in LaTeX"
        open={open}
        onOpenChange={(next) => {
          if (!next) return close()
          setDraft(latex)
          setOpen(true)
        }}
        className="w-96"
        trigger={
          <button type="button" aria-label={`Formula: ${shown}`} className="cursor-pointer">
            {face}
          </button>
        }
      >
        <textarea
          autoFocus
          aria-label="LaTeX"
          rows={display ? 4 : 2}
          value={draft}
          spellCheck={false}
          placeholder="\frac{a}{b}"
          onChange={({ target }) => setDraft(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey) return
            event.preventDefault()
            close()
          }}
          className={fieldClass(false, 'py-1.5 font-mono')}
        />
        <div className="mt-2 flex items-center justify-between text-12 text-ink-3">
          Enter is done, Shift-Enter a new line
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        </div>
      </Popover>
    </NodeViewWrapper>
  )
}
