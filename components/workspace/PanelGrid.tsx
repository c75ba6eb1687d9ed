'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, type RefObject, useCallback, useImperativeHandle, useMemo, useState } from 'react'
import { LinePanel } from '@/components/panels/line/LinePanel'
import { useElementSize } from '@/components/panels/line/useElementSize'
import type { LinePanelSpec, PanelDefaults } from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { PanelSection } from '@/lib/panels/sections'
import type { PanelSize } from '@/lib/panels/workspaceState'
import { gridRows, rowKey, SECTION_HEIGHT } from './gridRows'
import { SectionHeader } from './SectionHeader'

/** Smallest width of a panel, and its height. */
const SIZES: Record<PanelSize, { width: number; height: number }> = {
  small: { width: 250, height: 200 },
  medium: { width: 340, height: 250 },
  large: { width: 620, height: 360 },
}
const GAP = 12

export interface PanelGridHandle {
  /** Scrolls a panel into sight and gives it the focus. Its section must be open. */
  reveal(panelId: string): void
}

export interface PanelGridProps {
  sections: readonly PanelSection[]
  isOpen: (section: PanelSection) => boolean
  onToggleSection: (section: PanelSection) => void
  runs: readonly PanelRun[]
  defaults: PanelDefaults
  size: PanelSize
  xKeys: readonly string[]
  onSpecChange: (spec: LinePanelSpec) => void
  onFullScreen: (panelId: string) => void
  /** What scrolls. */
  scroller: RefObject<HTMLElement | null>
  handle?: RefObject<PanelGridHandle | null>
}

/** Panels in sections. Only rows near the screen exist, so that ten thousand keys are no burden. */
export function PanelGrid(props: PanelGridProps) {
  const { sections, isOpen, onToggleSection, size, scroller, handle } = props
  const [width, setWidth] = useState(0)
  useElementSize(
    scroller,
    useCallback(({ width: next }) => setWidth(next), []),
  )
  const { width: least, height } = SIZES[size]
  // Below a tablet's width one panel a row.
  const columns = Math.max(1, Math.floor((width - GAP) / (least + GAP)))
  const rows = useMemo(() => gridRows(sections, isOpen, columns), [sections, isOpen, columns])
  const virtualizer = useVirtualizer({
    count: width === 0 ? 0 : rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => (rows[i]?.kind === 'section' ? SECTION_HEIGHT : height + GAP),
    getItemKey: (i) => (rows[i] ? rowKey(rows[i]) : i),
    overscan: 2,
  })
  useImperativeHandle(handle, () => ({
    reveal(panelId) {
      const index = rows.findIndex(
        (row) => row.kind === 'panels' && row.panels.some((panel) => panel.id === panelId),
      )
      if (index < 0) return
      virtualizer.scrollToIndex(index, { align: 'center' })
      focusWhenThere(scroller.current, panelId)
    },
  }))
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
                open={row.open}
                onToggle={() => onToggleSection(row.section)}
              />
            ) : (
              <div
                className="grid px-3"
                style={{ gap: GAP, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
              >
                {row.panels.map((spec) => (
                  <Cell key={spec.id} spec={spec} height={height} {...cellProps(props)} />
                ))}
              </div>
            )}
          </div>
        )
      })}
    </div>
  )
}

type CellProps = Pick<
  PanelGridProps,
  'runs' | 'defaults' | 'xKeys' | 'onSpecChange' | 'onFullScreen'
> & { spec: LinePanelSpec; height: number }

const cellProps = ({ runs, defaults, xKeys, onSpecChange, onFullScreen }: PanelGridProps) => ({
  runs,
  defaults,
  xKeys,
  onSpecChange,
  onFullScreen,
})

/** Rendered again only when something of the panel's own changes, not while the grid scrolls. */
const Cell = memo(function Cell({ spec, onFullScreen, ...rest }: CellProps) {
  return (
    <LinePanel
      spec={spec}
      fullScreen={false}
      onFullScreenChange={(open) => open && onFullScreen(spec.id)}
      {...rest}
    />
  )
})

const FRAMES_TO_WAIT = 60

/** The panel's row is made when the scrolling has arrived: some frames later. */
function focusWhenThere(root: HTMLElement | null, panelId: string, frames = FRAMES_TO_WAIT): void {
  const panel = root?.querySelector<HTMLElement>(`[data-panel=${CSS.escape(panelId)}]`)
  if (panel) panel.focus({ preventScroll: true })
  else if (frames > 0) requestAnimationFrame(() => focusWhenThere(root, panelId, frames - 1))
}
