'use client'

import { useCallback } from 'react'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'
import { MAX_COLUMNS } from '@/lib/api/runQuery'
import { NAME_COLUMN, shownColumns } from '@/lib/runs/tableColumns'
import type { Runs } from './useRuns'

/** Saves all matching runs with the columns shown, in their order. */
export function useCsvExport({ project, columns, queries, query }: Runs): () => void {
  const toast = useToast()
  return useCallback(() => {
    const { pinned, rest } = shownColumns(columns)
    const ids = [NAME_COLUMN, ...[...pinned, ...rest].map((column) => column.id)] as const
    const save = async () => {
      try {
        const blob = await queries.csv({ ...query, columns: ids.slice(0, MAX_COLUMNS) })
        const url = URL.createObjectURL(blob)
        const link = document.createElement('a')
        link.href = url
        link.download = `${project}-runs.csv`
        link.click()
        setTimeout(() => URL.revokeObjectURL(url), 60_000)
      } catch (error) {
        toast({
          title: 'The runs could not be exported',
          description: errorMessage(error),
          tone: 'danger',
        })
      }
    }
    void save()
  }, [project, columns, queries, query, toast])
}
