'use client'

import { ChartLine } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { EmptyState } from '@/components/ui/EmptyState'
import { countOf } from '@/lib/format/number'
import type { PanelRun } from '@/lib/panels/panelRun'
import { FullScreenPanel } from './FullScreenPanel'
import { PanelGrid } from './PanelGrid'
import { PanelToolbar } from './PanelToolbar'
import type { Panels } from './usePanels'

export interface PanelAreaProps {
  panels: Panels
  runs: readonly PanelRun[]
  /** Before the toolbar's search. */
  start?: ReactNode
  /** Between the toolbar and the panels. */
  notice?: ReactNode
  /** In place of the panels, where there can be none. */
  instead?: ReactNode
}

/** Panels with the toolbar that holds for all of them. Fills its parent, and scrolls in itself. */
export function PanelArea({ panels, runs, start, notice, instead }: PanelAreaProps) {
  const { workspace, update } = panels
  const scroller = useRef<HTMLDivElement>(null)
  return (
    <div className="flex h-full min-h-0 min-w-0 grow flex-col">
      <PanelToolbar
        search={panels.search}
        onSearch={panels.setSearch}
        searchError={panels.searchError}
        count={countOf(panels.panelCount, 'panel')}
        defaults={workspace.defaults}
        onDefaults={panels.onDefaults}
        size={workspace.size}
        onSize={(size) => update(() => ({ size }))}
        xKeys={panels.xKeys}
        axesDefined={panels.axesDefined}
        hidden={{
          count: panels.hiddenCount,
          shown: workspace.showHidden,
          onShow: (showHidden) => update(() => ({ showHidden })),
        }}
        start={start}
      />
      {notice}
      <div ref={scroller} className="min-h-0 grow overflow-y-auto overscroll-contain pb-3">
        {panels.sections.length > 0 ? (
          <PanelGrid
            sections={panels.sections}
            isOpen={panels.isOpen}
            onToggleSection={panels.toggleSection}
            runs={runs}
            defaults={workspace.defaults}
            size={workspace.size}
            xKeys={panels.xKeys}
            onSpecChange={panels.onSpecChange}
            onFullScreen={panels.setFullScreen}
            scroller={scroller}
            handle={panels.grid}
          />
        ) : panels.searching ? (
          <EmptyState icon={ChartLine} title="No panel matches the search" />
        ) : (
          (instead ?? (
            <EmptyState icon={ChartLine} title="No metric has been logged yet">
              A panel appears for each key by itself, as soon as a run logs it.
            </EmptyState>
          ))
        )}
      </div>
      <FullScreenPanel panels={panels} runs={runs} />
    </div>
  )
}
