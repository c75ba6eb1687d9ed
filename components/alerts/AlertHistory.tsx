'use client'

import { Siren } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { AlertRow } from './AlertRow'
import { RunChoice } from './RunChoice'
import { useAlerts } from './useAlerts'

/** What happened, newest first; `?run=` keeps to one run. */
export function AlertHistory({ entity, project }: { entity: string; project: string }) {
  const [run, setRun] = useRunName()
  const query = useAlerts(entity, project, run)
  const alerts = query.data?.pages.flatMap((page) => page.alerts) ?? []
  return (
    <section aria-label="History">
      <RunChoice {...{ entity, project, run }} onRun={setRun} />
      {query.isPending && <SkeletonRows rows={5} className="mt-2" />}
      {query.isLoadingError && (
        <ErrorState
          title="The alerts could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && alerts.length === 0 && (
        <EmptyState icon={Siren} title={run === null ? 'Nothing yet' : 'Nothing yet in this run'}>
          What rules fire for, and what scripts say by{' '}
          <code className="text-12">wandb.alert()</code>, appears here by itself.
        </EmptyState>
      )}
      {alerts.length > 0 && (
        <ol aria-label="Alerts" className="mt-2">
          {alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <Button
          className="mt-3"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </section>
  )
}

function useRunName(): [string | null, (run: string | null) => void] {
  const pathname = usePathname()
  const params = useSearchParams()
  const set = (run: string | null) => {
    const query = new URLSearchParams(params)
    if (run === null) query.delete('run')
    else query.set('run', run)
    window.history.pushState(null, '', pathname + (query.size > 0 ? `?${query}` : ''))
  }
  return [params.get('run'), set]
}
