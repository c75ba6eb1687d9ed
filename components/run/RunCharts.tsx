'use client'

import { Activity, ChartLine } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { useProjectEvents } from '@/components/live/useProjectRuns'
import { useRunKeys } from '@/components/live/useRunKeys'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { Skeleton } from '@/components/ui/Skeleton'
import { FullScreenPanel } from '@/components/workspace/FullScreenPanel'
import { PanelGrid, type PanelGridHandle } from '@/components/workspace/PanelGrid'
import { PanelToolbar } from '@/components/workspace/PanelToolbar'
import { usePanels } from '@/components/workspace/usePanels'
import type { RunRow } from '@/lib/api/runs'
import { countOf } from '@/lib/format/number'
import type { Stream } from '@/lib/metrics/seriesQuery'
import { panelRun } from '@/lib/panels/panelRun'

export interface RunChartsProps {
  entity: string
  project: string
  projectId: number
  run: RunRow
  stream: Stream
}

/** A panel for every key one run has logged. Fills its parent, and scrolls in itself. */
export function RunCharts({ entity, project, projectId, run, stream }: RunChartsProps) {
  const keys = useRunKeys(run.id)
  useProjectEvents(entity, project, projectId)
  const own = useMemo(() => {
    const { history = [], events = [] } = keys.data ?? {}
    return {
      history: stream === 'history' ? history : [],
      events: stream === 'events' ? events : [],
    }
  }, [keys.data, stream])
  const grid = useRef<PanelGridHandle>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const panels = usePanels(entity, project, own, grid)
  const { workspace, update } = panels
  const { id, name, displayName, number, state, createdAt } = run
  const runs = useMemo(
    () => [panelRun({ id, name, displayName, number, state, createdAt }, entity, project)],
    [id, name, displayName, number, state, createdAt, entity, project],
  )
  if (keys.isError) {
    return (
      <ErrorState
        title="The run’s keys could not be loaded"
        error={keys.error}
        onRetry={() => void keys.refetch()}
      />
    )
  }
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
      />
      <div ref={scroller} className="min-h-0 grow overflow-y-auto overscroll-contain pb-3">
        {keys.isPending ? (
          <div className="grid gap-3 p-3 sm:grid-cols-2" role="status" aria-label="Loading">
            {Array.from({ length: 4 }, (_, i) => (
              <div key={i} className="h-65 rounded-md border border-line p-3">
                <Skeleton className="w-1/3" />
              </div>
            ))}
          </div>
        ) : panels.sections.length > 0 ? (
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
            handle={grid}
          />
        ) : panels.searching ? (
          <EmptyState icon={ChartLine} title="No panel matches the search" />
        ) : stream === 'events' ? (
          <EmptyState icon={Activity} title="No system metrics yet">
            The SDK sends the first ones about 15 seconds after a run starts.
          </EmptyState>
        ) : (
          <EmptyState icon={ChartLine} title="No metric has been logged yet">
            A panel appears for each key by itself, as soon as the run logs it.
          </EmptyState>
        )}
      </div>
      <FullScreenPanel panels={panels} runs={runs} />
    </div>
  )
}
