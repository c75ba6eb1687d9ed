'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { queryKeys } from '@/components/live/queryKeys'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'
import { api } from '@/lib/api/client'
import type { RunDetail, UpdateRun } from '@/lib/api/runs'

/** Shows a change at once, and takes it back when the server does not keep it. */
export function useEditRun({ entity, project, run }: RunDetail): (patch: UpdateRun) => void {
  const client = useQueryClient()
  const toast = useToast()
  const key = queryKeys.run(entity, project, run.name)
  const edit = useMutation({
    mutationFn: (patch: UpdateRun) => api.updateRun(run.id, patch),
    onMutate: async (patch) => {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<RunDetail>(key)
      if (before) {
        client.setQueryData<RunDetail>(key, { ...before, run: { ...before.run, ...patch } })
      }
      return before
    },
    onSuccess: (detail) => client.setQueryData<RunDetail>(key, detail),
    onError: (error, patch, before) => {
      // Only the fields of this edit go back: events may have changed others since.
      client.setQueryData<RunDetail>(key, (known) => {
        if (!known || !before) return known
        const fields = Object.keys(patch) as (keyof UpdateRun)[]
        const old = Object.fromEntries(fields.map((field) => [field, before.run[field]]))
        return { ...known, run: { ...known.run, ...old } }
      })
      toast({
        title: 'The change was not saved',
        description: errorMessage(error),
        tone: 'danger',
        action: { label: 'Try again', onSelect: () => edit.mutate(patch) },
      })
    },
  })
  return edit.mutate
}
