'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, UsersRound } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { PageTitle } from '@/components/shell/PageTitle'
import { teamPath } from '@/components/shell/paths'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { EmptyState } from '@/components/ui/EmptyState'
import { errorMessage } from '@/components/ui/ErrorState'
import { TextField } from '@/components/ui/TextField'
import type { TeamSummary } from '@/lib/api/teams'
import { teamsApi } from '@/lib/api/teamsClient'
import { formatCount } from '@/lib/format/number'
import { QueryStates } from './QueryStates'
import { ROLE_LABELS } from './words'

export function TeamsPage() {
  const teams = useQuery({
    queryKey: queryKeys.teams,
    queryFn: ({ signal }) => teamsApi.teams(signal),
  })
  const [creating, setCreating] = useState(false)
  return (
    <>
      <PageTitle parts={['Teams']} />
      <div className="mb-3 flex items-start justify-between gap-3">
        <p className="max-w-120 text-ink-2">
          A team owns projects together. Log to one with{' '}
          <code className="text-12">wandb.init(entity=&quot;team&quot;)</code> or WANDB_ENTITY.
        </p>
        <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
          New team
        </Button>
      </div>
      <QueryStates query={teams} failed="Your teams could not be loaded">
        {(data) =>
          data.teams.length === 0 ? (
            <EmptyState icon={UsersRound} title="No teams yet">
              Make one, then invite people by a link. Whoever invites you makes you a member too.
            </EmptyState>
          ) : (
            <TeamTable teams={data.teams} />
          )
        }
      </QueryStates>
      <NewTeamDialog open={creating} onOpenChange={setCreating} />
    </>
  )
}

function TeamTable({ teams }: { teams: readonly TeamSummary[] }) {
  return (
    <table className="w-full table-fixed border-collapse">
      <thead>
        <tr className="text-left text-12 text-ink-3">
          <th className="h-7 font-normal">Name</th>
          <th className="w-20 pl-2 font-normal">Your role</th>
          <th className="w-20 pl-2 text-right font-normal">People</th>
          <th className="w-20 pl-2 text-right font-normal">Projects</th>
        </tr>
      </thead>
      <tbody>
        {teams.map((team) => (
          <tr key={team.name} className="relative border-t border-line hover:bg-hover">
            <td className="h-9 truncate">
              <Link
                href={teamPath(team.name)}
                title={team.name}
                className="font-medium after:absolute after:inset-0"
              >
                {team.name}
              </Link>
            </td>
            <td className="pl-2 text-ink-2">{ROLE_LABELS[team.role]}</td>
            <td className="pl-2 text-right tabular-nums">{formatCount(team.members)}</td>
            <td className="pl-2 text-right tabular-nums">{formatCount(team.projects)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function NewTeamDialog(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const [name, setName] = useState('')
  const router = useRouter()
  const client = useQueryClient()
  const create = useMutation({
    mutationFn: () => teamsApi.createTeam(name.trim()),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.teams })
      router.push(teamPath(name.trim()))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <Dialog
      {...props}
      title="New team"
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form="new-team"
            busy={create.isPending}
            disabled={name.trim() === ''}
          >
            Create team
          </Button>
        </>
      }
    >
      <form id="new-team" onSubmit={submit}>
        <TextField
          label="Name"
          placeholder="vision-lab"
          hint="The first part of the address of its projects; it cannot be changed later."
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          maxLength={128}
          error={create.isError ? errorMessage(create.error) : undefined}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
