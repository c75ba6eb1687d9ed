'use client'

import { Select } from '@/components/ui/Select'
import { Switch } from '@/components/ui/Switch'
import type { ScalarPanelSpec } from '@/lib/panels/otherPanels'
import type { ValueRun } from '@/lib/runs/valueTable'
import { GroupByFields } from '../runValues/GroupByFields'
import { ColumnPicker } from '../runValues/ColumnPicker'
import { FormGroup, FormRow } from '../runValues/FormRow'
import type { RunSource } from '../runValues/useRunValues'
import { DEFAULT_SCALAR, type ScalarAggregate } from '@/lib/panels/scalar/scalarModel'

const AGGREGATES: readonly { value: ScalarAggregate; label: string }[] = [
  { value: 'last', label: 'Of the newest run' },
  { value: 'mean', label: 'Mean' },
  { value: 'median', label: 'Median' },
  { value: 'min', label: 'Smallest' },
  { value: 'max', label: 'Greatest' },
]
/** More in one menu than anybody looks through. */
const MOST_BASELINES = 200

export function ScalarSettings({
  spec,
  source,
  runs,
  onChange,
}: {
  spec: ScalarPanelSpec
  source: RunSource
  runs: readonly ValueRun[]
  onChange: (spec: ScalarPanelSpec) => void
}) {
  const change = (next: Partial<ScalarPanelSpec>) => onChange({ ...spec, ...next })
  const baselines = runs.slice(0, MOST_BASELINES)
  return (
    <>
      <FormGroup label="Number">
        <FormRow label="Value">
          <ColumnPicker
            label="Value"
            source={source}
            value={spec.column}
            wanted="number"
            onChange={(column) => change({ column })}
            className="w-44"
          />
        </FormRow>
        <FormRow label="Over the runs">
          <Select
            label="Over the runs"
            value={spec.aggregate ?? DEFAULT_SCALAR}
            options={AGGREGATES}
            onValueChange={(aggregate) => change({ aggregate })}
            className="w-44"
          />
        </FormRow>
        <FormRow label="Compared with">
          <Select
            label="Compared with"
            value={spec.baseline ?? 'none'}
            options={[
              { value: 'none', label: 'Nothing' },
              ...baselines.map(({ name, displayName }) => ({ value: name, label: displayName })),
            ]}
            onValueChange={(name) => change({ baseline: name === 'none' ? null : name })}
            className="w-44"
          />
        </FormRow>
        <Switch
          label="Small line of the runs’ values"
          checked={spec.sparkline ?? true}
          onCheckedChange={(sparkline) => change({ sparkline })}
        />
      </FormGroup>
      <GroupByFields
        by={spec.groupBy}
        source={source}
        onChange={(groupBy) => change({ groupBy })}
      />
    </>
  )
}
