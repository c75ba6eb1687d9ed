'use client'

import { FilePlus2, FileText } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { useProject } from '@/components/live/useProject'
import { useProjectEvents } from '@/components/live/useProjectRuns'
import { useReportEvents, useReportList } from '@/components/live/useReports'
import { type PaletteItem, usePaletteItems } from '@/components/palette/registry'
import { PageTitle } from '@/components/shell/PageTitle'
import { reportPath } from '@/components/shell/paths'
import { useRouteNames } from '@/components/shell/routeNames'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { type Tab, Tabs } from '@/components/ui/Tabs'
import { LIST_ACTIONS } from './listActions'
import { NewReportDialog } from './NewReportDialog'
import { ReportBin } from './ReportBin'
import { ReportTable, titleOf } from './ReportTable'

/** What people of a project wrote about its runs. */
export function ReportsPage() {
  const { entity = '', project = '' } = useRouteNames()
  const about = useProject(entity, project)
  useProjectEvents(entity, project, about.data?.id)
  useReportEvents(entity, project, about.data?.id)
  const list = useReportList(entity, project)
  const [tab, setTab] = useState<'reports' | 'bin'>('reports')
  const [creating, setCreating] = useState(false)
  const canWrite = about.data?.canWrite ?? false
  const router = useRouter()
  const reports = list.data?.reports
  usePaletteItems(
    useMemo(() => {
      const open = (reports ?? []).map((report): PaletteItem => ({
        id: `report/${report.slug}`,
        group: 'Reports',
        label: titleOf(report),
        icon: FileText,
        onSelect: () => router.push(reportPath(report)),
      }))
      if (!canWrite) return open
      const create: PaletteItem = {
        id: 'create-report',
        group: 'Reports',
        label: 'Create report',
        icon: FilePlus2,
        onSelect: () => setCreating(true),
      }
      return [create, ...open]
    }, [canWrite, reports, router]),
  )
  const place = { entity, project }
  const create = canWrite && (
    <Button variant="primary" icon={FilePlus2} onClick={() => setCreating(true)}>
      Create report
    </Button>
  )
  const failed = [about, list].find((query) => query.isLoadingError)
  const tabs: Tab<'reports' | 'bin'>[] = [
    {
      value: 'reports',
      label: 'Reports',
      count: reports?.length,
      content: !reports ? (
        <SkeletonRows rows={6} />
      ) : reports.length > 0 ? (
        <ReportTable {...place} reports={reports} />
      ) : (
        <EmptyState icon={FileText} title="No report yet" action={create}>
          A report is a page where you and others write about runs, with live charts in the text.
          Everybody with the page open can write at once.
        </EmptyState>
      ),
    },
    { value: 'bin', label: 'Bin', content: <ReportBin {...place} /> },
  ]
  return (
    <div className="mx-auto w-full max-w-240 px-3 py-5 md:px-4">
      <PageTitle parts={['Reports', project, entity]} />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h1 className="min-w-0 grow text-20 font-semibold">Reports</h1>
        {canWrite && LIST_ACTIONS.map((Action, i) => <Action key={i} {...place} />)}
        {reports && reports.length > 0 && create}
      </div>
      {failed ? (
        <ErrorState
          title="The reports could not be opened"
          error={failed.error}
          onRetry={() => void Promise.all([about.refetch(), list.refetch()])}
        />
      ) : (
        <Tabs
          label="Reports"
          value={tab}
          onValueChange={setTab}
          tabs={tabs}
          contentClassName="pt-1"
        />
      )}
      {creating && <NewReportDialog {...place} open={creating} onOpenChange={setCreating} />}
    </div>
  )
}
