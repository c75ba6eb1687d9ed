'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'
import type { BulkChange } from '@/lib/api/runQuery'
import { changeRuns, undoRunsChange } from '@/lib/api/runQueryClient'
import { countOf } from '@/lib/format/number'
import type { Runs } from './useRuns'

/** Changes tags or the group of many runs; says so and offers the way back. */
export function useBulkChange({
  entity,
  project,
  model,
}: Runs): (change: BulkChange, verb: string) => Promise<boolean> {
  const client = useQueryClient()
  const toast = useToast()
  return useCallback(
    async (change, verb) => {
      const refresh = () => {
        model.refresh()
        for (const key of ['run-window', 'run-ids', 'run']) {
          void client.invalidateQueries({ queryKey: [key, entity, project] })
        }
      }
      const failed = (title: string, error: unknown) =>
        toast({ title, description: errorMessage(error), tone: 'danger' })
      const count = countOf(change.runIds.length, 'run')
      try {
        const before = await changeRuns(change)
        refresh()
        const undo = async () => {
          try {
            await undoRunsChange(before)
            toast({ title: `${count} as before`, tone: 'success' })
          } catch (error) {
            failed('The change could not be undone', error)
          }
          refresh()
        }
        toast({
          title: `${verb} ${count}`,
          action: { label: 'Undo', onSelect: () => void undo() },
        })
        return true
      } catch (error) {
        failed('The runs were not changed', error)
        return false
      }
    },
    [client, entity, project, model, toast],
  )
}
