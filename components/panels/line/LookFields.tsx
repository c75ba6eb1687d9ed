'use client'

import { Select } from '@/components/ui/Select'
import { TextField } from '@/components/ui/TextField'
import { LEGEND_POSITIONS, type LinePanelSpec } from '@/lib/panels/linePanel'
import { AggregateFields } from '../runValues/AggregateFields'
import { FormGroup, FormRow } from '../runValues/FormRow'
import { GroupByFields } from '../runValues/GroupByFields'
import type { RunSource } from '../runValues/useRunValues'
import { DEFAULT_AGGREGATE, DEFAULT_BAND } from '@/lib/panels/line/groupLines'

interface Fields {
  spec: LinePanelSpec
  onSpecChange: (spec: LinePanelSpec) => void
}

/** One line a group in place of one a run. */
export function GroupingFields({ spec, onSpecChange, source }: Fields & { source: RunSource }) {
  const { by, line = DEFAULT_AGGREGATE, band = DEFAULT_BAND } = spec.grouping ?? {}
  const change = (next: NonNullable<LinePanelSpec['grouping']>) =>
    onSpecChange({ ...spec, grouping: { ...spec.grouping, ...next } })
  return (
    <GroupByFields by={by} source={source} onChange={(next) => change({ by: next })}>
      <AggregateFields
        aggregate={line}
        band={band}
        onAggregate={(next) => change({ line: next })}
        onBand={(next) => change({ band: next })}
      />
    </GroupByFields>
  )
}

const AREAS = [
  { value: 'none', label: 'Lines' },
  { value: 'stacked', label: 'Stacked areas' },
  { value: 'percent', label: 'Shares of the sum' },
] as const
const POSITIONS = LEGEND_POSITIONS.map((value) => {
  return { value, label: value[0]!.toUpperCase() + value.slice(1) }
})

/** Areas, titles of axes, legend, and how many lines there may be. */
export function ChartFields({ spec, onSpecChange }: Fields) {
  const change = (next: Partial<LinePanelSpec>) => onSpecChange({ ...spec, ...next })
  const { position = 'none', template = '' } = spec.legend ?? {}
  return (
    <FormGroup label="Chart">
      <FormRow label="Draw">
        <Select
          label="Draw"
          value={spec.area ?? 'none'}
          options={AREAS}
          onValueChange={(area) => change({ area })}
          className="w-44"
        />
      </FormRow>
      <TextField
        label="Title of the x axis"
        value={spec.xTitle ?? ''}
        maxLength={256}
        onChange={({ target }) => change({ xTitle: target.value || undefined })}
      />
      <TextField
        label="Title of the y axis"
        value={spec.yTitle ?? ''}
        maxLength={256}
        onChange={({ target }) => change({ yTitle: target.value || undefined })}
      />
      <FormRow label="Legend">
        <Select
          label="Legend"
          value={position}
          options={POSITIONS}
          onValueChange={(next) => change({ legend: { ...spec.legend, position: next } })}
          className="w-44"
        />
      </FormRow>
      <TextField
        label="Names of lines"
        value={template}
        maxLength={500}
        placeholder="${run.displayName}"
        hint="${run.displayName} ${config.lr} ${summary.loss} ${key}"
        inputClassName="font-mono text-12!"
        onChange={({ target }) =>
          change({ legend: { ...spec.legend, template: target.value || undefined } })
        }
      />
      <TextField
        label="Lines at most"
        inputMode="numeric"
        value={spec.limit ?? ''}
        placeholder="all"
        onChange={({ target }) => {
          const limit = Number(target.value)
          if (target.value === '') change({ limit: undefined })
          else if (Number.isInteger(limit) && limit >= 1 && limit <= 500) change({ limit })
        }}
      />
    </FormGroup>
  )
}
