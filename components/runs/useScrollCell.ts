'use client'

import type { RefObject } from 'react'
import type { TableLayout } from './tableLayout'
import { ROW_HEIGHT } from './useGridView'

/** Brings a cell into sight, no farther than need be. */
export function useScrollCell(
  scroller: RefObject<HTMLElement | null>,
  layout: TableLayout,
  head: number,
): (row: number, cell: number) => void {
  return (row, cell) => {
    const element = scroller.current
    if (!element) return
    if (row >= 0) {
      const top = row * ROW_HEIGHT
      const room = element.clientHeight - head
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + ROW_HEIGHT > element.scrollTop + room) {
        element.scrollTop = top + ROW_HEIGHT - room
      }
    }
    const at = cell - 1 - layout.fixed.length
    if (at < 0) return
    const left = layout.offsets[at]!
    const right = layout.offsets[at + 1]!
    const room = element.clientWidth - layout.fixedWidth
    if (left < element.scrollLeft) element.scrollLeft = left
    else if (right > element.scrollLeft + room) {
      element.scrollLeft = Math.min(left, right - room)
    }
  }
}
