'use client'

import { Ellipsis, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { reportPath } from '@/components/shell/paths'
import { IconButton } from '@/components/ui/IconButton'
import { Menu } from '@/components/ui/Menu'
import { RelativeTime } from '@/components/ui/RelativeTime'
import type { ReportItem } from '@/lib/api/reports'
import { useReportActions } from './useReportActions'

export interface ReportTableProps {
  entity: string
  project: string
  reports: readonly ReportItem[]
}

export const titleOf = ({ title }: Pick<ReportItem, 'title'>) => title || 'Untitled report'

export function ReportTable({ entity, project, reports }: ReportTableProps) {
  const { remove } = useReportActions(entity, project)
  return (
    <ul aria-label="Reports">
      {reports.map((report) => (
        <li
          key={report.slug}
          className="relative flex min-h-13 items-center gap-3 border-t border-line px-1 py-1.5 first:border-t-0 hover:bg-hover"
        >
          <div className="min-w-0 grow">
            <Link
              href={reportPath(report)}
              className="block truncate text-14 font-medium after:absolute after:inset-0"
              title={titleOf(report)}
            >
              {titleOf(report)}
            </Link>
            {report.description !== '' && (
              <p className="truncate text-12 text-ink-2">{report.description}</p>
            )}
            <p className="text-12 text-ink-3 sm:hidden">
              <RelativeTime time={report.updatedAt} />
            </p>
          </div>
          <span className="w-32 shrink-0 truncate text-12 text-ink-2 max-sm:hidden">
            {report.owner?.name ?? 'somebody who left'}
          </span>
          <span className="relative w-28 shrink-0 text-right text-12 text-ink-3 max-sm:hidden">
            <RelativeTime time={report.updatedAt} />
          </span>
          {report.canWrite && (
            <span className="relative">
              <Menu
                trigger={<IconButton label={`More about ${titleOf(report)}`} icon={Ellipsis} />}
                items={[
                  {
                    label: 'Delete report',
                    icon: Trash2,
                    danger: true,
                    onSelect: () => void remove(report),
                  },
                ]}
              />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
