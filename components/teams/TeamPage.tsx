'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { queryKeys } from '@/components/live/queryKeys'
import { PageTitle } from '@/components/shell/PageTitle'
import { teamPath } from '@/components/shell/paths'
import { useRouteNames } from '@/components/shell/routeNames'
import { type Tab, Tabs } from '@/components/ui/Tabs'
import type { Team } from '@/lib/api/teams'
import { teamsApi } from '@/lib/api/teamsClient'
import { AuditList } from './AuditList'
import { DeleteTeam } from './DeleteTeam'
import { InvitationList } from './InvitationList'
import { MemberTable } from './MemberTable'
import { QueryStates } from './QueryStates'
import { ServiceList } from './ServiceList'
import { VisibilityTable } from './VisibilityTable'

type TabName = 'members' | 'projects' | 'services' | 'activity'

/** Who is in a team and what they may do; what only admins see is not there for others. */
export function TeamPage() {
  const { team: name = '' } = useRouteNames()
  const team = useQuery({
    queryKey: queryKeys.team(name),
    queryFn: ({ signal }) => teamsApi.team(name, signal),
  })
  return (
    <>
      <PageTitle parts={[name, 'Teams']} />
      <h2 className="mb-2 text-16 wrap-anywhere">{name}</h2>
      <QueryStates query={team} failed="The team could not be loaded">
        {(data) => <TeamTabs team={data} />}
      </QueryStates>
    </>
  )
}

function TeamTabs({ team }: { team: Team }) {
  const wanted = useSearchParams().get('tab')
  const router = useRouter()
  const tabs: Tab<TabName>[] = [
    {
      value: 'members',
      label: 'Members',
      count: team.members.length,
      content: (
        <>
          <MemberTable team={team} />
          {team.canManage && <InvitationList team={team.name} />}
        </>
      ),
    },
    {
      value: 'projects',
      label: 'Projects',
      count: team.projects.length,
      content: (
        <VisibilityTable
          entity={team.name}
          projects={team.projects}
          canManage={team.canManage}
          queryKey={queryKeys.team(team.name)}
        />
      ),
    },
  ]
  if (team.canManage) {
    tabs.push(
      {
        value: 'services',
        label: 'Service accounts',
        content: <ServiceList team={team.name} />,
      },
      {
        value: 'activity',
        label: 'Activity',
        content: (
          <>
            <AuditList team={team.name} />
            <DeleteTeam team={team} />
          </>
        ),
      },
    )
  }
  const value = tabs.find((tab) => tab.value === wanted)?.value ?? 'members'
  return (
    <Tabs
      label="Team"
      value={value}
      onValueChange={(tab) => router.replace(`${teamPath(team.name)}?tab=${tab}`)}
      tabs={tabs}
      contentClassName="pt-4"
    />
  )
}
