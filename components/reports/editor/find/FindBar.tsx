'use client'

import { ArrowDown, ArrowUp, CaseSensitive, Replace, ReplaceAll, X } from 'lucide-react'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { fieldClass } from '@/components/ui/Field'
import { IconButton } from '@/components/ui/IconButton'
import { changeFind, findState, leaveFind, replaceFound, stepFind } from './Find'

/** Looks for words in the text; on the keys that browsers use for it. */
export function FindBar({ editor }: { editor: Editor }) {
  const open = useEditorState({ editor, selector: ({ editor: now }) => findState(now.state).open })
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey)) return
      if (event.defaultPrevented || event.shiftKey || event.altKey) return
      // Beside the text, too, unless a dialog is open over it.
      if (document.querySelector('[role=dialog]')) return
      event.preventDefault()
      changeFind(editor.view, { open: true, current: -1 })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [editor])
  return open ? <Bar editor={editor} /> : null
}

function Bar({ editor }: { editor: Editor }) {
  const { query, matchCase, count, current } = useEditorState({
    editor,
    selector: ({ editor: now }) => {
      const state = findState(now.state)
      const { matches } = state
      return {
        query: state.query,
        matchCase: state.matchCase,
        count: matches.length,
        current: state.current,
      }
    },
  })
  const [by, setBy] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const { view } = editor
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') leaveFind(view)
    else if (event.key === 'Enter' && event.target === field.current) {
      stepFind(view, event.shiftKey ? -1 : 1)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const said =
    query === '' ? '' : count === 0 ? 'Not found' : `${current < 0 ? '–' : current + 1} of ${count}`
  return (
    <div
      role="search"
      aria-label="Find in the report"
      onKeyDown={onKeyDown}
      className="absolute top-2 right-2 z-20 flex max-w-[calc(100%-16px)] flex-wrap items-center gap-1 rounded-md border border-line bg-raised p-1.5 shadow-float print:hidden"
    >
      <input
        ref={field}
        aria-label="Find"
        placeholder="Find"
        value={query}
        onChange={({ target }) => changeFind(view, { query: target.value, current: -1 })}
        className={fieldClass(false, 'h-7 w-44!')}
      />
      <span role="status" className="w-20 text-12 text-ink-3 tabular-nums">
        {said}
      </span>
      <IconButton
        label="Previous (Shift-Enter)"
        icon={ArrowUp}
        onClick={() => stepFind(view, -1)}
      />
      <IconButton label="Next (Enter)" icon={ArrowDown} onClick={() => stepFind(view, 1)} />
      <IconButton
        label="Match case"
        icon={CaseSensitive}
        aria-pressed={matchCase}
        className="aria-pressed:bg-selected aria-pressed:text-accent"
        onClick={() => changeFind(view, { matchCase: !matchCase, current: -1 })}
      />
      {editor.isEditable && (
        <>
          <input
            aria-label="Replace with"
            placeholder="Replace with"
            value={by}
            onChange={({ target }) => setBy(target.value)}
            className={fieldClass(false, 'h-7 w-36! max-sm:w-44!')}
          />
          <IconButton
            label="Replace"
            icon={Replace}
            disabled={count === 0}
            onClick={() => {
              if (current < 0) stepFind(view, 1)
              else replaceFound(view, by, false)
            }}
          />
          <IconButton
            label="Replace all"
            icon={ReplaceAll}
            disabled={count === 0}
            onClick={() => replaceFound(view, by, true)}
          />
        </>
      )}
      <IconButton label="Close" icon={X} onClick={() => leaveFind(view)} />
    </div>
  )
}
