'use client'

import { ArrowDown, ArrowUp, GripVertical, Plus, Trash2 } from 'lucide-react'
import type { Editor } from '@tiptap/core'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from '@/components/ui/IconButton'
import { Menu } from '@/components/ui/Menu'
import { endDrag, startDrag } from './blockDrag'
import { addBlockBelow, moveBlock, removeBlock, type TopBlock, topBlockAt } from './blockMoves'

interface Place {
  block: TopBlock
  top: number
}

/** At the left of the block that the pointer is at: to add below it, to drag it, and a menu. */
export function SideHandle({ editor }: { editor: Editor }) {
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Place | null>(null)
  const [menuOpen, setMenuOpen] = useState(false)
  useEffect(() => {
    const around = box.current?.parentElement
    if (!around || menuOpen) return
    const onMove = ({ clientX, clientY, target }: PointerEvent) => {
      if (box.current?.contains(target as Node)) return
      setPlace(placeAt(editor, around, clientX, clientY))
    }
    const onLeave = () => setPlace(null)
    // What it stands beside may have moved.
    const onUpdate = () => setPlace(null)
    around.addEventListener('pointermove', onMove)
    around.addEventListener('pointerleave', onLeave)
    editor.on('update', onUpdate)
    return () => {
      around.removeEventListener('pointermove', onMove)
      around.removeEventListener('pointerleave', onLeave)
      editor.off('update', onUpdate)
    }
  }, [editor, menuOpen])

  const add = () => {
    if (!place) return
    editor.view.dispatch(addBlockBelow(editor.state, place.block))
    editor.chain().focus().insertContent('/').run()
  }
  const onDragStart = (event: DragEvent) => {
    if (place) startDrag(editor.view, place.block.from, event.dataTransfer)
  }
  const move = (step: 1 | -1) => () => {
    const tr = place && moveBlock(editor.state, place.block, step)
    if (tr) editor.view.dispatch(tr)
    editor.commands.focus()
  }
  const remove = () => {
    if (place) editor.view.dispatch(removeBlock(editor.state, place.block))
    editor.commands.focus()
  }
  return (
    <div
      ref={box}
      data-side-handle
      className="absolute -left-13 flex pointer-coarse:hidden max-md:hidden print:hidden"
      style={place ? { top: place.top } : { display: 'none' }}
    >
      <IconButton
        label="Add a block below"
        icon={Plus}
        className="size-6! text-ink-3"
        onClick={add}
      />
      <IconButton
        label="Drag to move, click for more"
        icon={GripVertical}
        className="size-6! cursor-grab text-ink-3"
        draggable
        onDragStart={onDragStart}
        onDragEnd={() => endDrag(editor.view)}
        aria-haspopup="menu"
        aria-expanded={menuOpen}
        onClick={() => setMenuOpen(true)}
      />
      <Menu
        align="start"
        label="Block"
        open={menuOpen}
        onOpenChange={setMenuOpen}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          editor.commands.focus()
        }}
        // A menu's own trigger opens when the pointer goes down: the handle may be about to drag.
        trigger={<span aria-hidden className="pointer-events-none absolute bottom-0 left-6" />}
        items={[
          { label: 'Move up', icon: ArrowUp, shortcut: 'Alt ↑', onSelect: move(-1) },
          { label: 'Move down', icon: ArrowDown, shortcut: 'Alt ↓', onSelect: move(1) },
          'separator',
          { label: 'Delete', icon: Trash2, danger: true, onSelect: remove },
        ]}
      />
    </div>
  )
}

function placeAt(editor: Editor, around: HTMLElement, x: number, y: number): Place | null {
  if (!editor.isEditable || editor.isDestroyed) return null
  const { view } = editor
  const text = view.dom.getBoundingClientRect()
  if (x < text.left - 72 || x > text.right + 16) return null
  const child = [...view.dom.children].find((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return y >= top - 4 && y <= bottom + 4
  })
  if (!child) return null
  const at = view.posAtDOM(child, 0)
  const block = topBlockAt(view.state, Math.max(0, at))
  if (!block) return null
  const rect = child.getBoundingClientRect()
  const line = Math.min(rect.height, Number.parseFloat(getComputedStyle(child).lineHeight) || 26)
  const top = rect.top - around.getBoundingClientRect().top + (line - 24) / 2
  return { block, top }
}
