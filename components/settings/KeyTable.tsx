'use client'

import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '@/components/ui/Badge'
import { Button } from '@/components/ui/Button'
import { ConfirmDialog } from '@/components/ui/Dialog'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { useToast } from '@/components/ui/Toasts'
import type { ApiKey } from '@/lib/api/session'

export function KeyTable({
  keys,
  revokeKey,
  queryKey,
}: {
  keys: readonly ApiKey[]
  revokeKey: (id: number) => Promise<void>
  /** The query the keys came by. */
  queryKey: QueryKey
}) {
  const [revoking, setRevoking] = useState<ApiKey>()
  const client = useQueryClient()
  const toast = useToast()
  const revoke = useMutation({
    mutationFn: (key: ApiKey) => revokeKey(key.id),
    onSuccess: async (_answer, key) => {
      await client.invalidateQueries({ queryKey })
      toast({ title: `“${key.name}” was revoked`, tone: 'success' })
    },
  })
  return (
    <>
      <table className="w-full border-collapse">
        <thead>
          <tr className="text-left text-12 text-ink-3">
            <th className="h-7 font-normal">Name</th>
            <th className="pl-3 font-normal">Key</th>
            <th className="pl-3 font-normal max-sm:hidden">Created</th>
            <th className="pl-3 font-normal">Last used</th>
            <th className="pl-3">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id} className="border-t border-line">
              <td className="h-10 font-medium wrap-anywhere">
                {key.name}
                {key.scope === 'READ' && <Badge className="ml-1.5">Read only</Badge>}
              </td>
              <td className="pl-3 font-mono text-12 whitespace-nowrap text-ink-2">…{key.hint}</td>
              <td className="pl-3 whitespace-nowrap text-ink-2 max-sm:hidden">
                <RelativeTime time={key.createdAt} />
              </td>
              <td className="pl-3 whitespace-nowrap text-ink-2">
                {key.lastUsedAt ? <RelativeTime time={key.lastUsedAt} /> : 'Never'}
              </td>
              <td className="pl-3 text-right">
                <Button
                  variant="quiet"
                  aria-label={`Revoke ${key.name}`}
                  onClick={() => setRevoking(key)}
                >
                  Revoke
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        open={revoking !== undefined}
        onOpenChange={(open) => !open && setRevoking(undefined)}
        title={`Revoke “${revoking?.name ?? ''}”?`}
        description="Whatever logs with this key stops at once, and cannot go on with it. What it has logged stays."
        confirmLabel="Revoke key"
        danger
        onConfirm={async () => {
          if (revoking) await revoke.mutateAsync(revoking)
        }}
      />
    </>
  )
}
