'use client'

import { type PointerEvent as ReactPointerEvent, type RefObject, useRef, useState } from 'react'
import type { ColumnId } from '@/lib/runs/columns'
import { placeAt, type TableColumn } from '@/lib/runs/tableColumns'
import type { Place } from '@/lib/workspace/place'
import type { TableLayout } from './tableLayout'

export interface ColumnDrag {
  id: ColumnId
  /** Where the line stands that shows the place, in the table's coordinates. */
  line: number
  /** Whether it stands beside the name, where nothing scrolls. */
  fixed: boolean
}

const STARTS_AFTER = 5
const EDGE = 40

/** Moves columns by pointer, each within its own list: those pinned, or those that scroll. */
export function useColumnDrag(
  scroller: RefObject<HTMLElement | null>,
  layout: TableLayout,
  onMove: (id: ColumnId, place: Place) => void,
) {
  const [drag, setDrag] = useState<ColumnDrag | null>(null)
  /** The click that ends a drag is none. */
  const justDragged = useRef(false)

  const grab = (column: TableColumn, event: ReactPointerEvent<HTMLElement>) => {
    const startX = event.clientX
    const element = scroller.current
    if (!element || event.pointerType === 'touch') return
    const fixed = layout.fixed.includes(column)
    const list = fixed ? layout.fixed : layout.moving
    const offsets = fixed ? layout.fixedOffsets : layout.offsets
    const start = fixed ? layout.leadWidth : layout.fixedWidth
    let index: number | undefined
    justDragged.current = false
    const onPointerMove = (move: PointerEvent) => {
      if (index === undefined && Math.abs(move.clientX - startX) < STARTS_AFTER) return
      const box = element.getBoundingClientRect()
      if (!fixed && move.clientX > box.right - EDGE) element.scrollLeft += EDGE / 3
      if (!fixed && move.clientX < box.left + start + EDGE) element.scrollLeft -= EDGE / 3
      const x = move.clientX - box.left - start + (fixed ? 0 : element.scrollLeft)
      index = offsets.findIndex((offset, i) => {
        const next = offsets[i + 1]
        return next === undefined || x < (offset + next) / 2
      })
      setDrag({ id: column.id, line: start + offsets[index]!, fixed })
    }
    const stop = () => {
      window.removeEventListener('pointermove', onPointerMove)
      window.removeEventListener('pointerup', onPointerUp)
      window.removeEventListener('pointercancel', stop)
      window.removeEventListener('keydown', onKeyDown, true)
      setDrag(null)
    }
    const onPointerUp = () => {
      const to = index
      stop()
      if (to === undefined) return
      justDragged.current = true
      setTimeout(() => (justDragged.current = false))
      const place = placeAt(list, column.id, to)
      if (place) onMove(column.id, place)
    }
    const onKeyDown = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return
      key.stopPropagation()
      justDragged.current = true
      stop()
    }
    window.addEventListener('pointermove', onPointerMove)
    window.addEventListener('pointerup', onPointerUp)
    window.addEventListener('pointercancel', stop)
    window.addEventListener('keydown', onKeyDown, true)
  }
  return { drag, grab, wasDragged: () => justDragged.current }
}
