'use client'

import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { queryKeys } from '@/components/live/queryKeys'
import { useProject } from '@/components/live/useProject'
import { useProjectEvents } from '@/components/live/useProjectRuns'
import { PageTitle } from '@/components/shell/PageTitle'
import { useRouteNames } from '@/components/shell/routeNames'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { BIN_DAYS } from '@/lib/api/bin'
import { api } from '@/lib/api/client'
import { BinTable } from './BinTable'

/** The deleted runs of a project, while they can be brought back. */
export function BinPage() {
  const { entity = '', project = '' } = useRouteNames()
  const about = useProject(entity, project)
  useProjectEvents(entity, project, about.data?.id)
  const bin = useQuery({
    queryKey: queryKeys.bin(entity, project),
    queryFn: ({ signal }) => api.bin(entity, project, signal),
  })
  return (
    <div className="mx-auto w-full max-w-240 px-3 py-5 md:px-4">
      <PageTitle parts={['Bin', project, entity]} />
      <h1 className="text-20 font-semibold">Bin</h1>
      <p className="mt-1 mb-4 max-w-140 text-ink-2">
        Deleted runs of {entity}/{project} stay here for {BIN_DAYS} days, then they are gone with
        all they logged. Until then a run that is still logging goes on into the bin.
      </p>
      {bin.isPending && <SkeletonRows rows={4} />}
      {bin.isError && (
        <ErrorState
          title="The bin could not be opened"
          error={bin.error}
          onRetry={() => void bin.refetch()}
        />
      )}
      {bin.data?.runs.length === 0 && (
        <EmptyState icon={Trash2} title="The bin is empty">
          Runs that are deleted from the list appear here.
        </EmptyState>
      )}
      {bin.data && bin.data.runs.length > 0 && (
        <BinTable {...{ entity, project }} runs={bin.data.runs} canWrite={bin.data.canWrite} />
      )}
    </div>
  )
}
