'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { useSession } from '@/components/shell/useSession'
import { Button } from '@/components/ui/Button'
import { CopyButton } from '@/components/ui/CopyButton'
import { Dialog } from '@/components/ui/Dialog'
import { errorMessage } from '@/components/ui/ErrorState'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Select } from '@/components/ui/Select'
import type { Role } from '@/lib/api/roles'
import { teamsApi } from '@/lib/api/teamsClient'
import { ROLE_OPTIONS } from './words'

const USES = [
  { value: 'one', label: 'One person' },
  { value: 'many', label: 'Any number' },
] as const
const DAYS = [1, 7, 30, 90].map((days) => ({
  value: `${days}`,
  label: days === 1 ? '1 day' : `${days} days`,
}))

/** Asks for role, uses and days, then shows the link: the only time it is seen. */
export function InviteDialog({
  team,
  open,
  onOpenChange,
}: {
  team: string
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const [role, setRole] = useState<Role>('MEMBER')
  const [uses, setUses] = useState<'one' | 'many'>('one')
  const [days, setDays] = useState('7')
  const baseUrl = useSession().data?.baseUrl ?? ''
  const client = useQueryClient()
  const create = useMutation({
    mutationFn: () =>
      teamsApi.invite(team, { role, days: Number(days), maxUses: uses === 'one' ? 1 : null }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.invitations(team) }),
  })
  const change = (next: boolean) => {
    if (!next) create.reset()
    onOpenChange(next)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  if (create.data) {
    const link = `${baseUrl}/invite/${create.data.token}`
    return (
      <Dialog
        open={open}
        onOpenChange={change}
        title="Invitation link"
        footer={
          <Button variant="primary" onClick={() => change(false)}>
            Done
          </Button>
        }
      >
        <p className="text-ink-2">
          Send it to {uses === 'one' ? 'the person you invite' : 'the people you invite'}. Copy it
          now: it cannot be shown again.
        </p>
        <div className="mt-3 flex items-center gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
          <code className="min-w-0 grow text-12 wrap-anywhere select-all">{link}</code>
          <CopyButton text={link} label="Copy link" />
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={`Invite to ${team}`}
      description="Viewers read. Members also log and edit runs. Admins also manage the team."
      footer={
        <>
          <Button onClick={() => change(false)}>Cancel</Button>
          <Button variant="primary" type="submit" form="invite" busy={create.isPending}>
            Create link
          </Button>
        </>
      }
    >
      <form id="invite" onSubmit={submit} className="grid grid-cols-[auto_1fr] items-center gap-3">
        <span>They become</span>
        <Select label="Role" value={role} options={ROLE_OPTIONS} onValueChange={setRole} />
        <span>It works for</span>
        <SegmentedControl label="Uses" value={uses} options={USES} onValueChange={setUses} />
        <span>It ends after</span>
        <Select label="Days" value={days} options={DAYS} onValueChange={setDays} />
        {create.isError && (
          <p role="alert" className="col-span-2 text-danger">
            {errorMessage(create.error)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
