'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'
import { BIN_DAYS } from '@/lib/api/bin'
import { api } from '@/lib/api/client'
import { countOf } from '@/lib/format/number'

export interface NamedRun {
  id: number
  displayName: string
}

export interface RunActions {
  /** Into the bin; says so and offers the way back. Resolves with whether it was done. */
  remove: (runs: readonly NamedRun[]) => Promise<boolean>
  restore: (runs: readonly NamedRun[]) => Promise<boolean>
}

/** “brisk-owl-12”, or “3 runs”. */
export function namesOf(runs: readonly NamedRun[]): string {
  const [first] = runs
  return runs.length === 1 && first ? `“${first.displayName}”` : countOf(runs.length, 'run')
}

export function useRunActions(entity: string, project: string): RunActions {
  const client = useQueryClient()
  const toast = useToast()

  /** What events tell late, or to others only. */
  const refresh = useCallback(() => {
    for (const queryKey of [
      queryKeys.runs(entity, project),
      queryKeys.projectKeys(entity, project),
      queryKeys.project(entity, project),
      queryKeys.bin(entity, project),
      queryKeys.home,
      ['run', entity, project],
    ]) {
      void client.invalidateQueries({ queryKey })
    }
  }, [client, entity, project])

  const act = useCallback(
    async (work: () => Promise<void>, failed: string): Promise<boolean> => {
      try {
        await work()
        return true
      } catch (error) {
        toast({ title: failed, description: errorMessage(error), tone: 'danger' })
        return false
      } finally {
        refresh()
      }
    },
    [toast, refresh],
  )

  const restore = useCallback(
    async (runs: readonly NamedRun[]) => {
      const ids = runs.map((run) => run.id)
      const failed = `${namesOf(runs)} could not be restored`
      const done = await act(() => api.restoreRuns(ids), failed)
      if (done) toast({ title: `Restored ${namesOf(runs)}`, tone: 'success' })
      return done
    },
    [act, toast],
  )

  const remove = useCallback(
    async (runs: readonly NamedRun[]) => {
      const ids = runs.map((run) => run.id)
      const failed = `${namesOf(runs)} could not be deleted`
      const done = await act(() => api.binRuns(ids), failed)
      if (done) {
        toast({
          title: `Deleted ${namesOf(runs)}`,
          description: `In the project’s bin for ${BIN_DAYS} days.`,
          action: { label: 'Undo', onSelect: () => void restore(runs) },
        })
      }
      return done
    },
    [act, restore, toast],
  )
  return { remove, restore }
}
