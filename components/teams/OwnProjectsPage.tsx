'use client'

import { useQuery } from '@tanstack/react-query'
import { queryKeys } from '@/components/live/queryKeys'
import { PageTitle } from '@/components/shell/PageTitle'
import { useSession } from '@/components/shell/useSession'
import { teamsApi } from '@/lib/api/teamsClient'
import { QueryStates } from './QueryStates'
import { VisibilityTable } from './VisibilityTable'

/** Who sees the projects one logged under one's own name. */
export function OwnProjectsPage() {
  const username = useSession().data?.user.username
  const projects = useQuery({
    queryKey: queryKeys.ownProjects,
    queryFn: ({ signal }) => teamsApi.ownProjects(signal),
  })
  return (
    <>
      <PageTitle parts={['Projects']} />
      <QueryStates query={projects} failed="Your projects could not be loaded">
        {(data) => (
          <VisibilityTable
            entity={username ?? ''}
            projects={data.projects}
            canManage={username !== undefined}
            queryKey={queryKeys.ownProjects}
            personal
          />
        )}
      </QueryStates>
    </>
  )
}
