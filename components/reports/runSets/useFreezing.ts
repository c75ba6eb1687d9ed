'use client'

import { useMutation } from '@tanstack/react-query'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'
import { reportsApi } from '@/lib/api/reportsClient'
import { useOpenReport } from '../document/reportContext'

/** Keeps the runs of a set as they are now, or lets it follow them again. The document says when it is done. */
export function useFreezing(runSetId: string) {
  const { item } = useOpenReport()
  const toast = useToast()
  const change = useMutation({
    mutationFn: async (freeze: boolean) => {
      if (freeze) await reportsApi.freeze(item.slug, runSetId)
      else await reportsApi.unfreeze(item.slug, runSetId)
    },
    onError: (error, freeze) =>
      toast({
        title: freeze ? 'The run set was not frozen' : 'The run set was not made live',
        description: errorMessage(error),
        tone: 'danger',
      }),
  })
  return {
    freeze: () => change.mutate(true),
    unfreeze: () => change.mutate(false),
    busy: change.isPending,
  }
}
