'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'
import { api } from '@/lib/api/client'
import type { RunWindow } from '@/lib/api/runQuery'
import type { RunRow, UpdateRun } from '@/lib/api/runs'
import type { RunTableModel } from './rows/RunTableModel'

/** Shows a change of one run at once, and takes it back when the server does not keep it. */
export function useEditRuns(
  entity: string,
  project: string,
  model: RunTableModel,
): (run: RunRow, patch: UpdateRun) => void {
  const client = useQueryClient()
  const toast = useToast()
  return useCallback(
    (run: RunRow, patch: UpdateRun) => {
      const show = (change: Partial<RunRow>) => {
        const known = model.run(run.id)
        if (known) model.patch({ ...known, ...change })
        client.setQueriesData<RunWindow>(
          { queryKey: queryKeys.runWindow(entity, project) },
          (window) =>
            window && {
              ...window,
              rows: window.rows.map((row) =>
                row.run.id === run.id ? { ...row, run: { ...row.run, ...change } } : row,
              ),
            },
        )
      }
      const attempt = async () => {
        show(patch)
        try {
          show((await api.updateRun(run.id, patch)).run)
        } catch (error) {
          // Only the fields of this edit go back: events may have changed others since.
          const fields = Object.keys(patch) as (keyof UpdateRun)[]
          show(Object.fromEntries(fields.map((field) => [field, run[field]])))
          toast({
            title: 'The change was not saved',
            description: errorMessage(error),
            tone: 'danger',
            action: { label: 'Try again', onSelect: () => void attempt() },
          })
        }
      }
      void attempt()
    },
    [client, entity, project, model, toast],
  )
}
