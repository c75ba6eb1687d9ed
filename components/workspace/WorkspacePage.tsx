'use client'

import { ListTree, PanelLeft } from 'lucide-react'
import { useCallback, useState } from 'react'
import { PasteLines } from '@/components/home/PasteLines'
import { useProjectEvents, useProjectKeys, useProjectRuns } from '@/components/live/useProjectRuns'
import { useProject } from '@/components/live/useProject'
import { PageTitle } from '@/components/shell/PageTitle'
import { useRouteNames } from '@/components/shell/routeNames'
import { Button } from '@/components/ui/Button'
import { ErrorState } from '@/components/ui/ErrorState'
import { IconButton } from '@/components/ui/IconButton'
import { Sheet } from '@/components/ui/Sheet'
import { formatCount } from '@/lib/format/number'
import { LIST_WIDTH } from '@/lib/panels/workspaceState'
import { PanelArea } from './PanelArea'
import { RunList } from './RunList'
import { Splitter } from './Splitter'
import { useDrawnRuns } from './useDrawnRuns'
import { usePanels } from './usePanels'
import { useRunList } from './useRunList'
import { WorkspaceSkeleton } from './WorkspaceSkeleton'

/** A project: its runs at the left, a panel for every key at the right. */
export function WorkspacePage() {
  const { entity = '', project = '' } = useRouteNames()
  const about = useProject(entity, project)
  const runs = useProjectRuns(entity, project)
  const keys = useProjectKeys(entity, project)
  useProjectEvents(entity, project, about.data?.id)
  const [sheetOpen, setSheetOpen] = useState(false)
  const closeSheet = useCallback(() => setSheetOpen(false), [])

  const panels = usePanels(entity, project, keys.data, runs.data?.runs)
  const { workspace, update } = panels
  const list = useRunList(runs.data?.runs, workspace, update)
  const { drawn, leftOut } = useDrawnRuns(list.listed, list.isHidden, entity, project)

  const failed = [about, runs, keys].find((query) => query.isError)
  if (failed) {
    return (
      <>
        <PageTitle parts={[project]} />
        <h1 className="sr-only">{project}</h1>
        <ErrorState
          title={`${entity}/${project} could not be opened`}
          error={failed.error}
          onRetry={() => void Promise.all([about.refetch(), runs.refetch(), keys.refetch()])}
        />
      </>
    )
  }
  if (!runs.data || !keys.data || !about.data) return <WorkspaceSkeleton project={project} />

  const total = runs.data.runs.length
  const runList = (
    <RunList
      {...{ entity, project, total, list, workspace, update }}
      canWrite={about.data.canWrite}
      onRemoved={closeSheet}
    />
  )
  return (
    <div className="flex h-[calc(100dvh-var(--shell-top))] min-w-0">
      <PageTitle parts={[project, entity]} />
      <h1 className="sr-only">
        {entity}/{project}
      </h1>
      {workspace.listOpen && (
        <>
          <aside
            aria-label="Run list"
            className="flex min-w-0 shrink-0 flex-col max-md:hidden"
            style={{ width: workspace.listWidth }}
          >
            {runList}
          </aside>
          <div className="flex max-md:hidden">
            <Splitter
              label="Width of the run list"
              value={workspace.listWidth}
              min={LIST_WIDTH.min}
              max={LIST_WIDTH.max}
              onChange={(listWidth) => update(() => ({ listWidth }))}
            />
          </div>
        </>
      )}
      <Sheet open={sheetOpen} onOpenChange={setSheetOpen} title={`Runs of ${project}`}>
        <div className="flex h-[70dvh] flex-col">{runList}</div>
      </Sheet>
      <PanelArea
        panels={panels}
        runs={drawn}
        instead={total === 0 ? <NoRuns /> : undefined}
        start={
          <>
            <IconButton
              label={workspace.listOpen ? 'Hide the run list' : 'Show the run list'}
              icon={PanelLeft}
              className="-ml-1.5 max-md:hidden"
              onClick={() => update(({ listOpen }) => ({ listOpen: !listOpen }))}
            />
            <Button
              icon={ListTree}
              className="md:hidden"
              title={`${formatCount(drawn.length)} of ${formatCount(total)} runs are drawn`}
              onClick={() => setSheetOpen(true)}
            >
              Runs {formatCount(drawn.length)}/{formatCount(total)}
            </Button>
          </>
        }
        notice={leftOut > 0 && <LeftOut drawn={drawn.length} leftOut={leftOut} />}
      />
    </div>
  )
}

/** Never silently fewer. */
function LeftOut({ drawn, leftOut }: { drawn: number; leftOut: number }) {
  return (
    <p
      role="status"
      className="border-b border-line bg-warning-soft px-3 py-1 text-12 text-warning"
    >
      The first {formatCount(drawn)} of {formatCount(drawn + leftOut)} visible runs are drawn.
      Search, or hide some, to see the others.
    </p>
  )
}

function NoRuns() {
  return (
    <div className="mx-auto max-w-160 px-3 py-8">
      <p className="mb-5 text-14 font-medium">No run has been logged to this project yet.</p>
      <PasteLines />
    </div>
  )
}
