'use client'

import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { Button } from '@/components/ui/Button'
import type { Invitation } from '@/lib/api/teams'
import { teamsApi } from '@/lib/api/teamsClient'
import { InviteDialog } from './InviteDialog'
import { formatDate } from '@/lib/format/time'
import { QueryStates } from './QueryStates'
import { useChange } from './useChange'
import { ROLE_LABELS } from './words'

/** Links that still let people in. */
export function InvitationList({ team }: { team: string }) {
  const queryKey = queryKeys.invitations(team)
  const [inviting, setInviting] = useState(false)
  const invitations = useQuery({
    queryKey,
    queryFn: ({ signal }) => teamsApi.invitations(team, signal),
  })
  const revoke = useChange(
    (invitation: Invitation) => teamsApi.revokeInvitation(team, invitation.id),
    {
      keys: [queryKey, queryKeys.audit(team)],
      done: () => 'The invitation was taken back',
      failed: 'The invitation was not taken back',
    },
  )
  return (
    <section aria-labelledby="invitations" className="mt-6 border-t border-line pt-4">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h3 id="invitations" className="text-14">
          Invitations
        </h3>
        <Button variant="primary" icon={UserPlus} onClick={() => setInviting(true)}>
          Invite by link
        </Button>
      </div>
      <QueryStates query={invitations} failed="The invitations could not be loaded">
        {(data) =>
          data.invitations.length === 0 ? (
            <p className="text-ink-2">No link is open. Whoever has one can join the team by it.</p>
          ) : (
            <ul>
              {data.invitations.map((invitation) => (
                <li
                  key={invitation.id}
                  className="flex items-center justify-between gap-3 border-t border-line py-1.5"
                >
                  <p className="min-w-0">
                    <span className="font-medium">{ROLE_LABELS[invitation.role]}</span>
                    <span className="text-ink-2">
                      {' · '}
                      {usesOf(invitation)}, until {formatDate(Date.parse(invitation.expiresAt))}
                    </span>
                    <span className="text-ink-3">
                      {' · '}#{invitation.id} by {invitation.createdBy}
                    </span>
                  </p>
                  <Button
                    variant="quiet"
                    aria-label={`Take back invitation #${invitation.id}`}
                    onClick={() => revoke.mutate(invitation)}
                  >
                    Take back
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </QueryStates>
      <InviteDialog team={team} open={inviting} onOpenChange={setInviting} />
    </section>
  )
}

function usesOf({ uses, maxUses }: Invitation): string {
  if (maxUses === 1) return 'one person'
  if (maxUses === null) return `any number of people, ${uses} so far`
  return `${uses} of ${maxUses} people`
}
