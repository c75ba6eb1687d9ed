'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useImperativeHandle, useMemo, useState } from 'react'
import { useElementSize } from '@/components/panels/frame/useElementSize'
import type { Section } from '@/lib/workspace/arrange'
import { focusWhenThere } from './focusPanel'
import { gridRows, rowHeight, rowKey } from './gridRows'
import type { CellShared } from './PanelCell'
import { PanelShelf } from './PanelShelf'
import { SectionHeader, type SectionActions } from './SectionHeader'
import type { PanelSize } from '@/lib/panels/workspaceState'

/** What of the grid stands at the top of the screen: the panel, and pixels of it that are above. */
export interface ScrollPlace {
  panel: string
  offset: number
}

export interface PanelGridHandle {
  /** Scrolls a panel into sight and gives it the focus. Its section must be open. */
  reveal(panelId: string): void
  scrollPlace(): ScrollPlace | null
  scrollTo(place: ScrollPlace): void
}

export interface PanelGridProps {
  sections: readonly Section[]
  isOpen: (section: Section) => boolean
  size: PanelSize
  /** What every panel is given. */
  shared: CellShared
  sectionActions: SectionActions
  /** What scrolls. */
  scroller: RefObject<HTMLElement | null>
  handle?: RefObject<PanelGridHandle | null>
}

/** Panels in sections. Only rows near the screen exist, so that ten thousand keys are no burden. */
export function PanelGrid(props: PanelGridProps) {
  const { sections, isOpen, size, scroller, handle, shared } = props
  const [width, setWidth] = useState(0)
  useElementSize(
    scroller,
    useCallback(({ width: next }) => setWidth(next), []),
  )
  const rows = useMemo(
    () => gridRows(sections, isOpen, { width, size }),
    [sections, isOpen, width, size],
  )
  const virtualizer = useVirtualizer({
    count: width === 0 ? 0 : rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => rowHeight(rows[i]),
    getItemKey: (i) => (rows[i] ? rowKey(rows[i]) : i),
    overscan: 2,
  })
  const heights = useMemo(() => rows.map(rowHeight).join(), [rows])
  // Sizes are known, not measured: those of rows that changed are asked for anew.
  const [measured, setMeasured] = useState(heights)
  if (measured !== heights) {
    setMeasured(heights)
    virtualizer.measure()
  }
  useImperativeHandle(handle, () => {
    const rowOf = (panelId: string) =>
      rows.findIndex(
        (row) =>
          row.kind === 'panels' && row.shelf.items.some(({ item }) => item.spec.id === panelId),
      )
    return {
      reveal(panelId) {
        const index = rowOf(panelId)
        if (index < 0) return
        virtualizer.scrollToIndex(index, { align: 'auto' })
        focusWhenThere(scroller.current, panelId)
      },
      scrollPlace() {
        const top = scroller.current?.scrollTop ?? 0
        for (const item of virtualizer.getVirtualItems()) {
          const row = rows[item.index]
          if (row?.kind !== 'panels' || item.end <= top) continue
          return { panel: row.shelf.items[0]!.item.spec.id, offset: Math.round(top - item.start) }
        }
        return null
      },
      scrollTo({ panel, offset }) {
        const index = rowOf(panel)
        const start = index < 0 ? undefined : virtualizer.getOffsetForIndex(index, 'start')?.[0]
        if (start !== undefined) virtualizer.scrollToOffset(start + offset)
      },
    }
  })
  return (
    <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map((item) => {
        const row = rows[item.index]
        if (!row) return null
        return (
          <div
            key={item.key}
            className="absolute inset-x-0 top-0"
            style={{ height: item.size, transform: `translateY(${item.start}px)` }}
          >
            {row.kind === 'section' ? (
              <SectionHeader
                section={row.section}
                open={isOpen(row.section)}
                shared={shared}
                actions={props.sectionActions}
              />
            ) : row.kind === 'empty' ? (
              <p data-section={row.section.id} className="px-3 py-2 text-ink-3">
                No panels here yet. Add one, or drag one here.
              </p>
            ) : (
              <PanelShelf
                className="px-3"
                section={row.section}
                shelf={row.shelf}
                shared={shared}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}
