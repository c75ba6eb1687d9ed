'use client'

import { Activity } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useProject } from '@/components/live/useProject'
import { useProjectEvents } from '@/components/live/useProjectRuns'
import { useRunKeys } from '@/components/live/useRunKeys'
import { runSetOfRun } from '@/components/reports/addToReport/wantedRunSet'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { Skeleton } from '@/components/ui/Skeleton'
import { PanelArea } from '@/components/workspace/PanelArea'
import { useWorkspace } from '@/components/workspace/document/useWorkspace'
import { usePanels } from '@/components/workspace/usePanels'
import type { RunRow } from '@/lib/api/runs'
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
  const { id, name, displayName, number, state, createdAt, definitions } = run
  const own = useMemo(() => {
    const { history = [], events = [] } = keys.data ?? {}
    return {
      history: stream === 'history' ? history : [],
      events: stream === 'events' ? events : [],
    }
  }, [keys.data, stream])
  // As the person's own view of the project has them.
  const { open, error, retry } = useWorkspace(entity, project, null)
  const panels = usePanels(open, {
    keys: own,
    runs: useMemo(() => [{ definitions }], [definitions]),
    ofOneRun: true,
  })
  const runs = useMemo(
    () => [
      panelRun({ id, name, displayName, number, state, createdAt, definitions }, entity, project),
    ],
    [id, name, displayName, number, state, createdAt, definitions, entity, project],
  )
  const canWrite = useProject(entity, project).data?.canWrite ?? false
  const runSetForReport = useCallback(() => runSetOfRun(runs[0]!), [runs])
  const annotations = useMemo(
    () => ({ entity, project, projectId, run: name }),
    [entity, project, projectId, name],
  )
  if (keys.isLoadingError || (error && !open)) {
    return (
      <ErrorState
        title="The run’s keys could not be loaded"
        error={keys.error ?? error}
        onRetry={() => {
          void keys.refetch()
          retry()
        }}
      />
    )
  }
  return (
    <PanelArea
      panels={panels}
      annotations={annotations}
      runSetForReport={canWrite ? runSetForReport : undefined}
      runs={runs}
      instead={
        keys.isPending || !open ? (
          <Loading />
        ) : stream === 'events' ? (
          <NoSystemMetrics />
        ) : undefined
      }
    />
  )
}

function Loading() {
  return (
    <div className="grid gap-3 p-3 sm:grid-cols-2" role="status" aria-label="Loading">
      {Array.from({ length: 4 }, (_, i) => (
        <div key={i} className="h-65 rounded-md border border-line p-3">
          <Skeleton className="w-1/3" />
        </div>
      ))}
    </div>
  )
}

function NoSystemMetrics() {
  return (
    <EmptyState icon={Activity} title="No system metrics yet">
      The SDK sends the first ones about 15 seconds after a run starts.
    </EmptyState>
  )
}
