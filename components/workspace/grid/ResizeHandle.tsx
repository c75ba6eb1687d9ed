'use client'

import { type PointerEvent, useRef } from 'react'
import { titleOf } from '@/lib/panels/spec'
import type { PlacedPanel } from '@/lib/workspace/arrange'
import { clampHeight, clampWidth, GRID_WIDTH, HEIGHT_UNIT } from '@/lib/workspace/layout'
import { liveSizes } from './liveSizes'
import type { PanelActions } from './panelActions'

/** The corner that one drags, or moves with arrows. Written when it is let go; live until then. */
export function ResizeHandle({
  panel,
  w,
  h,
  actions,
}: {
  panel: PlacedPanel
  w: number
  h: number
  actions: PanelActions
}) {
  const from = useRef<{ x: number; y: number; w: number; h: number; unit: number } | null>(null)
  const { id } = panel.spec
  const sizeAt = (event: PointerEvent) => {
    const { x, y, w, h, unit } = from.current!
    return {
      w: clampWidth(w + (event.clientX - x) / unit),
      h: clampHeight(h + (event.clientY - y) / HEIGHT_UNIT),
    }
  }
  const end = (event: PointerEvent, keep: boolean) => {
    if (!from.current) return
    const before = from.current
    const size = sizeAt(event)
    from.current = null
    const changed = {
      ...(size.w !== before.w ? { w: size.w } : {}),
      ...(size.h !== before.h ? { h: size.h } : {}),
    }
    if (keep && Object.keys(changed).length > 0) actions.resize(panel, changed)
    liveSizes.setOwn(id, null)
    actions.showSize(id, null)
  }
  return (
    <button
      type="button"
      aria-label={`Size of ${titleOf(panel.spec)}: arrows change it`}
      title="Drag, or use arrows, to resize"
      data-resize={id}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        const grid = event.currentTarget.closest<HTMLElement>('.grid')!
        event.currentTarget.setPointerCapture(event.pointerId)
        const unit = grid.clientWidth / GRID_WIDTH
        from.current = { x: event.clientX, y: event.clientY, w, h, unit }
      }}
      onPointerMove={(event) => {
        if (!from.current) return
        const size = sizeAt(event)
        liveSizes.setOwn(id, size)
        actions.showSize(id, size)
      }}
      onPointerUp={(event) => end(event, true)}
      onPointerCancel={(event) => end(event, false)}
      onKeyDown={(event) => {
        const step = {
          ArrowRight: [1, 0],
          ArrowLeft: [-1, 0],
          ArrowDown: [0, 2],
          ArrowUp: [0, -2],
        }[event.key]
        if (!step) return
        event.preventDefault()
        event.stopPropagation()
        actions.resize(panel, step[0] ? { w: w + step[0] } : { h: h + step[1]! })
      }}
      className="absolute right-0 bottom-0 size-4 cursor-nwse-resize touch-none rounded-br-md opacity-0 group-hover/cell:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
    >
      <span
        aria-hidden
        className="absolute right-1 bottom-1 size-2 border-r-2 border-b-2 border-line-strong"
      />
    </button>
  )
}
