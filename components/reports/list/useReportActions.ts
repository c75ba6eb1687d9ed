'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { useToast } from '@/components/ui/Toasts'
import type { ReportItem } from '@/lib/api/reports'
import { reportsApi } from '@/lib/api/reportsClient'

/** Into the bin and back, with words for both. */
export function useReportActions(entity: string, project: string) {
  const client = useQueryClient()
  const toast = useToast()
  const run = useCallback(
    async (work: () => Promise<unknown>, failed: string) => {
      try {
        await work()
        return true
      } catch (error) {
        const description = error instanceof Error ? error.message : String(error)
        toast({ title: failed, description, tone: 'danger' })
        return false
      } finally {
        void client.invalidateQueries({ queryKey: queryKeys.reports(entity, project) })
        void client.invalidateQueries({ queryKey: queryKeys.reportBin(entity, project) })
      }
    },
    [client, toast, entity, project],
  )
  const restore = useCallback(
    ({ slug, title }: ReportItem) =>
      run(() => reportsApi.restore(slug), `“${title || 'The report'}” could not be restored`),
    [run],
  )
  const remove = useCallback(
    async (report: ReportItem) => {
      const name = `“${report.title || 'Untitled report'}”`
      const done = await run(() => reportsApi.remove(report.slug), `${name} could not be deleted`)
      if (!done) return false
      toast({
        title: `Deleted ${name}`,
        action: { label: 'Undo', onSelect: () => void restore(report) },
      })
      return true
    },
    [run, restore, toast],
  )
  return { remove, restore }
}
