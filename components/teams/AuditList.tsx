'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import { queryKeys } from '@/components/live/queryKeys'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { SkeletonRows } from '@/components/ui/Skeleton'
import type { AuditEvent } from '@/lib/api/teams'
import { teamsApi } from '@/lib/api/teamsClient'

const ACTIONS: Record<string, string> = {
  'team.created': 'made the team',
  'team.deleted': 'deleted the team',
  'member.joined': 'joined:',
  'member.left': 'left:',
  'member.removed': 'removed',
  'member.role_changed': 'changed the role of',
  'invitation.created': 'made invitation',
  'invitation.revoked': 'took back invitation',
  'link.created': 'made a link to',
  'link.revoked': 'withdrew a link to',
  'service.created': 'made the service account',
  'service.removed': 'removed the service account',
  'service.key_created': 'made a key for',
  'service.key_revoked': 'revoked a key of',
  'project.visibility_changed': 'changed who sees',
  'person.signed_up': 'signed up as',
  'person.disabled': 'disabled',
  'person.enabled': 'enabled',
  'person.link_issued': 'made a sign-in link for',
}

/** What was done with rights, newest first: in a team, or with null on the whole server. */
export function AuditList({ team }: { team: string | null }) {
  const audit = useInfiniteQuery({
    queryKey: queryKeys.audit(team),
    queryFn: ({ pageParam, signal }) => teamsApi.audit(team, pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  })
  if (audit.isPending) return <SkeletonRows rows={6} />
  if (audit.data === undefined) {
    return (
      <ErrorState
        title="The activity could not be loaded"
        error={audit.error}
        onRetry={() => void audit.refetch()}
      />
    )
  }
  const events = audit.data.pages.flatMap((page) => page.events)
  if (events.length === 0) {
    return (
      <EmptyState icon={ScrollText} title="Nothing yet">
        Changes of members, roles, invitations and visibility are written down here.
      </EmptyState>
    )
  }
  return (
    <>
      <ol aria-label="Activity">
        {events.map((event) => (
          <Entry key={event.id} event={event} showEntity={team === null} />
        ))}
      </ol>
      {audit.hasNextPage && (
        <Button
          className="mt-3"
          busy={audit.isFetchingNextPage}
          onClick={() => void audit.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </>
  )
}

/** Roles, visibilities and scopes are written down by their names in the API. */
function inWords(detail: string): string {
  return detail.replace(/\b(ADMIN|MEMBER|VIEWER|PRIVATE|TEAM|OPEN|WRITE|READ)\b/g, (word) =>
    word.toLowerCase(),
  )
}

function Entry({ event, showEntity }: { event: AuditEvent; showEntity: boolean }) {
  return (
    <li className="flex items-baseline justify-between gap-3 border-t border-line py-1.5 first:border-t-0">
      <p className="min-w-0 wrap-anywhere">
        <span className="font-medium">{event.actor}</span>{' '}
        <span className="text-ink-2">{ACTIONS[event.action] ?? event.action}</span>{' '}
        <span className="font-medium">{event.target}</span>
        {event.detail !== '' && <span className="text-ink-2"> ({inWords(event.detail)})</span>}
        {showEntity && event.entity !== null && event.entity !== event.target && (
          <span className="text-ink-3"> in {event.entity}</span>
        )}
      </p>
      <RelativeTime time={event.at} className="shrink-0 text-12 text-ink-3" />
    </li>
  )
}
