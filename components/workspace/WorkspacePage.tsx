'use client'

import { ListTree, PanelLeft } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useSaveStatus } from '@/components/collab/useSession'
import { PasteLines } from '@/components/home/PasteLines'
import { useProject } from '@/components/live/useProject'
import { useProjectEvents, useProjectKeys } from '@/components/live/useProjectRuns'
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
import { runSetOfView } from '@/components/reports/addToReport/wantedRunSet'
import type { PanelRunSet } from '@/lib/panels/panelRunSet'
import type { Filter } from '@/lib/filters/ast'
import { formatCount } from '@/lib/format/number'
import { LIST_WIDTH } from '@/lib/panels/workspaceState'
import { newId } from '@/lib/workspace/runSet'
import { ConnectionBar } from './ConnectionBar'
import { useScreen } from './document/screenStore'
import { type OpenWorkspace, useWorkspace } from './document/useWorkspace'
import { PanelArea } from './PanelArea'
import { Splitter } from './Splitter'
import { usePanels } from './usePanels'
import { useViewSlug } from './views/useViews'
import { ViewMenu } from './views/ViewMenu'
import { WorkspaceSkeleton } from './WorkspaceSkeleton'

/** A project: its runs at the left, a panel for every key at the right; or its runs alone, as a table. */
export function WorkspacePage() {
  const { entity = '', project = '' } = useRouteNames()
  const [slug, setSlug] = useViewSlug()
  const { open, error, retry, session } = useWorkspace(entity, project, slug)
  const { connection } = useSaveStatus(session)
  if (open) {
    return (
      <RunSetProvider access={open.runSet}>
        <Workspace key={open.view.slug} open={open} onView={setSlug} />
      </RunSetProvider>
    )
  }
  if (error) {
    const what = slug === null ? `${entity}/${project}` : 'This view'
    return (
      <>
        <PageTitle parts={[project]} />
        <h1 className="sr-only">{project}</h1>
        <ErrorState title={`${what} could not be opened`} error={error} onRetry={retry} />
        {slug !== null && (
          <p className="text-center">
            <Button onClick={() => setSlug(null)}>Open your own view</Button>
          </p>
        )}
      </>
    )
  }
  return (
    <>
      {(connection === 'offline' || connection === 'refused') && (
        <ConnectionBar session={session} onOwnView={() => setSlug(null)} />
      )}
      <WorkspaceSkeleton project={project} />
    </>
  )
}

interface WorkspaceProps {
  open: OpenWorkspace
  onView: (slug: string | null) => void
}

function Workspace({ open, onView }: WorkspaceProps) {
  const { entity, project } = open
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
  const panels = usePanels(open, { keys: keys.data, runs: rows })
  const [screen, setScreen] = useScreen(entity, project)
  const { query, state: runState, access } = runs
  const runSet = useMemo(
    (): PanelRunSet => ({
      entity,
      project,
      query,
      groupBy: runState.groupBy,
      hidden: runState.hidden,
      colors: runState.colors,
    }),
    [entity, project, query, runState.groupBy, runState.hidden, runState.colors],
  )
  const annotations = useMemo(
    () => ({ entity, project, projectId: about.data?.id }),
    [entity, project, about.data?.id],
  )
  const canWrite = about.data?.canWrite ?? false
  const runSetForReport = useCallback(
    () => runSetOfView(entity, project, access.getState()),
    [entity, project, access],
  )
  const onFilter = useCallback(
    (filter: Filter) => access.putCondition({ id: newId(), filter, disabled: false }),
    [access],
  )

  // A refetch that fails, as on a cut line, leaves what is there.
  const failed = [about, keys].find((query) => query.isLoadingError)
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
  const toggle = (
    <>
      <ViewMenu
        {...{ entity, project, onView }}
        view={open.view}
        canShare={about.data?.canWrite ?? false}
      />
      <ViewToggle view={view} onView={setView} />
    </>
  )
  return (
    <div className="flex h-[calc(100dvh-var(--shell-top))] min-w-0">
      <PageTitle parts={[project, entity]} />
      <h1 className="sr-only">
        {entity}/{project}
      </h1>
      {isTable ? (
        <div className="flex min-w-0 grow flex-col">
          <ConnectionBar session={open.session} onOwnView={() => onView(null)} />
          <RunsView runs={runs} wide start={toggle} nothing={<NoRuns />} />
        </div>
      ) : (
        <>
          {screen.listOpen && (
            <>
              <aside
                aria-label="Run list"
                className="flex min-w-0 shrink-0 flex-col max-md:hidden"
                style={{ width: screen.listWidth }}
              >
                <RunsView runs={runs} wide={false} />
              </aside>
              <div className="flex max-md:hidden">
                <Splitter
                  label="Width of the run list"
                  value={screen.listWidth}
                  min={LIST_WIDTH.min}
                  max={LIST_WIDTH.max}
                  onChange={(listWidth) => setScreen({ listWidth })}
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
            annotations={annotations}
            runs={drawn}
            runSet={runSet}
            onFilter={onFilter}
            runSetForReport={canWrite ? runSetForReport : undefined}
            onOwnView={() => onView(null)}
            instead={total === 0 ? <NoRuns /> : undefined}
            start={
              <>
                <IconButton
                  label={screen.listOpen ? 'Hide the run list' : 'Show the run list'}
                  icon={PanelLeft}
                  className="-ml-1.5 max-md:hidden"
                  onClick={() => setScreen({ listOpen: !screen.listOpen })}
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
