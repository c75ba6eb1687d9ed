'use client'

import { useQuery } from '@tanstack/react-query'
import { Bot, KeyRound, Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { KeyTable } from '@/components/settings/KeyTable'
import { NewKeyDialog } from '@/components/settings/NewKeyDialog'
import { Button } from '@/components/ui/Button'
import { ConfirmDialog } from '@/components/ui/Dialog'
import { TextField } from '@/components/ui/TextField'
import type { Service } from '@/lib/api/teams'
import { teamsApi } from '@/lib/api/teamsClient'
import { QueryStates } from './QueryStates'
import { useChange } from './useChange'

/** The team's machines and their keys. */
export function ServiceList({ team }: { team: string }) {
  const queryKey = queryKeys.services(team)
  const services = useQuery({
    queryKey,
    queryFn: ({ signal }) => teamsApi.services(team, signal),
  })
  return (
    <>
      <p className="mb-3 max-w-120 text-ink-2">
        A service account logs into the team from machines nobody signs in on, such as CI. With{' '}
        <code className="text-12">WANDB_USERNAME</code> set, its runs are shown as that member’s.
      </p>
      <NewService team={team} />
      <QueryStates query={services} failed="The service accounts could not be loaded">
        {(data) =>
          data.services.map((s) => <ServiceEntry key={s.username} team={team} service={s} />)
        }
      </QueryStates>
    </>
  )
}

function NewService({ team }: { team: string }) {
  const [username, setUsername] = useState('')
  const create = useChange((name: string) => teamsApi.createService(team, name), {
    keys: [queryKeys.services(team), queryKeys.audit(team)],
    done: (name) => `${name} was made`,
    failed: 'The service account was not made',
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate(username.trim(), { onSuccess: () => setUsername('') })
  }
  return (
    <form onSubmit={submit} className="mb-4 flex max-w-100 items-end gap-2">
      <TextField
        label="New service account"
        placeholder={`${team}-ci`}
        className="grow"
        autoCapitalize="none"
        spellCheck={false}
        value={username}
        maxLength={128}
        onChange={(event) => setUsername(event.target.value)}
      />
      <Button type="submit" icon={Plus} busy={create.isPending} disabled={username.trim() === ''}>
        Add
      </Button>
    </form>
  )
}

function ServiceEntry({ team, service }: { team: string; service: Service }) {
  const { username, keys } = service
  const queryKey = queryKeys.services(team)
  const [creating, setCreating] = useState(false)
  const [removing, setRemoving] = useState(false)
  const remove = useChange(() => teamsApi.removeService(team, username), {
    keys: [queryKey, queryKeys.audit(team)],
    done: () => `${username} was removed`,
    failed: 'The service account was not removed',
  })
  return (
    <section aria-label={username} className="border-t border-line py-3">
      <div className="flex items-center gap-2">
        <Bot aria-hidden className="size-4 shrink-0 text-ink-3" />
        <h3 className="min-w-0 grow text-13 font-medium wrap-anywhere">{username}</h3>
        <Button
          icon={KeyRound}
          aria-label={`New key for ${username}`}
          onClick={() => setCreating(true)}
        >
          New key
        </Button>
        <Button variant="quiet" aria-label={`Remove ${username}`} onClick={() => setRemoving(true)}>
          Remove
        </Button>
      </div>
      {keys.length === 0 ? (
        <p className="mt-1 text-ink-2">It has no key yet, so it cannot log.</p>
      ) : (
        <KeyTable
          keys={keys}
          revokeKey={(id) => teamsApi.revokeServiceKey(team, username, id)}
          queryKey={queryKey}
        />
      )}
      <NewKeyDialog
        open={creating}
        onOpenChange={setCreating}
        createKey={(name, scope) => teamsApi.createServiceKey(team, username, name, scope)}
        queryKey={queryKey}
      />
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={`Remove ${username}?`}
        description="Its keys stop working at once. Its runs stay."
        confirmLabel="Remove account"
        danger
        onConfirm={() => remove.mutateAsync(undefined).then(() => undefined)}
      />
    </section>
  )
}
