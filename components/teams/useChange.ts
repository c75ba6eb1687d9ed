'use client'

import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'

/** A change whose outcome a toast tells, and after which some queries are asked again. */
export function useChange<V, R>(
  change: (value: V) => Promise<R>,
  { keys, done, failed }: { keys: readonly QueryKey[]; done: (value: V) => string; failed: string },
) {
  const client = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: change,
    onSuccess: async (_answer, value) => {
      toast({ title: done(value), tone: 'success' })
      await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
    },
    onError: (error) => toast({ title: failed, description: errorMessage(error), tone: 'danger' }),
  })
}
