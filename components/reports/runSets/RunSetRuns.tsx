'use client'

import { RunSetProvider } from '@/components/runs/RunSetContext'
import { RunsView } from '@/components/runs/RunsView'
import { useRuns } from '@/components/runs/useRuns'
import { useProject } from '@/components/live/useProject'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import type { ResolvedRunSet } from './resolvedRunSets'

/** The runs of a set as a list: searched, filtered, grouped, in order, shown or not, coloured. */
export function RunSetRuns({ resolved }: { resolved: ResolvedRunSet | undefined }) {
  if (!resolved) return <SkeletonRows rows={6} className="p-3" />
  const { entity, project, error, retry } = resolved
  if (error) {
    return (
      <ErrorState
        title={`${entity}/${project} could not be opened`}
        error={error}
        onRetry={retry}
      />
    )
  }
  return (
    <RunSetProvider access={resolved.runs.access}>
      <List key={`${entity}/${project}`} entity={entity} project={project} />
    </RunSetProvider>
  )
}

/** With a model of its own: two lists of one model would scroll each other. */
function List({ entity, project }: Pick<ResolvedRunSet, 'entity' | 'project'>) {
  const about = useProject(entity, project)
  const runs = useRuns(entity, project, about.data?.id, false)
  return (
    <RunsView
      runs={runs}
      wide={false}
      nothing={<p className="p-4 text-ink-3">No run has been logged to this project yet.</p>}
    />
  )
}
