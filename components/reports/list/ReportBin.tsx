'use client'

import { Trash2, Undo2 } from 'lucide-react'
import { useReportBin } from '@/components/live/useReports'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { REPORT_BIN_DAYS } from '@/lib/reports/limits'
import { titleOf } from './ReportTable'
import { useReportActions } from './useReportActions'

export function ReportBin({ entity, project }: { entity: string; project: string }) {
  const bin = useReportBin(entity, project)
  const { restore } = useReportActions(entity, project)
  if (bin.isPending) return <SkeletonRows rows={4} />
  if (bin.isLoadingError) {
    return (
      <ErrorState
        title="The bin could not be opened"
        error={bin.error}
        onRetry={() => void bin.refetch()}
      />
    )
  }
  const reports = bin.data?.reports ?? []
  if (reports.length === 0) {
    return (
      <EmptyState icon={Trash2} title="Nothing in the bin">
        Deleted reports stay here for {REPORT_BIN_DAYS} days.
      </EmptyState>
    )
  }
  return (
    <ul aria-label="Deleted reports">
      {reports.map((report) => (
        <li
          key={report.slug}
          className="flex min-h-11 items-center gap-3 border-t border-line px-1 first:border-t-0"
        >
          <span className="min-w-0 grow truncate font-medium" title={titleOf(report)}>
            {titleOf(report)}
          </span>
          {report.deletedAt && (
            <span className="shrink-0 text-12 text-ink-2 max-sm:hidden">
              deleted <RelativeTime time={report.deletedAt} />
            </span>
          )}
          {report.canWrite && (
            <Button
              variant="quiet"
              icon={Undo2}
              aria-label={`Restore ${titleOf(report)}`}
              onClick={() => void restore(report)}
            >
              Restore
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
