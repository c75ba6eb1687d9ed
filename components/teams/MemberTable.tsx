'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { useSession } from '@/components/shell/useSession'
import { Badge } from '@/components/ui/Badge'
import { Button } from '@/components/ui/Button'
import { ConfirmDialog } from '@/components/ui/Dialog'
import { Select } from '@/components/ui/Select'
import type { Role } from '@/lib/api/roles'
import type { Member, Team } from '@/lib/api/teams'
import { teamsApi } from '@/lib/api/teamsClient'
import { useChange } from './useChange'
import { ROLE_LABELS, ROLE_OPTIONS } from './words'

export function MemberTable({ team }: { team: Team }) {
  const me = useSession().data?.user.username
  const [leaving, setLeaving] = useState<Member>()
  const router = useRouter()
  const keys = [queryKeys.team(team.name), queryKeys.audit(team.name), queryKeys.teams]
  const changeRole = useChange(
    ({ member, role }: { member: Member; role: Role }) =>
      teamsApi.changeRole(team.name, member.username, role),
    {
      keys,
      done: ({ member, role }) => `${member.name} is now ${ROLE_LABELS[role].toLowerCase()}`,
      failed: 'The role was not changed',
    },
  )
  const remove = useChange((member: Member) => teamsApi.removeMember(team.name, member.username), {
    keys,
    done: (member) =>
      member.username === me ? `You left ${team.name}` : `${member.name} was removed`,
    failed: 'Nobody was removed',
  })
  const self = leaving?.username === me
  return (
    <>
      <table className="w-full border-collapse">
        <thead>
          <tr className="text-left text-12 text-ink-3">
            <th className="h-7 font-normal">Name</th>
            <th className="w-28 pl-2 font-normal">Role</th>
            <th className="w-20 pl-2">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {team.members.map((member) => (
            <tr key={member.username} className="border-t border-line">
              <td className="h-10 py-1.5 wrap-anywhere">
                <span className="font-medium">{member.name}</span>
                {member.name !== member.username && (
                  <span className="ml-1.5 text-ink-3">{member.username}</span>
                )}
                {member.disabled && <Badge className="ml-1.5">Disabled</Badge>}
              </td>
              <td className="pl-2 text-ink-2">
                {team.canManage ? (
                  <Select
                    label={`Role of ${member.username}`}
                    value={member.role}
                    options={ROLE_OPTIONS}
                    disabled={changeRole.isPending}
                    onValueChange={(role) => changeRole.mutate({ member, role })}
                    className="w-26"
                  />
                ) : (
                  ROLE_LABELS[member.role]
                )}
              </td>
              <td className="pl-2 text-right">
                {(team.canManage || member.username === me) && (
                  <Button
                    variant="quiet"
                    aria-label={member.username === me ? 'Leave team' : `Remove ${member.username}`}
                    onClick={() => setLeaving(member)}
                  >
                    {member.username === me ? 'Leave' : 'Remove'}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        open={leaving !== undefined}
        onOpenChange={(open) => !open && setLeaving(undefined)}
        title={self ? `Leave ${team.name}?` : `Remove ${leaving?.name ?? ''} from ${team.name}?`}
        description={
          self
            ? 'Its projects are no longer yours to see. An admin can invite you again.'
            : 'They see its projects no more, and what they log into it stops at once. Their runs stay.'
        }
        confirmLabel={self ? 'Leave team' : 'Remove member'}
        danger
        onConfirm={async () => {
          if (!leaving) return
          await remove.mutateAsync(leaving)
          if (self) router.push('/settings/teams')
        }}
      />
    </>
  )
}
