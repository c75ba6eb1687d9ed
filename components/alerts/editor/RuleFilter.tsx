'use client'

import { useState } from 'react'
import { FilterBar } from '@/components/runs/filter/FilterBar'
import { type Runs, useModelVersion } from '@/components/runs/useRuns'
import { countOf, formatCount } from '@/lib/format/number'
import type { TableColumn } from '@/lib/runs/tableColumns'

export interface RuleFilterProps {
  runs: Runs
  error: string | undefined
  onUnapplied: (unapplied: boolean) => void
}

/** Which runs a rule watches, in the language of the runs' table, and how many that are now. */
export function RuleFilter({ runs, error, onUnapplied }: RuleFilterProps) {
  const { model, state } = runs
  useModelVersion(model)
  const [adding, setAdding] = useState<TableColumn | 'any' | null>(null)
  const all = state.conditions.every(({ disabled }) => disabled)
  return (
    <div>
      <p className="mb-1 text-13 font-medium">Runs</p>
      <FilterBar {...{ runs, adding, onUnapplied }} onAdding={setAdding} />
      <p
        role={error ? 'alert' : undefined}
        className={`mt-1 text-12 ${error ? 'text-danger' : 'text-ink-3'}`}
      >
        {error ??
          (!model.loaded || model.pending
            ? 'Counting …'
            : all
              ? `Every run, ${formatCount(model.all)} so far.`
              : `${formatCount(model.total)} of ${countOf(model.all, 'run')} so far.`)}
      </p>
    </div>
  )
}
