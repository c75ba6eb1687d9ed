'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { errorMessage, ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import type { TableColumn } from '@/lib/runs/tableColumns'
import { RunsHeader } from './RunsHeader'
import { RunsTable } from './RunsTable'
import { SelectionBar } from './SelectionBar'
import { useSelecting } from './selectionStore'
import { type Runs, useModelVersion } from './useRuns'

export interface RunsViewProps {
  runs: Runs
  /** The table with every column; otherwise the list beside the panels. */
  wide: boolean
  start?: ReactNode
  /** After runs were deleted: where the list lies over the page, the way back must be within reach. */
  onRemoved?: () => void
  /** In place of the rows, of a project without runs. */
  nothing?: ReactNode
}

/** The runs of a project, as a list or as a table. */
export function RunsView({ runs, wide, start, onRemoved, nothing }: RunsViewProps) {
  const { model, access, selection } = runs
  useModelVersion(model)
  const selecting = useSelecting(selection)
  const [adding, setAdding] = useState<TableColumn | 'any' | null>(null)
  return (
    <section aria-label="Runs" className="flex min-h-0 min-w-0 grow flex-col">
      <RunsHeader {...{ runs, wide, adding, start, selecting }} onAdding={setAdding} />
      {selecting && <SelectionBar runs={runs} total={model.total} onRemoved={onRemoved} />}
      {model.error !== undefined && model.loaded && (
        <p
          role="alert"
          className="flex items-center gap-2 bg-danger-soft px-3 py-1 text-12 text-danger"
        >
          <span className="min-w-0 grow wrap-anywhere">{errorMessage(model.error)}</span>
          <Button variant="quiet" className="h-6" onClick={() => model.refresh()}>
            Try again
          </Button>
        </p>
      )}
      {!model.loaded ? (
        model.error !== undefined ? (
          <ErrorState
            title="The runs could not be loaded"
            error={model.error}
            onRetry={() => model.refresh()}
          />
        ) : (
          <SkeletonRows rows={wide ? 24 : 14} className="p-3" />
        )
      ) : model.count === 0 ? (
        <div className="min-h-0 grow overflow-y-auto">
          {model.all === 0 ? (
            nothing
          ) : (
            <EmptyState
              title="No run matches"
              className="py-8!"
              action={
                access.readOnly ? undefined : (
                  <Button
                    onClick={() => {
                      access.setFilter(null)
                      access.setSearch('')
                    }}
                  >
                    Show every run
                  </Button>
                )
              }
            >
              Change the search or the filter.
            </EmptyState>
          )}
        </div>
      ) : (
        <RunsTable
          runs={runs}
          wide={wide}
          onRemoved={onRemoved}
          onFilter={access.readOnly ? undefined : setAdding}
        />
      )}
    </section>
  )
}
