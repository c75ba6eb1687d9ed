'use client'

import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { TextField } from '@/components/ui/TextField'
import type { HistogramPanelSpec } from '@/lib/panels/otherPanels'
import type { PanelRun } from '@/lib/panels/panelRun'
import { MetricPicker } from '../line/MetricPicker'
import { ColumnPicker } from '../runValues/ColumnPicker'
import { FormGroup, FormRow } from '../runValues/FormRow'
import { RangeFields } from '../runValues/RangeFields'
import type { RunSource } from '../runValues/useRunValues'

const KINDS = [
  { value: 'column', label: 'Values of runs' },
  { value: 'key', label: 'Logged histogram' },
] as const
const MODES = [
  { value: 'step', label: 'One step' },
  { value: 'overSteps', label: 'Over steps' },
] as const
const SCALES = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
] as const

export function HistogramSettings({
  spec,
  runs,
  source: runSource,
  onChange,
}: {
  spec: HistogramPanelSpec
  runs: readonly PanelRun[]
  source: RunSource
  onChange: (spec: HistogramPanelSpec) => void
}) {
  const change = (next: Partial<HistogramPanelSpec>) => onChange({ ...spec, ...next })
  const { source, valueAxis } = spec
  const kind = source.kind === 'key' ? 'key' : 'column'
  const { entity = '', project = '' } = runs[0] ?? {}
  return (
    <>
      <FormGroup label="Data">
        <SegmentedControl
          label="Data"
          value={kind}
          options={KINDS}
          onValueChange={(next) => {
            if (next === kind) return
            change({
              source: next === 'key' ? { kind: 'key', key: 'histogram' } : { kind: 'none' },
            })
          }}
        />
        {source.kind === 'key' ? (
          <MetricPicker
            label="Key"
            {...{ entity, project }}
            stream="history"
            keys={[source.key]}
            most={2}
            onChange={(keys) => {
              const key = keys.at(-1)
              change({ source: key === undefined ? { kind: 'none' } : { kind: 'key', key } })
            }}
          />
        ) : (
          <FormRow label="Value">
            <ColumnPicker
              label="Value"
              source={runSource}
              value={source.kind === 'column' ? source.column : null}
              wanted="number"
              onChange={(column) =>
                change({ source: column ? { kind: 'column', column } : { kind: 'none' } })
              }
              className="w-44"
            />
          </FormRow>
        )}
      </FormGroup>
      <FormGroup label="Chart">
        {source.kind === 'key' ? (
          <SegmentedControl
            label="Show"
            value={spec.mode ?? 'step'}
            options={MODES}
            onValueChange={(mode) => change({ mode })}
          />
        ) : (
          <>
            <TextField
              label="Bins"
              inputMode="numeric"
              value={spec.bins ?? ''}
              placeholder="automatic"
              onChange={({ target }) => {
                const bins = Number(target.value)
                if (target.value === '') change({ bins: undefined })
                else if (Number.isInteger(bins) && bins >= 2 && bins <= 500) change({ bins })
              }}
            />
            <FormRow label="Scale">
              <SegmentedControl
                label="Scale of the values"
                value={valueAxis?.scale ?? 'linear'}
                options={SCALES}
                onValueChange={(scale) => change({ valueAxis: { ...valueAxis, scale } })}
              />
            </FormRow>
          </>
        )}
        <RangeFields
          name="Values"
          range={valueAxis?.range ?? null}
          onChange={(range) => change({ valueAxis: { ...valueAxis, range } })}
        />
        <TextField
          label="Title of the values’ axis"
          value={valueAxis?.title ?? ''}
          maxLength={256}
          onChange={({ target }) =>
            change({ valueAxis: { ...valueAxis, title: target.value || undefined } })
          }
        />
      </FormGroup>
    </>
  )
}
