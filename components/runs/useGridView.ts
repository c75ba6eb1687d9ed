'use client'

import { type RefObject, useEffect, useMemo, useState } from 'react'
import { columnSpan, rowSpan } from '@/lib/runs/gridSpan'
import type { TableLayout } from './tableLayout'

export const ROW_HEIGHT = 28
export const HEAD_HEIGHT = 30

const OVERSCAN_ROWS = 8
const ROW_STEP = 6
const OVERSCAN_PX = 200
const STEP_PX = 80

/** How far something is scrolled, in steps, and how large it is, in CSS pixels; 0 while unknown. */
export interface ScrollPlace {
  top: number
  left: number
  width: number
  height: number
}

/** Renders only when it is scrolled by a step. */
export function useScrollPlace(scroller: RefObject<HTMLElement | null>): ScrollPlace {
  const [place, setPlace] = useState<ScrollPlace>({ top: 0, left: 0, width: 0, height: 0 })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const read = () => {
      const { scrollTop, scrollLeft, clientWidth: width, clientHeight: height } = element
      const top = scrollTop - (scrollTop % (ROW_STEP * ROW_HEIGHT))
      const left = scrollLeft - (scrollLeft % STEP_PX)
      setPlace((before) =>
        before.top === top &&
        before.left === left &&
        before.width === width &&
        before.height === height
          ? before
          : { top, left, width, height },
      )
    }
    element.addEventListener('scroll', read, { passive: true })
    const observer = new ResizeObserver(read)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', read)
      observer.disconnect()
    }
  }, [scroller])
  return place
}

/** Rows and moving columns that are rendered: those on the screen and some around them. */
export interface GridView {
  rowsFrom: number
  rowsTo: number
  columnsFrom: number
  columnsTo: number
}

/** Before its size is known, something the size of a window is assumed. */
const USUAL = { width: 1200, height: 800 }

export function useGridView(place: ScrollPlace, count: number, layout: TableLayout): GridView {
  const { top, left, width, height } = place
  const { offsets, fixedWidth } = layout
  return useMemo(() => {
    const down = top + (ROW_STEP - 1) * ROW_HEIGHT + (height || USUAL.height)
    const rows = rowSpan(count, ROW_HEIGHT, top, down, OVERSCAN_ROWS, ROW_STEP)
    const right = left + STEP_PX + (width || USUAL.width) - fixedWidth
    const columns = columnSpan(offsets, left - OVERSCAN_PX, right + OVERSCAN_PX)
    return {
      rowsFrom: rows.from,
      rowsTo: rows.to,
      columnsFrom: columns.from,
      columnsTo: columns.to,
    }
  }, [top, left, width, height, count, offsets, fixedWidth])
}
