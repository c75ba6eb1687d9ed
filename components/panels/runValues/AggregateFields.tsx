'use client'

import { Select } from '@/components/ui/Select'
import { AGGREGATES, type Aggregate, type Band, BANDS } from '@/lib/panels/panelBase'
import { FormRow } from './FormRow'

const AGGREGATE_LABELS: Record<Aggregate, string> = {
  mean: 'Mean',
  median: 'Median',
  min: 'Smallest',
  max: 'Greatest',
}
const BAND_LABELS: Record<Band, string> = {
  none: 'None',
  minmax: 'Smallest to greatest',
  stddev: 'Standard deviation',
  stderr: 'Standard error',
}
const AGGREGATE_OPTIONS = AGGREGATES.map((value) => ({ value, label: AGGREGATE_LABELS[value] }))
const BAND_OPTIONS = BANDS.map((value) => ({ value, label: BAND_LABELS[value] }))

/** How the runs of a group become one number, and what is shown around it. */
export function AggregateFields({
  aggregate,
  band,
  onAggregate,
  onBand,
}: {
  aggregate: Aggregate
  band: Band
  onAggregate: (aggregate: Aggregate) => void
  onBand: (band: Band) => void
}) {
  return (
    <>
      <FormRow label="Value">
        <Select
          label="Value of a group"
          value={aggregate}
          options={AGGREGATE_OPTIONS}
          onValueChange={onAggregate}
          className="w-44"
        />
      </FormRow>
      <FormRow label="Around it">
        <Select
          label="Around it"
          value={band}
          options={BAND_OPTIONS}
          onValueChange={onBand}
          className="w-44"
        />
      </FormRow>
    </>
  )
}
