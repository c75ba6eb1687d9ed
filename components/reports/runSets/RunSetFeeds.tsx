'use client'

import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import type { PanelRunSet } from '@/lib/panels/panelRunSet'
import { useProject } from '@/components/live/useProject'
import { useProjectEvents } from '@/components/live/useProjectRuns'
import { RunSetProvider } from '@/components/runs/RunSetContext'
import { useDrawnRuns } from '@/components/runs/useDrawnRuns'
import { useModelVersion, useRuns } from '@/components/runs/useRuns'
import { useOpened } from '@/components/ui/useOpened'
import { ReportRunSetAccess } from '@/lib/reports/runSetAccess'
import { stillRun } from '@/lib/reports/freeze'
import type { ReportRunSet } from '@/lib/reports/runSets'
import { useOpenReport, useRunSets } from '../document/reportContext'
import { type ResolvedRunSet, ResolvedRunSets, RunSetsContext } from './resolvedRunSets'
import { FrozenAccess } from './FrozenAccess'
import { drawnPlace, type RunSetPlace } from './runSetPlace'

/**
 * Follows every run set of the report once, however many blocks show it: a block that is moved, or
 * comes and goes, asks for nothing again.
 */
export function RunSetFeeds({ children }: { children: ReactNode }) {
  const { item, readOnly } = useOpenReport()
  const runSets = useRunSets()
  const [resolved] = useState(() => new ResolvedRunSets())
  const places = new Map(
    runSets.map((set) => {
      const place = drawnPlace(set, item)
      return [JSON.stringify(place), place]
    }),
  )
  return (
    <RunSetsContext value={resolved}>
      {[...places].map(([key, place]) => (
        <ProjectFeed key={key} {...place} />
      ))}
      {runSets.map((set) => (
        <RunSetFeed key={set.id} {...{ set, resolved, readOnly }} place={drawnPlace(set, item)} />
      ))}
      {children}
    </RunSetsContext>
  )
}

/** In the project's room while some run set is of it. */
function ProjectFeed({ entity, project }: RunSetPlace) {
  const about = useProject(entity, project)
  useProjectEvents(entity, project, about.data?.id)
  return null
}

interface FeedProps {
  set: ReportRunSet
  place: RunSetPlace
  resolved: ResolvedRunSets
  readOnly: boolean
}

function RunSetFeed({ set, place, resolved, readOnly }: FeedProps) {
  const { doc } = useOpenReport().session
  const { id } = set
  const open = useCallback(() => new ReportRunSetAccess(doc, id, readOnly), [doc, id, readOnly])
  const own = useOpened(open, dispose)
  const frozen = set.frozen !== null
  const access = useMemo(() => (own && frozen ? new FrozenAccess(own) : own), [own, frozen])
  if (!access) return null
  return (
    <RunSetProvider access={access}>
      <Resolve {...{ set, resolved, ...place }} key={JSON.stringify(place)} />
    </RunSetProvider>
  )
}

const dispose = (access: ReportRunSetAccess) => access.dispose()

function Resolve({
  set: { id, name, frozen },
  resolved,
  entity,
  project,
}: Pick<FeedProps, 'set' | 'resolved'> & RunSetPlace) {
  const client = useQueryClient()
  const about = useProject(entity, project)
  // A report is no place to delete runs, whatever the person may do.
  const runs = useRuns(entity, project, about.data?.id, false)
  const { model, query, state } = runs
  const version = useModelVersion(model)
  const drawn = useDrawnRuns(runs, model.total, true)
  const { groupBy, hidden, colors } = state
  const panelRunSet = useMemo(
    (): PanelRunSet => ({ entity, project, name, query, groupBy, hidden, colors }),
    [entity, project, name, query, groupBy, hidden, colors],
  )
  const { total, loaded } = model
  const error = about.error ?? drawn.error ?? (loaded ? undefined : model.error)
  const isFrozen = frozen !== null
  const { drawn: shown, rows, leftOut, ready } = drawn
  const kept = useMemo(
    () => ({
      drawn: isFrozen ? shown.map(stillRun) : shown,
      rows,
      leftOut,
      ready,
      error: undefined,
    }),
    [shown, isFrozen, rows, leftOut, ready],
  )
  useEffect(() => {
    const retry = () => {
      void client.refetchQueries({ predicate: ({ state }) => state.status === 'error' })
      model.refresh()
    }
    const set: ResolvedRunSet = {
      ...{ id, name, entity, project, runs, drawn: kept, total, panelRunSet, error, retry },
      ready: kept.ready && loaded,
      updatedAt: Date.now(),
    }
    resolved.put(set)
    // The version too: whenever anything of the runs changes, since when that was is shown.
  }, [
    client,
    model,
    resolved,
    id,
    name,
    entity,
    project,
    runs,
    kept,
    total,
    panelRunSet,
    error,
    loaded,
    version,
  ])
  useEffect(() => () => resolved.remove(id), [resolved, id])
  return null
}
