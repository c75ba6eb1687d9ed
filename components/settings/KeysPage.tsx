'use client'

import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { PageTitle } from '@/components/shell/PageTitle'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { api } from '@/lib/api/client'
import { KeyTable } from './KeyTable'
import { NewKeyDialog } from './NewKeyDialog'

export function KeysPage() {
  const keys = useQuery({
    queryKey: queryKeys.apiKeys,
    queryFn: ({ signal }) => api.apiKeys(signal),
  })
  const [creating, setCreating] = useState(false)
  return (
    <>
      <PageTitle parts={['API keys']} />
      <div className="mb-3 flex items-start justify-between gap-3">
        <p className="max-w-120 text-ink-2">
          Scripts and machines log with an API key (WANDB_API_KEY). Give each machine a key of its
          own, so that you can revoke it alone; a key that only reads is enough for dashboards.
        </p>
        <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
          New key
        </Button>
      </div>
      {keys.isPending && <SkeletonRows rows={3} />}
      {keys.isError && (
        <ErrorState
          title="Your keys could not be loaded"
          error={keys.error}
          onRetry={() => void keys.refetch()}
        />
      )}
      {keys.data?.keys.length === 0 && (
        <EmptyState icon={KeyRound} title="No keys yet">
          A script needs one to log here.
        </EmptyState>
      )}
      {keys.data && keys.data.keys.length > 0 && (
        <KeyTable
          keys={keys.data.keys}
          revokeKey={(id) => api.revokeApiKey(id)}
          queryKey={queryKeys.apiKeys}
        />
      )}
      <NewKeyDialog
        open={creating}
        onOpenChange={setCreating}
        createKey={(name, scope) => api.createApiKey(name, scope)}
        queryKey={queryKeys.apiKeys}
      />
    </>
  )
}
