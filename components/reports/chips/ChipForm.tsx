'use client'

import { ColumnPicker } from '@/components/panels/runValues/ColumnPicker'
import { Select } from '@/components/ui/Select'
import { CHIP_PICKS, type ChipPick, type MetricChip, PICK_LABELS } from '@/lib/reports/metricChip'
import type { ColumnId } from '@/lib/runs/columns'
import { useRunSets } from '../document/reportContext'
import type { ResolvedRunSet } from '../runSets/resolvedRunSets'

export interface ChipFormProps {
  chip: { runSetId: string; column: ColumnId | null; pick: ChipPick }
  runSet: ResolvedRunSet | undefined
  onChange: (change: Partial<MetricChip>) => void
}

/** Which number stands in the text. */
export function ChipForm({ chip, runSet, onChange }: ChipFormProps) {
  const runSets = useRunSets()
  const source = { runs: runSet?.drawn.drawn ?? [], runSet: runSet?.panelRunSet }
  return (
    <div className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2 text-13">
      <span>Runs</span>
      <Select
        label="Run set"
        value={chip.runSetId}
        onValueChange={(runSetId) => onChange({ runSetId })}
        options={runSets.map(({ id, name }) => ({ value: id, label: name || 'Unnamed' }))}
      />
      <span>Value</span>
      <ColumnPicker
        label="Value"
        source={source}
        value={chip.column}
        wanted="number"
        onChange={(column) => column && onChange({ column })}
      />
      <span>Of them</span>
      <Select
        label="Which of the values"
        value={chip.pick}
        onValueChange={(pick) => onChange({ pick })}
        options={CHIP_PICKS.map((pick) => ({ value: pick, label: PICK_LABELS[pick] }))}
      />
    </div>
  )
}
