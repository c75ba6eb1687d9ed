'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useParams } from 'next/navigation'
import { signInPath, teamPath } from '@/components/shell/paths'
import { ROLE_LABELS } from '@/components/teams/words'
import { Button, ButtonLink } from '@/components/ui/Button'
import { errorMessage } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import type { InvitationPreview } from '@/lib/api/teams'
import { teamsApi } from '@/lib/api/teamsClient'
import { Doorstep } from './Doorstep'
import { OtherWays } from './OtherWays'
import { SignUpForm } from './SignUpForm'

/** Where an invitation's link leads: joins who is signed in, and lets others sign up to it. */
export function InvitePage() {
  const { token } = useParams<{ token: string }>()
  const preview = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => teamsApi.previewInvitation(token),
    staleTime: Infinity,
  })
  if (preview.isError) {
    return (
      <Doorstep title="Invitation">
        <p role="alert" className="mb-4 rounded-md bg-danger-soft px-3 py-2 text-danger">
          {errorMessage(preview.error)}
        </p>
        <ButtonLink href="/">Go to Runroom</ButtonLink>
      </Doorstep>
    )
  }
  if (!preview.data) {
    return (
      <Doorstep title="Invitation">
        <SkeletonRows rows={3} />
      </Doorstep>
    )
  }
  const { team, username, member } = preview.data
  return (
    <Doorstep title={`Join ${team}`}>
      <p className="mb-5 text-ink-2">
        {preview.data.invitedBy} invites you to the team as{' '}
        {ROLE_LABELS[preview.data.role].toLowerCase()}.
      </p>
      {username === null ? (
        <NewHere token={token} team={team} />
      ) : (
        <Join token={token} invitation={preview.data} username={username} member={member} />
      )}
    </Doorstep>
  )
}

function Join({
  token,
  invitation,
  username,
  member,
}: {
  token: string
  invitation: InvitationPreview
  username: string
  member: boolean
}) {
  const join = useMutation({
    mutationFn: () => teamsApi.acceptInvitation(token),
    onSuccess: ({ team }) => window.location.replace(teamPath(team)),
  })
  if (member) {
    return (
      <>
        <p className="mb-4">You are in {invitation.team} already.</p>
        <ButtonLink href={teamPath(invitation.team)}>See the team</ButtonLink>
      </>
    )
  }
  return (
    <>
      <Button
        variant="primary"
        className="w-full"
        busy={join.isPending || join.isSuccess}
        onClick={() => join.mutate()}
      >
        Join as {username}
      </Button>
      {join.isError && (
        <p role="alert" className="mt-3 text-danger">
          {errorMessage(join.error)}
        </p>
      )}
    </>
  )
}

function NewHere({ token, team }: { token: string; team: string }) {
  const here = `/invite/${token}`
  return (
    <>
      <SignUpForm invitation={token} onSignedIn={() => window.location.replace(teamPath(team))} />
      <OtherWays next={teamPath(team)} invitation={token} offerSignUp={false} />
      <p className="mt-4 text-12 text-ink-3">
        Have an account already?{' '}
        <Link href={signInPath(here)} className="text-ink underline">
          Sign in
        </Link>
      </p>
    </>
  )
}
