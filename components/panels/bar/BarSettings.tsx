'use client'

import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Select } from '@/components/ui/Select'
import { TextField } from '@/components/ui/TextField'
import type { BarPanelSpec } from '@/lib/panels/otherPanels'
import { columnLabel } from '@/lib/runs/columns'
import { AggregateFields } from '../runValues/AggregateFields'
import { ColumnPicker } from '../runValues/ColumnPicker'
import { FormGroup, FormRow } from '../runValues/FormRow'
import { GroupByFields } from '../runValues/GroupByFields'
import { RangeFields } from '../runValues/RangeFields'
import type { RunSource } from '../runValues/useRunValues'
import { DEFAULT_AGGREGATE, DEFAULT_BAND, DEFAULT_LIMIT } from '@/lib/panels/bar/barModel'

const SHAPES = [
  { value: 'bar', label: 'Bars' },
  { value: 'box', label: 'Boxes' },
  { value: 'violin', label: 'Violins' },
] as const
const DIRECTIONS = [
  { value: 'horizontal', label: 'Horizontal' },
  { value: 'vertical', label: 'Vertical' },
] as const
const SORTS = [
  { value: 'runs', label: 'As the runs are' },
  { value: 'ascending', label: 'Smallest first' },
  { value: 'descending', label: 'Greatest first' },
] as const
const SCALES = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
] as const
const MOST_COLUMNS = 20

export function BarSettings({
  spec,
  source,
  onChange,
}: {
  spec: BarPanelSpec
  source: RunSource
  onChange: (spec: BarPanelSpec) => void
}) {
  const change = (next: Partial<BarPanelSpec>) => onChange({ ...spec, ...next })
  const { columns } = spec
  return (
    <>
      <FormGroup label="Values">
        {columns.map((id) => (
          <div key={id} className="flex h-7 items-center justify-between gap-2">
            <span className="min-w-0 truncate">{columnLabel(id)}</span>
            <IconButton
              label={`Remove ${columnLabel(id)}`}
              icon={X}
              onClick={() => change({ columns: columns.filter((other) => other !== id) })}
            />
          </div>
        ))}
        {columns.length < MOST_COLUMNS && (
          <ColumnPicker
            label="Add value"
            source={source}
            value={null}
            wanted="number"
            except={columns}
            onChange={(id) => id && change({ columns: [...columns, id] })}
            trigger={
              <Button icon={Plus} className="self-start">
                Add value
              </Button>
            }
          />
        )}
      </FormGroup>
      <FormGroup label="Chart">
        <SegmentedControl
          label="Shape"
          value={spec.shape ?? 'bar'}
          options={SHAPES}
          onValueChange={(shape) => change({ shape })}
        />
        <SegmentedControl
          label="Direction"
          value={spec.vertical ? 'vertical' : 'horizontal'}
          options={DIRECTIONS}
          onValueChange={(direction) => change({ vertical: direction === 'vertical' })}
        />
        <FormRow label="Order">
          <Select
            label="Order"
            value={spec.sort ?? 'runs'}
            options={SORTS}
            onValueChange={(sort) => change({ sort })}
            className="w-44"
          />
        </FormRow>
        <FormRow label="Scale">
          <SegmentedControl
            label="Scale of the values"
            value={spec.valueAxis?.scale ?? 'linear'}
            options={SCALES}
            onValueChange={(scale) => change({ valueAxis: { ...spec.valueAxis, scale } })}
          />
        </FormRow>
        <RangeFields
          name="Values"
          range={spec.valueAxis?.range ?? null}
          onChange={(range) => change({ valueAxis: { ...spec.valueAxis, range } })}
        />
        <TextField
          label="At most"
          inputMode="numeric"
          value={spec.limit ?? ''}
          placeholder={String(DEFAULT_LIMIT)}
          onChange={({ target }) => {
            const limit = Number(target.value)
            if (target.value === '') change({ limit: undefined })
            else if (Number.isInteger(limit) && limit >= 1 && limit <= 500) change({ limit })
          }}
        />
      </FormGroup>
      <GroupByFields by={spec.groupBy} source={source} onChange={(groupBy) => change({ groupBy })}>
        <AggregateFields
          aggregate={spec.aggregate ?? DEFAULT_AGGREGATE}
          band={spec.band ?? DEFAULT_BAND}
          onAggregate={(aggregate) => change({ aggregate })}
          onBand={(band) => change({ band })}
        />
      </GroupByFields>
    </>
  )
}
