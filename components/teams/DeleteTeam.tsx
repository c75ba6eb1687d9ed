'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { Button } from '@/components/ui/Button'
import { ConfirmDialog } from '@/components/ui/Dialog'
import type { Team } from '@/lib/api/teams'
import { teamsApi } from '@/lib/api/teamsClient'
import { useChange } from './useChange'

/** Only an empty team can go: its projects would go with it. */
export function DeleteTeam({ team }: { team: Team }) {
  const [asking, setAsking] = useState(false)
  const router = useRouter()
  const remove = useChange(() => teamsApi.deleteTeam(team.name), {
    keys: [queryKeys.teams],
    done: () => `${team.name} was deleted`,
    failed: 'The team was not deleted',
  })
  const empty = team.projects.length === 0
  return (
    <section aria-labelledby="delete-team" className="mt-6 border-t border-line pt-4">
      <h3 id="delete-team" className="text-14">
        Delete this team
      </h3>
      <p className="mt-0.5 mb-3 text-ink-2">
        {empty
          ? 'Its service accounts and invitations go with it. What was done in it stays written down.'
          : 'A team can be deleted when it owns no projects.'}
      </p>
      <Button disabled={!empty} onClick={() => setAsking(true)}>
        Delete team
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete ${team.name}?`}
        description="This cannot be taken back."
        confirmLabel="Delete team"
        danger
        onConfirm={async () => {
          await remove.mutateAsync(undefined)
          router.push('/settings/teams')
        }}
      />
    </section>
  )
}
