'use client'

import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Select } from '@/components/ui/Select'
import { Switch } from '@/components/ui/Switch'
import { TextField } from '@/components/ui/TextField'
import type { PanelAxis, ScatterPanelSpec } from '@/lib/panels/otherPanels'
import { type ColumnId, columnLabel } from '@/lib/runs/columns'
import { ColumnPicker } from '../runValues/ColumnPicker'
import { FormGroup, FormRow } from '../runValues/FormRow'
import { RangeFields } from '../runValues/RangeFields'
import type { RunSource } from '../runValues/useRunValues'

export const SCALES = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
] as const
const RUNNING = [
  { value: 'none', label: 'None' },
  { value: 'min', label: 'Smallest so far' },
  { value: 'max', label: 'Greatest so far' },
  { value: 'mean', label: 'Mean so far' },
] as const
const BETTER = [
  { value: 'min', label: 'Lower is better' },
  { value: 'max', label: 'Higher is better' },
] as const

/** Every change is seen in the plot at once. */
export function ScatterSettings({
  spec,
  source,
  onChange,
}: {
  spec: ScatterPanelSpec
  source: RunSource
  onChange: (spec: ScatterPanelSpec) => void
}) {
  const pareto = spec.pareto ?? null
  return (
    <>
      {(['x', 'y'] as const).map((axis) => (
        <AxisFields
          key={axis}
          name={axis}
          source={source}
          column={spec[axis]}
          axis={spec[`${axis}Axis`] ?? {}}
          onColumn={(column) => onChange({ ...spec, [axis]: column })}
          onAxis={(next) => onChange({ ...spec, [`${axis}Axis`]: next })}
        />
      ))}
      <FormGroup label="Colour">
        <FormRow label="By">
          <ColumnPicker
            label="Colour by"
            source={source}
            value={spec.color ?? null}
            none="Run"
            onChange={(color) => onChange({ ...spec, color })}
            className="w-44"
          />
        </FormRow>
        {spec.color && (
          <FormRow label="Scale">
            <SegmentedControl
              label="Colour scale"
              value={spec.colorScale ?? 'linear'}
              options={SCALES}
              onValueChange={(colorScale) => onChange({ ...spec, colorScale })}
            />
          </FormRow>
        )}
      </FormGroup>
      <FormGroup label="Lines">
        <Switch
          label="Regression line, with r²"
          checked={spec.regression ?? false}
          onCheckedChange={(regression) => onChange({ ...spec, regression })}
        />
        <FormRow label="Along x">
          <Select
            label="Along x"
            value={spec.running ?? 'none'}
            options={RUNNING}
            onValueChange={(running) => onChange({ ...spec, running })}
            className="w-44"
          />
        </FormRow>
        <Switch
          label="Pareto front: runs that no other beats"
          checked={pareto !== null}
          onCheckedChange={(on) =>
            onChange({ ...spec, pareto: on ? { x: 'min', y: 'min' } : null })
          }
        />
        {pareto &&
          (['x', 'y'] as const).map((axis) => (
            <FormRow key={axis} label={axisLabel(spec[axis], axis)}>
              <Select
                label={`Better on the ${axis} axis`}
                value={pareto[axis]}
                options={BETTER}
                onValueChange={(better) =>
                  onChange({ ...spec, pareto: { ...pareto, [axis]: better } })
                }
                className="w-44"
              />
            </FormRow>
          ))}
        <Switch
          label="Names beside points"
          checked={spec.labels ?? false}
          onCheckedChange={(labels) => onChange({ ...spec, labels })}
        />
      </FormGroup>
    </>
  )
}

function axisLabel(column: ColumnId | null, axis: 'x' | 'y'): string {
  const name = column ? columnLabel(column) : axis.toUpperCase()
  return name.length > 18 ? `${name.slice(0, 17)}…` : name
}

function AxisFields({
  name,
  source,
  column,
  axis,
  onColumn,
  onAxis,
}: {
  name: 'x' | 'y'
  source: RunSource
  column: ColumnId | null
  axis: PanelAxis
  onColumn: (column: ColumnId | null) => void
  onAxis: (axis: PanelAxis) => void
}) {
  const upper = name.toUpperCase()
  return (
    <FormGroup label={`${upper} axis`}>
      <FormRow label="Shows">
        <ColumnPicker
          label={`${upper} axis`}
          source={source}
          value={column}
          wanted="number"
          onChange={onColumn}
          className="w-44"
        />
      </FormRow>
      <FormRow label="Scale">
        <SegmentedControl
          label={`${upper} scale`}
          value={axis.scale ?? 'linear'}
          options={SCALES}
          onValueChange={(scale) => onAxis({ ...axis, scale })}
        />
      </FormRow>
      <RangeFields
        name={upper}
        range={axis.range ?? null}
        onChange={(range) => onAxis({ ...axis, range })}
      />
      <TextField
        label="Axis title"
        value={axis.title ?? ''}
        placeholder={column ? columnLabel(column) : ''}
        maxLength={256}
        onChange={({ target }) => onAxis({ ...axis, title: target.value || undefined })}
      />
    </FormGroup>
  )
}
