'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { Ban, CircleCheck, KeyRound, MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { PageTitle } from '@/components/shell/PageTitle'
import { useSession } from '@/components/shell/useSession'
import { Badge } from '@/components/ui/Badge'
import { Button } from '@/components/ui/Button'
import { CopyButton } from '@/components/ui/CopyButton'
import { Dialog } from '@/components/ui/Dialog'
import { errorMessage } from '@/components/ui/ErrorState'
import { IconButton } from '@/components/ui/IconButton'
import { Menu } from '@/components/ui/Menu'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { useToast } from '@/components/ui/Toasts'
import type { Person } from '@/lib/api/people'
import { teamsApi } from '@/lib/api/teamsClient'
import { QueryStates } from './QueryStates'
import { useChange } from './useChange'

/** Everybody with an account, for admins of the server. */
export function PeoplePage() {
  const people = useQuery({
    queryKey: queryKeys.people,
    queryFn: ({ signal }) => teamsApi.people(signal),
  })
  const [link, setLink] = useState<{ person: Person; token: string }>()
  return (
    <>
      <PageTitle parts={['People']} />
      <p className="mb-3 max-w-120 text-ink-2">
        Everybody with an account on this server. Who is disabled cannot sign in, and none of their
        keys works.
      </p>
      <QueryStates query={people} failed="The people could not be loaded">
        {(data) => (
          <table className="w-full border-collapse">
            <thead>
              <tr className="text-left text-12 text-ink-3">
                <th className="h-7 font-normal">Name</th>
                <th className="pl-2 font-normal max-sm:hidden">Teams</th>
                <th className="w-24 pl-2 font-normal">Last seen</th>
                <th className="w-9 pl-2">
                  <span className="sr-only">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.people.map((person) => (
                <PersonRow
                  key={person.username}
                  person={person}
                  onLink={(token) => setLink({ person, token })}
                />
              ))}
            </tbody>
          </table>
        )}
      </QueryStates>
      <LinkDialog link={link} onClose={() => setLink(undefined)} />
    </>
  )
}

function PersonRow({ person, onLink }: { person: Person; onLink: (token: string) => void }) {
  const me = useSession().data?.user.username
  const toast = useToast()
  const { username, name, disabled } = person
  const setDisabled = useChange((next: boolean) => teamsApi.setDisabled(username, next), {
    keys: [queryKeys.people, queryKeys.audit(null)],
    done: (next) => `${name} was ${next ? 'disabled' : 'enabled'}`,
    failed: 'Nothing was changed',
  })
  const issueLink = useMutation({
    mutationFn: () => teamsApi.issueLink(username),
    onSuccess: ({ token }) => onLink(token),
    onError: (error) =>
      toast({ title: 'No link was made', description: errorMessage(error), tone: 'danger' }),
  })
  return (
    <tr className="border-t border-line">
      <td className="h-10 py-1.5 wrap-anywhere">
        <span className="font-medium">{name}</span>
        {name !== username && <span className="ml-1.5 text-ink-3">{username}</span>}
        {person.isAdmin && <Badge className="ml-1.5">Admin</Badge>}
        {disabled && (
          <Badge tone="warning" className="ml-1.5">
            Disabled
          </Badge>
        )}
        {person.email !== null && <p className="text-12 text-ink-3">{person.email}</p>}
      </td>
      <td className="pl-2 text-ink-2 wrap-anywhere max-sm:hidden">{person.teams.join(', ')}</td>
      <td className="pl-2 whitespace-nowrap text-ink-2">
        {person.lastSeenAt ? <RelativeTime time={person.lastSeenAt} /> : 'Never'}
      </td>
      <td className="pl-2 text-right">
        <Menu
          label={`Actions for ${username}`}
          trigger={<IconButton label={`Actions for ${username}`} icon={MoreHorizontal} />}
          items={[
            {
              label: 'Make sign-in link',
              icon: KeyRound,
              disabled,
              onSelect: () => issueLink.mutate(),
            },
            {
              label: disabled ? 'Enable' : 'Disable',
              icon: disabled ? CircleCheck : Ban,
              danger: !disabled,
              disabled: username === me,
              onSelect: () => setDisabled.mutate(!disabled),
            },
          ]}
        />
      </td>
    </tr>
  )
}

function LinkDialog({
  link,
  onClose,
}: {
  link: { person: Person; token: string } | undefined
  onClose: () => void
}) {
  const baseUrl = useSession().data?.baseUrl ?? ''
  const url = `${baseUrl}/signin?token=${link?.token ?? ''}`
  return (
    <Dialog
      open={link !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={`Sign-in link for ${link?.person.name ?? ''}`}
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <p className="text-ink-2">
        It signs them in once, within a day. Copy it now: it cannot be shown again.
      </p>
      <div className="mt-3 flex items-center gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
        <code className="min-w-0 grow text-12 wrap-anywhere select-all">{url}</code>
        <CopyButton text={url} label="Copy link" />
      </div>
    </Dialog>
  )
}
