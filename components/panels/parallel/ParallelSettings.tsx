'use client'

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Switch } from '@/components/ui/Switch'
import { TextField } from '@/components/ui/TextField'
import type { ScaleKind } from '@/lib/panels/linePanel'
import type { ParallelPanelSpec } from '@/lib/panels/otherPanels'
import { columnLabel } from '@/lib/runs/columns'
import { ColumnPicker } from '../runValues/ColumnPicker'
import { RangeFields } from '../runValues/RangeFields'
import type { RunSource } from '../runValues/useRunValues'
import { type AxisSpec, movedAxis } from '@/lib/panels/parallel/parallelModel'

const MOST_AXES = 30
const SCALES = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
] as const

export function ParallelSettings({
  spec,
  source,
  categories,
  onChange,
}: {
  spec: ParallelPanelSpec
  source: RunSource
  /** Columns of text, which have neither scale nor range. */
  categories: ReadonlySet<string>
  onChange: (spec: ParallelPanelSpec) => void
}) {
  const { axes } = spec
  const setAxes = (next: AxisSpec[]) => onChange({ ...spec, axes: next })
  return (
    <div className="p-4">
      <h3 className="mb-1 font-medium">Axes, from left to right</h3>
      <p className="mb-3 text-12 text-ink-2">The last one colours the lines.</p>
      <ol className="flex flex-col gap-2">
        {axes.map((axis, i) => (
          <li key={axis.column} className="rounded-md border border-line p-2">
            <AxisFields
              axis={axis}
              isCategory={categories.has(axis.column)}
              first={i === 0}
              last={i === axes.length - 1}
              onMove={(by) => setAxes(movedAxis(axes, i, i + by))}
              onRemove={() => setAxes(axes.filter((_, at) => at !== i))}
              onChange={(next) => setAxes(axes.with(i, next))}
            />
          </li>
        ))}
      </ol>
      {axes.length < MOST_AXES && (
        <ColumnPicker
          label="Add an axis"
          source={source}
          value={null}
          except={axes.map(({ column }) => column)}
          onChange={(column) => column && setAxes([...axes, { column }])}
          trigger={
            <Button icon={Plus} className="mt-3">
              Add an axis
            </Button>
          }
        />
      )}
    </div>
  )
}

interface AxisFieldsProps {
  axis: AxisSpec
  isCategory: boolean
  first: boolean
  last: boolean
  onMove: (by: number) => void
  onRemove: () => void
  onChange: (axis: AxisSpec) => void
}

function AxisFields({
  axis,
  isCategory,
  first,
  last,
  onMove,
  onRemove,
  onChange,
}: AxisFieldsProps) {
  const name = columnLabel(axis.column)
  const brush = axis.brushes?.[0]
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center">
        <span className="min-w-0 grow truncate font-medium" title={axis.column}>
          {name}
        </span>
        <IconButton
          label={`Move ${name} to the left`}
          icon={ArrowUp}
          disabled={first}
          onClick={() => onMove(-1)}
        />
        <IconButton
          label={`Move ${name} to the right`}
          icon={ArrowDown}
          disabled={last}
          onClick={() => onMove(1)}
        />
        <IconButton label={`Remove ${name}`} icon={Trash2} onClick={onRemove} />
      </div>
      <div className="flex items-center justify-between gap-2">
        <Switch
          label="Inverted"
          checked={axis.inverted ?? false}
          onCheckedChange={(inverted) => onChange({ ...axis, inverted })}
        />
        {!isCategory && (
          <SegmentedControl<ScaleKind>
            label={`Scale of ${name}`}
            value={axis.scale ?? 'linear'}
            options={SCALES}
            onValueChange={(scale) => onChange({ ...axis, scale })}
          />
        )}
      </div>
      <TextField
        label={`Title of ${name}`}
        hideLabel
        value={axis.title ?? ''}
        placeholder={name}
        maxLength={256}
        onChange={({ target }) => onChange({ ...axis, title: target.value || undefined })}
      />
      {!isCategory && (
        <RangeFields
          name="Brush"
          range={brush ? [open(brush[0]), open(brush[1])] : null}
          onChange={(range) => onChange({ ...axis, brushes: range ? [closed(range)] : undefined })}
        />
      )}
    </div>
  )
}

/** A brush without an end reaches as far as numbers that JSON can hold. */
const FAR = 1e300
const open = (end: number) => (Math.abs(end) >= FAR ? null : end)
const closed = ([low, high]: readonly [number | null, number | null]): [number, number] => [
  low ?? -FAR,
  high ?? FAR,
]
