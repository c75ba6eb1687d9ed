'use client'

import { Download, Ellipsis, Eye, ListChecks, Siren, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { alertsPath, binPath } from '@/components/shell/paths'
import { IconButton } from '@/components/ui/IconButton'
import { Menu, type MenuItem } from '@/components/ui/Menu'
import { formatCount } from '@/lib/format/number'
import type { TableColumn } from '@/lib/runs/tableColumns'
import { ColumnsMenu } from './ColumnsMenu'
import { FilterBar } from './filter/FilterBar'
import { GroupMenu } from './GroupMenu'
import { SearchRuns } from './SearchRuns'
import { SortMenu } from './SortMenu'
import { useCsvExport } from './useCsvExport'
import { type Runs, useModelVersion } from './useRuns'

export interface RunsHeaderProps {
  runs: Runs
  wide: boolean
  adding: TableColumn | 'any' | null
  onAdding: (adding: TableColumn | 'any' | null) => void
  selecting: boolean
  /** At the beginning of the wide one: the way back to the panels. */
  start?: ReactNode
}

/** What decides which runs there are, over the list or the table. */
export function RunsHeader(props: RunsHeaderProps) {
  const { runs, wide, adding, onAdding, selecting, start } = props
  const { entity, project, model, visibility, canWrite, selection, access } = runs
  useModelVersion(model)
  const router = useRouter()
  const exportCsv = useCsvExport(runs)
  const { total, all } = model
  const shown = total - visibility.hiddenCount
  const more: MenuItem[] = [
    ...(canWrite
      ? [
          {
            label: 'Select runs',
            icon: ListChecks,
            onSelect: () => selection.setOn(!selecting),
          },
        ]
      : []),
    { label: 'Export as CSV', icon: Download, disabled: total === 0, onSelect: exportCsv },
    ...(access.fixed ? [] : ofProject(entity, project, (path) => router.push(path))),
  ]
  const count = (
    <span role="status" className="mx-1.5 truncate text-12 text-ink-3 tabular-nums">
      {model.loaded &&
        (shown === all ? formatCount(all) : `${formatCount(shown)} of ${formatCount(all)}`)}
    </span>
  )
  const tools = (
    <>
      <Menu
        label="Visibility"
        trigger={<IconButton label="Visibility" icon={Eye} />}
        items={[
          { label: 'Show all listed', onSelect: visibility.showAll },
          { label: 'Hide all listed', onSelect: visibility.hideAll },
        ]}
      />
      {!access.readOnly && (
        <>
          <GroupMenu runs={runs} compact={!wide} />
          <SortMenu runs={runs} compact={!wide} />
          <ColumnsMenu runs={runs} compact={!wide} />
        </>
      )}
      <Menu label="Runs" trigger={<IconButton label="More" icon={Ellipsis} />} items={more} />
    </>
  )
  const filter = !access.fixed && <FilterBar runs={runs} adding={adding} onAdding={onAdding} />
  if (!wide) {
    return (
      <header className="space-y-1.5 border-b border-line p-2">
        <div className="flex h-7 items-center gap-0.5 pl-1">
          <h2 className="text-13 font-semibold">Runs</h2>
          {count}
          <span className="grow" />
          {tools}
        </div>
        {!access.fixed && <SearchRuns runs={runs} />}
        {filter}
      </header>
    )
  }
  return (
    <header className="flex flex-wrap items-start gap-2 border-b border-line px-3 py-1.5">
      <h2 className="sr-only">Runs</h2>
      {start}
      {!access.fixed && <SearchRuns runs={runs} className="w-60 max-sm:w-auto max-sm:grow" />}
      <div className="flex min-h-7 min-w-48 grow basis-0 items-center">{filter}</div>
      <div className="ml-auto flex items-center gap-1">
        {count}
        {tools}
      </div>
    </header>
  )
}

/** Other pages of the project; what was frozen of one has none. */
function ofProject(entity: string, project: string, open: (path: string) => void): MenuItem[] {
  return [
    {
      label: 'Open alerts',
      icon: Siren,
      onSelect: () => open(alertsPath(entity, project)),
    },
    { label: 'Open the bin', icon: Trash2, onSelect: () => open(binPath(entity, project)) },
  ]
}
