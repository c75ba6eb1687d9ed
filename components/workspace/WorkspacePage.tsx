'use client'

import { ListTree, PanelLeft } from 'lucide-react'
import { useCallback, useState } from 'react'
import { PasteLines } from '@/components/home/PasteLines'
import { useProject } from '@/components/live/useProject'
import { useProjectEvents, useProjectKeys } from '@/components/live/useProjectRuns'
import { localRunSetOf } from '@/components/runs/localRunSet'
import { RunSetProvider } from '@/components/runs/RunSetContext'
import { RunsView } from '@/components/runs/RunsView'
import { useDrawnRuns } from '@/components/runs/useDrawnRuns'
import { useModelVersion, useRuns } from '@/components/runs/useRuns'
import { useWorkspaceView, ViewToggle } from '@/components/runs/ViewToggle'
import { PageTitle } from '@/components/shell/PageTitle'
import { useRouteNames } from '@/components/shell/routeNames'
import { Button } from '@/components/ui/Button'
import { ErrorState } from '@/components/ui/ErrorState'
import { IconButton } from '@/components/ui/IconButton'
import { Sheet } from '@/components/ui/Sheet'
import { formatCount } from '@/lib/format/number'
import { LIST_WIDTH } from '@/lib/panels/workspaceState'
import { PanelArea } from './PanelArea'
import { Splitter } from './Splitter'
import { usePanels } from './usePanels'
import { WorkspaceSkeleton } from './WorkspaceSkeleton'

/** A project: its runs at the left, a panel for every key at the right; or its runs alone, as a table. */
export function WorkspacePage() {
  const { entity = '', project = '' } = useRouteNames()
  return (
    <RunSetProvider access={localRunSetOf(entity, project)}>
      <Workspace key={`${entity}/${project}`} entity={entity} project={project} />
    </RunSetProvider>
  )
}

function Workspace({ entity, project }: { entity: string; project: string }) {
  const about = useProject(entity, project)
  const keys = useProjectKeys(entity, project)
  useProjectEvents(entity, project, about.data?.id)
  const runs = useRuns(entity, project, about.data?.id, about.data?.canWrite ?? false)
  const { model } = runs
  useModelVersion(model)
  const [view, setView] = useWorkspaceView()
  const drawnRuns = useDrawnRuns(runs, model.total, view === 'panels')
  const { drawn, rows, leftOut } = drawnRuns
  const [sheetOpen, setSheetOpen] = useState(false)
  const closeSheet = useCallback(() => setSheetOpen(false), [])
  const panels = usePanels(entity, project, keys.data, rows)
  const { workspace, update } = panels

  const failed = [about, keys].find((query) => query.isError)
  if (failed) {
    return (
      <>
        <PageTitle parts={[project]} />
        <h1 className="sr-only">{project}</h1>
        <ErrorState
          title={`${entity}/${project} could not be opened`}
          error={failed.error}
          onRetry={() => void Promise.all([about.refetch(), keys.refetch()])}
        />
      </>
    )
  }
  const isTable = view === 'table'
  const ready = about.data && (isTable || (keys.data && drawnRuns.ready && model.loaded))
  if (!ready && !(drawnRuns.error && !drawnRuns.ready)) {
    return <WorkspaceSkeleton project={project} wide={isTable} />
  }
  const total = model.all
  const toggle = <ViewToggle view={view} onView={setView} />
  return (
    <div className="flex h-[calc(100dvh-var(--shell-top))] min-w-0">
      <PageTitle parts={[project, entity]} />
      <h1 className="sr-only">
        {entity}/{project}
      </h1>
      {isTable ? (
        <RunsView runs={runs} wide start={toggle} nothing={<NoRuns />} />
      ) : (
        <>
          {workspace.listOpen && (
            <>
              <aside
                aria-label="Run list"
                className="flex min-w-0 shrink-0 flex-col max-md:hidden"
                style={{ width: workspace.listWidth }}
              >
                <RunsView runs={runs} wide={false} />
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
            <div className="flex h-[70dvh] flex-col">
              <RunsView runs={runs} wide={false} onRemoved={closeSheet} />
            </div>
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
                {toggle}
              </>
            }
            notice={leftOut > 0 && <LeftOut drawn={drawn.length} leftOut={leftOut} />}
          />
        </>
      )}
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
