'use client'

import { Plus } from 'lucide-react'
import type { Editor } from '@tiptap/core'
import { NodeSelection, TextSelection } from '@tiptap/pm/state'
import { useEditorState } from '@tiptap/react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { IconButton } from '@/components/ui/IconButton'
import { cx } from '@/components/ui/cx'
import { floatingClass } from '@/components/ui/floating'
import { useMedia } from '@/components/ui/useMedia'
import { FormatButtons } from './FormatButtons'
import { LinkForm } from './LinkForm'
import { TableButtons } from './TableButtons'
import { tablePlace } from '../tables/tableCommands'

const GAP_PX = 8

/** What the toolbar is about. */
type About = 'selection' | 'link' | 'table' | null

function aboutOf(editor: Editor): About {
  const { selection } = editor.state
  if (!editor.isEditable || selection instanceof NodeSelection) return null
  if (!(selection instanceof TextSelection)) return null
  if (!selection.empty) return editor.isActive('codeBlock') ? null : 'selection'
  if (editor.isActive('link')) return 'link'
  return tablePlace(editor.state) ? 'table' : null
}

/** Over what is selected, at the link or at the table that the caret is in; on phones below all. */
export function BubbleToolbar({ editor }: { editor: Editor }) {
  const docked = useMedia('(max-width: 40rem)')
  const about = useEditorState({ editor, selector: ({ editor: now }) => aboutOf(now) })
  const [linking, setLinking] = useState(false)
  const [pointing, setPointing] = useState(false)
  const focused = useFocus(editor)
  useEffect(() => {
    const down = () => setPointing(true)
    const up = () => setPointing(false)
    const { dom } = editor.view
    dom.addEventListener('pointerdown', down)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', up)
    return () => {
      dom.removeEventListener('pointerdown', down)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', up)
    }
  }, [editor])
  useEffect(() => {
    const { dom } = editor.view
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      const now = aboutOf(editor)
      if (now !== 'selection' && now !== 'link') return
      // The palette listens, too.
      event.preventDefault()
      event.stopPropagation()
      setLinking(true)
    }
    dom.addEventListener('keydown', onKey)
    return () => dom.removeEventListener('keydown', onKey)
  }, [editor])
  const shown = linking ? 'link' : about
  if (!linking && !focused) return null
  const end = () => {
    setLinking(false)
    editor.commands.focus()
  }
  const content =
    shown === 'link' ? (
      <LinkForm editor={editor} editing={linking} onEdit={() => setLinking(true)} onEnd={end} />
    ) : shown === 'table' ? (
      <TableButtons editor={editor} />
    ) : (
      <FormatButtons editor={editor} onLink={() => setLinking(true)} />
    )
  if (docked) {
    return (
      <div
        role="toolbar"
        aria-label="Format"
        data-editor-tools
        className="fixed inset-x-0 bottom-0 z-30 flex gap-0.5 overflow-x-auto border-t border-line bg-raised p-1.5"
        onMouseDown={keepFocus}
      >
        {shown !== 'link' && (
          <IconButton label="Add a block" icon={Plus} onClick={() => askForBlock(editor)} />
        )}
        {content}
      </div>
    )
  }
  if (shown === null || pointing) return null
  return (
    <Floating editor={editor} at={shown}>
      {content}
    </Floating>
  )
}

/** Opens the menu of blocks where the caret is, as typing "/" does. */
function askForBlock(editor: Editor): void {
  const { $from } = editor.state.selection
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, ' ')
  const glued = before !== '' && !before.endsWith(' ')
  editor
    .chain()
    .focus()
    .insertContent(glued ? ' /' : '/')
    .run()
}

/** Buttons leave the focus, and what is selected, in the text; fields take it. */
function keepFocus(event: React.MouseEvent): void {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault()
}

interface FloatingProps {
  editor: Editor
  at: Exclude<About, null>
  children: React.ReactNode
}

function Floating({ editor, at, children }: FloatingProps) {
  const box = useRef<HTMLDivElement>(null)
  const position = useEditorState({
    editor,
    selector: ({ editor: now }) => `${now.state.selection.from} ${now.state.selection.to}`,
  })
  useLayoutEffect(() => {
    const place = () => {
      const element = box.current
      const target = element && targetOf(editor, at)
      if (!target) return
      const { width, height } = element.getBoundingClientRect()
      const above = target.top - height - GAP_PX
      const top = above > 48 ? above : Math.min(target.bottom + GAP_PX, window.innerHeight - height)
      const left = Math.max(8, Math.min(target.left, window.innerWidth - width - 8))
      element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
    }
    place()
    // The page scrolls in a box of its own.
    window.addEventListener('scroll', place, { capture: true, passive: true })
    window.addEventListener('resize', place)
    return () => {
      window.removeEventListener('scroll', place, { capture: true })
      window.removeEventListener('resize', place)
    }
  }, [editor, at, position])
  return (
    <div
      ref={box}
      role="toolbar"
      aria-label={at === 'table' ? 'Table' : 'Format'}
      data-editor-tools
      className={cx(
        floatingClass,
        'fixed z-30! top-0 left-0 flex max-w-[calc(100vw-16px)] gap-0.5 p-1',
      )}
      onMouseDown={keepFocus}
    >
      {children}
    </div>
  )
}

/** In pixels of the window. */
function targetOf(editor: Editor, at: FloatingProps['at']) {
  const { view, state } = editor
  if (at === 'table') {
    const place = tablePlace(state)
    const dom = place && view.nodeDOM(place.at)
    return dom instanceof HTMLElement ? dom.getBoundingClientRect() : null
  }
  const { from, to } = state.selection
  const [start, end] = [view.coordsAtPos(from), view.coordsAtPos(to)]
  return { top: start.top, bottom: end.bottom, left: Math.min(start.left, end.left) }
}

/** Whether the text has the focus, or a toolbar or menu that is open over it. */
function useFocus(editor: Editor): boolean {
  const [focused, setFocused] = useState(editor.isFocused)
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      const tools = target instanceof Element && target.closest('[data-editor-tools], [role=menu]')
      setFocused(editor.view.dom.contains(target as Node) || Boolean(tools))
    }
    const onBlur = ({ event }: { event: FocusEvent }) => {
      // To nothing that could have the focus. Where it goes otherwise, the other listener hears.
      if (!event.relatedTarget) setFocused(false)
    }
    document.addEventListener('focusin', onFocus)
    editor.on('blur', onBlur)
    return () => {
      document.removeEventListener('focusin', onFocus)
      editor.off('blur', onBlur)
    }
  }, [editor])
  return focused
}
