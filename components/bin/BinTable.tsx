'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { Button } from '@/components/ui/Button'
import { Checkbox } from '@/components/ui/Checkbox'
import { ConfirmDialog } from '@/components/ui/Dialog'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { RunStateDot } from '@/components/ui/RunState'
import type { BinnedRun } from '@/lib/api/bin'
import { api } from '@/lib/api/client'
import { countOf } from '@/lib/format/number'
import { type NamedRun, namesOf, useRunActions } from './useRunActions'

export interface BinTableProps {
  entity: string
  project: string
  runs: readonly BinnedRun[]
  canWrite: boolean
}

export function BinTable({ entity, project, runs, canWrite }: BinTableProps) {
  const client = useQueryClient()
  const { restore } = useRunActions(entity, project)
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set())
  const [purging, setPurging] = useState<readonly NamedRun[]>([])
  const chosen = runs.map(({ run }) => run).filter((run) => selected.has(run.id))
  const all = chosen.length === runs.length
  const select = (id: number, on: boolean) =>
    setSelected((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)))
  return (
    <>
      {canWrite && (
        <div className="flex min-h-9 flex-wrap items-center gap-2 pb-2">
          <Checkbox
            label={chosen.length > 0 ? `${countOf(chosen.length, 'run')} selected` : 'Select all'}
            checked={all ? true : chosen.length > 0 ? 'indeterminate' : false}
            onCheckedChange={(on) => setSelected(new Set(on ? runs.map(({ run }) => run.id) : []))}
            className="grow"
          />
          <Button icon={Undo2} disabled={chosen.length === 0} onClick={() => void restore(chosen)}>
            Restore
          </Button>
          <Button
            variant={chosen.length === 0 ? 'default' : 'danger'}
            icon={Trash2}
            disabled={chosen.length === 0}
            onClick={() => setPurging(chosen)}
          >
            Delete for ever
          </Button>
        </div>
      )}
      <ul aria-label="Deleted runs">
        {runs.map(({ run, deletedAt }) => (
          <li key={run.id} className="flex min-h-10 items-center gap-2 border-t border-line">
            {canWrite && (
              <Checkbox
                label={`Select ${run.displayName}`}
                hideLabel
                checked={selected.has(run.id)}
                onCheckedChange={(on) => select(run.id, on)}
              />
            )}
            <RunStateDot state={run.state} />
            <span className="min-w-0 grow truncate font-medium" title={run.name}>
              {run.displayName}
            </span>
            <span className="shrink-0 text-ink-2 max-sm:hidden">
              deleted <RelativeTime time={deletedAt} />
            </span>
            {canWrite && (
              <Button
                variant="quiet"
                aria-label={`Restore ${run.displayName}`}
                onClick={() => void restore([run])}
              >
                Restore
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={purging.length > 0}
        onOpenChange={(open) => !open && setPurging([])}
        title={`Delete ${namesOf(purging)} for ever?`}
        description="Every row, console line and file goes with it. This cannot be undone."
        confirmLabel="Delete for ever"
        danger
        onConfirm={async () => {
          try {
            await api.purgeRuns(purging.map((run) => run.id))
          } finally {
            await client.invalidateQueries({ queryKey: queryKeys.bin(entity, project) })
          }
        }}
      />
    </>
  )
}
