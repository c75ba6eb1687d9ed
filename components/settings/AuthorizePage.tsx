'use client'

import { useMutation } from '@tanstack/react-query'
import { PageTitle } from '@/components/shell/PageTitle'
import { useSession } from '@/components/shell/useSession'
import { Button, ButtonLink } from '@/components/ui/Button'
import { CopyButton } from '@/components/ui/CopyButton'
import { errorMessage } from '@/components/ui/ErrorState'
import { api } from '@/lib/api/client'
import { ShownOnce } from './ShownOnce'

/** Where `wandb login` sends people: a key to paste into the terminal that waits for it. */
export function AuthorizePage() {
  const { data: session } = useSession()
  const create = useMutation({ mutationFn: () => api.createApiKey('wandb login') })
  const login = `wandb login --host=${session?.baseUrl ?? ''}`
  return (
    <div className="mx-auto w-full max-w-140 px-3 py-6 md:px-4 md:py-10">
      <PageTitle parts={['Connect a machine']} />
      <h1 className="text-20">Connect a machine</h1>
      {create.data ? (
        <div className="mt-3">
          <ShownOnce apiKey={create.data.key} />
          <p className="mt-4 text-ink-2">
            Paste it where <code className="text-12">wandb login</code> asks for it. Until then this
            page can stay open.
          </p>
        </div>
      ) : (
        <div className="mt-2 space-y-4">
          <p className="text-ink-2">
            <code className="text-12">wandb login</code> asks for an API key. Create one for this
            machine and paste it there. It lets the machine log in your name until you revoke it.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" busy={create.isPending} onClick={() => create.mutate()}>
              Create key
            </Button>
            <ButtonLink href="/settings/keys" variant="quiet">
              See all keys
            </ButtonLink>
          </div>
          {create.isError && (
            <p role="alert" className="text-danger">
              The key could not be created: {errorMessage(create.error)}
            </p>
          )}
        </div>
      )}
      <div className="mt-8 border-t border-line pt-4">
        <h2 className="text-13">Not logged in there yet?</h2>
        <div className="mt-2 flex items-center gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
          <code className="min-w-0 grow text-12 wrap-anywhere">{login}</code>
          <CopyButton text={login} label="Copy command" />
        </div>
      </div>
    </div>
  )
}
