'use client'

import type { ReactNode } from 'react'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Select } from '@/components/ui/Select'
import { Slider } from '@/components/ui/Slider'
import { Switch } from '@/components/ui/Switch'
import {
  type PanelSettings,
  type SettingsChange,
  type ScaleKind,
  type Smoothing,
  type SmoothingKind,
} from '@/lib/panels/linePanel'
import { RangeFields } from '../runValues/RangeFields'
import { XAxisSelect } from './XAxisSelect'

export interface SettingsFormProps {
  /** What holds now, inherited or not. */
  settings: PanelSettings
  onChange: (changes: SettingsChange) => void
  /** The axis chosen here; undefined when it is left to others. */
  ownX: string | undefined
  /** What leaving it to others means. */
  automaticX: string
  /** Why the axis is the one it is. */
  xNote?: string | undefined
  /** Numeric keys an axis may count, besides step and time. */
  xKeys?: readonly string[] | undefined
  /** System metrics have no step. */
  withoutStep?: boolean
  /** Ranges are for one panel, not for all. */
  withRanges?: boolean
}

const SMOOTHING: Record<
  SmoothingKind,
  { label: string; first: number; max: number; step: number }
> = {
  none: { label: 'None', first: 0, max: 0, step: 1 },
  timeWeightedEma: { label: 'Time-weighted average', first: 0.6, max: 0.999, step: 0.001 },
  ema: { label: 'Exponential average', first: 0.6, max: 0.999, step: 0.001 },
  gaussian: { label: 'Gaussian', first: 5, max: 100, step: 0.5 },
  mean: { label: 'Running mean', first: 11, max: 201, step: 2 },
}
const SMOOTHING_OPTIONS = (Object.keys(SMOOTHING) as SmoothingKind[]).map((value) => ({
  value,
  label: SMOOTHING[value].label,
}))
const SCALES = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
] as const

/** The settings a line panel has, or a workspace sets for all; every change takes effect at once. */
export function SettingsForm({
  settings,
  onChange,
  ownX,
  automaticX,
  xNote,
  xKeys,
  withoutStep = false,
  withRanges = false,
}: SettingsFormProps) {
  return (
    <div className="flex flex-col gap-4 p-4">
      <Line label="X axis">
        <XAxisSelect
          label="X axis"
          value={ownX}
          automatic={automaticX}
          onValueChange={(x) => onChange({ x, xRange: null })}
          xKeys={xKeys}
          withoutStep={withoutStep}
          className="w-44"
        />
      </Line>
      {xNote && <p className="-mt-2 text-12 text-ink-2">{xNote}</p>}
      <SmoothingFields
        smoothing={settings.smoothing}
        onChange={(smoothing) => onChange({ smoothing })}
      />
      <Line label="X scale">
        <SegmentedControl<ScaleKind>
          label="X scale"
          value={settings.xScale}
          options={SCALES}
          onValueChange={(xScale) => onChange({ xScale })}
        />
      </Line>
      <Line label="Y scale">
        <SegmentedControl<ScaleKind>
          label="Y scale"
          value={settings.yScale}
          options={SCALES}
          onValueChange={(yScale) => onChange({ yScale })}
        />
      </Line>
      <Switch
        label="Ignore outliers when fitting the y axis"
        checked={settings.ignoreOutliers}
        onCheckedChange={(ignoreOutliers) => onChange({ ignoreOutliers })}
      />
      <Switch
        label="Shade between smallest and greatest"
        checked={settings.showEnvelope}
        onCheckedChange={(showEnvelope) => onChange({ showEnvelope })}
      />
      {withRanges && (
        <>
          <RangeFields
            name="X"
            range={settings.xRange}
            onChange={(xRange) => onChange({ xRange })}
          />
          <RangeFields
            name="Y"
            range={settings.yRange}
            onChange={(yRange) => onChange({ yRange })}
          />
        </>
      )}
    </div>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-3">
      <span className="text-ink-2">{label}</span>
      {children}
    </div>
  )
}

function SmoothingFields({
  smoothing,
  onChange,
}: {
  smoothing: Smoothing
  onChange: (smoothing: Smoothing) => void
}) {
  const { kind, amount } = smoothing
  const { max, step } = SMOOTHING[kind]
  const text =
    kind === 'gaussian'
      ? `σ ${amount} points`
      : kind === 'mean'
        ? `${amount} points`
        : String(amount)
  return (
    <div className="flex flex-col gap-1">
      <Line label="Smoothing">
        <Select
          label="Smoothing"
          value={kind}
          options={SMOOTHING_OPTIONS}
          onValueChange={(next) => onChange({ kind: next, amount: SMOOTHING[next].first })}
          className="w-44"
        />
      </Line>
      {kind !== 'none' && (
        <div className="flex items-center gap-3">
          <Slider
            label="Smoothing amount"
            value={Math.min(amount, max)}
            min={kind === 'mean' ? 1 : 0}
            max={max}
            step={step}
            valueText={text}
            onValueChange={(next) => onChange({ kind, amount: next })}
            className="grow"
          />
          <span className="w-20 text-right font-mono text-12 text-ink-2 tabular-nums">{text}</span>
        </div>
      )}
    </div>
  )
}
