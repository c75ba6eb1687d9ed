'use client'

import { useState } from 'react'
import { useReportList } from '@/components/live/useReports'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { ErrorState } from '@/components/ui/ErrorState'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { SearchField } from '@/components/ui/SearchField'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { TextField } from '@/components/ui/TextField'
import type { ReportItem } from '@/lib/api/reports'
import { MAX_TITLE } from '@/lib/reports/limits'
import { wordMatcher } from '@/lib/search/pattern'

/** A report that is there, or the title of a new one. */
export type Target = { report: ReportItem } | { title: string }

export interface AddToReportDialogProps {
  entity: string
  project: string
  /** What is added, by its title. */
  panel: string
  /** The report that is offered first. */
  remembered: string | null
  busy: boolean
  onAdd: (target: Target) => void
  onClose: () => void
}

const NEW = ''

/** Which report a panel is added to: those that changed last come first. */
export function AddToReportDialog(props: AddToReportDialogProps) {
  const { entity, project, panel, remembered, busy, onAdd, onClose } = props
  const list = useReportList(entity, project)
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string>()
  const [title, setTitle] = useState('')
  const reports = (list.data?.reports ?? []).filter(({ canWrite }) => canWrite)
  const matches = wordMatcher(search.toLowerCase().split(/\s+/).filter(Boolean))
  const shown = reports.filter((report) => matches(report.title || 'Untitled report'))
  const usual = reports.find(({ slug }) => slug === remembered) ?? reports[0]
  const target = chosen ?? usual?.slug ?? NEW
  const report = reports.find(({ slug }) => slug === target)
  const add = () => onAdd(report ? { report } : { title: title.trim() })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add to report"
      description={`“${panel}” goes to the end of the report, live, with the runs that it shows here.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={busy} disabled={!list.data} onClick={add}>
            Add panel
          </Button>
        </>
      }
    >
      {list.isLoadingError ? (
        <ErrorState
          title="The reports could not be loaded"
          error={list.error}
          onRetry={() => void list.refetch()}
          className="py-4!"
        />
      ) : !list.data ? (
        <SkeletonRows rows={4} />
      ) : (
        <fieldset className="mt-2 min-w-0">
          <legend className="sr-only">Report</legend>
          {reports.length > 7 && (
            <SearchField
              label="Search reports"
              value={search}
              onChange={setSearch}
              className="mb-2"
            />
          )}
          <div className="-mx-1 max-h-64 overflow-y-auto">
            <Choice
              value={NEW}
              chosen={target}
              onChoose={setChosen}
              label={<span className="font-medium">New report</span>}
            />
            {shown.map((report) => (
              <Choice
                key={report.slug}
                value={report.slug}
                chosen={target}
                onChoose={setChosen}
                label={report.title || 'Untitled report'}
                detail={<RelativeTime time={report.updatedAt} />}
              />
            ))}
            {search !== '' && shown.length === 0 && (
              <p className="px-2 py-1.5 text-ink-3">No report is called so.</p>
            )}
          </div>
          {target === NEW && (
            <TextField
              label="Title"
              className="mt-2"
              value={title}
              maxLength={MAX_TITLE}
              placeholder="Untitled report"
              onChange={(event) => setTitle(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !event.nativeEvent.isComposing) add()
              }}
            />
          )}
        </fieldset>
      )}
    </Dialog>
  )
}

function Choice({
  value,
  chosen,
  onChoose,
  label,
  detail,
}: {
  value: string
  chosen: string
  onChoose: (value: string) => void
  label: React.ReactNode
  detail?: React.ReactNode
}) {
  return (
    <label className="flex h-8 items-center gap-2 rounded-md px-2 hover:bg-hover has-checked:bg-hover">
      <input
        type="radio"
        name="report"
        className="accent-(--accent)"
        // Once the list is there, the keyboard begins at what is offered.
        autoFocus={value === chosen}
        checked={value === chosen}
        onChange={() => onChoose(value)}
      />
      <span className="min-w-0 grow truncate">{label}</span>
      {detail && <span className="shrink-0 text-12 text-ink-3">{detail}</span>}
    </label>
  )
}
