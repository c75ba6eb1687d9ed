'use client'

import { Trash2 } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'
import { FilesView } from '@/components/files/FilesView'
import { useRun, useRunEvents } from '@/components/live/useRun'
import { LogView } from '@/components/logs/LogView'
import { PageTitle } from '@/components/shell/PageTitle'
import { binPath, runPath } from '@/components/shell/paths'
import { useRouteNames } from '@/components/shell/routeNames'
import { buttonClass } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { Skeleton, SkeletonRows } from '@/components/ui/Skeleton'
import { Tabs } from '@/components/ui/Tabs'
import { BIN_DAYS } from '@/lib/api/bin'
import { ApiError } from '@/lib/api/errors'
import type { RunDetail } from '@/lib/api/runs'
import { RunCharts } from './RunCharts'
import { RunHeader } from './RunHeader'
import { RunOverview } from './RunOverview'

const TABS = ['overview', 'charts', 'system', 'logs', 'files'] as const
type RunTab = (typeof TABS)[number]

export function RunPage() {
  const { entity = '', project = '', run: name = '' } = useRouteNames()
  const run = useRun(entity, project, name)
  useRunEvents(entity, project, name, run.data?.run.id)
  useNewAddress(run.data, entity, project)
  if (run.isPending) return <RunSkeleton name={name} />
  if (run.error instanceof ApiError && run.error.code === 'in_bin') {
    return <DeletedRun {...{ entity, project, name }} />
  }
  if (run.isError) {
    return (
      <>
        <PageTitle parts={[name, project]} />
        <h1 className="sr-only">{name}</h1>
        <ErrorState
          title={`The run ${name} could not be opened`}
          error={run.error}
          onRetry={() => void run.refetch()}
        />
      </>
    )
  }
  return <LoadedRun detail={run.data} />
}

/** A run that was moved is shown where it is now. */
function useNewAddress(detail: RunDetail | undefined, entity: string, project: string): void {
  const router = useRouter()
  const moved = detail && (detail.entity !== entity || detail.project !== project)
  const to = moved ? runPath(detail.entity, detail.project, detail.run.name) : undefined
  useEffect(() => {
    if (to !== undefined) router.replace(to)
  }, [router, to])
}

function DeletedRun({ entity, project, name }: { entity: string; project: string; name: string }) {
  return (
    <>
      <PageTitle parts={[name, project]} />
      <h1 className="sr-only">{name}</h1>
      <EmptyState
        icon={Trash2}
        title="This run was deleted"
        action={
          <Link className={buttonClass()} href={binPath(entity, project)}>
            Open the bin
          </Link>
        }
      >
        It can be restored from the project’s bin for {BIN_DAYS} days.
      </EmptyState>
    </>
  )
}

function LoadedRun({ detail }: { detail: RunDetail }) {
  const { run, entity, project, projectId } = detail
  const [tab, setTab] = useTab()
  const running = run.state === 'running' || run.state === 'preempting'
  const charts = (stream: 'history' | 'events') => (
    <RunCharts {...{ entity, project, projectId, run, stream }} />
  )
  const page = (content: ReactNode) => (
    <div className="h-full overflow-y-auto overscroll-contain">{content}</div>
  )
  return (
    <div className="flex h-[calc(100dvh-var(--shell-top))] min-w-0 flex-col">
      <PageTitle parts={[run.displayName, project, entity]} />
      <RunHeader detail={detail} />
      <Tabs<RunTab>
        label="Run"
        value={tab}
        onValueChange={setTab}
        className="mt-2 flex min-h-0 grow flex-col"
        listClassName="shrink-0 px-1 md:px-2"
        contentClassName="flex min-h-0 grow flex-col"
        tabs={[
          {
            value: 'overview',
            label: 'Overview',
            content: page(<RunOverview detail={detail} />),
          },
          { value: 'charts', label: 'Charts', content: charts('history') },
          { value: 'system', label: 'System', content: charts('events') },
          {
            value: 'logs',
            label: 'Logs',
            content: <LogView key={run.id} runId={run.id} running={running} />,
          },
          { value: 'files', label: 'Files', content: page(<FilesView runId={run.id} />) },
        ]}
      />
    </div>
  )
}

/** The tab stands in the address, so that a link leads to it and "back" returns from it. */
function useTab(): [RunTab, (tab: RunTab) => void] {
  const pathname = usePathname()
  const asked = useSearchParams().get('tab')
  const tab = TABS.find((one) => one === asked) ?? 'overview'
  const set = (next: RunTab) => {
    // A click is told twice, by press and by focus; "back" should go back once.
    if ((new URLSearchParams(window.location.search).get('tab') ?? 'overview') === next) return
    const query = next === 'overview' ? '' : `?tab=${next}`
    window.history.pushState(null, '', pathname + query)
  }
  return [tab, set]
}

function RunSkeleton({ name }: { name: string }) {
  return (
    <div className="px-3 pt-4 md:px-4">
      <PageTitle parts={[name]} />
      <h1 className="sr-only">{name}</h1>
      <Skeleton className="h-5 w-56" />
      <Skeleton className="mt-3 w-80 max-w-full" />
      <div className="mt-8 grid gap-10 lg:grid-cols-2">
        <SkeletonRows rows={8} />
        <SkeletonRows rows={8} />
      </div>
    </div>
  )
}
