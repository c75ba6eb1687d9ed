'use client'

import { Select } from '@/components/ui/Select'
import { STANDARD_X_KEYS } from '@/lib/metrics/seriesQuery'
import { xAxisLabel } from '@/lib/panels/linePanel'

/** No key, so it cannot be taken for one. */
const AUTOMATIC = '\\'

export interface XAxisSelectProps {
  label: string
  /** Undefined when nobody chose: scripts, or the workspace, decide. */
  value: string | undefined
  /** What not choosing means, in words. */
  automatic: string
  onValueChange: (x: string | undefined) => void
  /** Keys that may be an axis, besides step and time. */
  xKeys?: readonly string[] | undefined
  /** System metrics have no step. */
  withoutStep?: boolean | undefined
  className?: string
}

export function XAxisSelect(props: XAxisSelectProps) {
  const { label, value, automatic, onValueChange, xKeys = [], withoutStep, className } = props
  const keys = new Set<string>(STANDARD_X_KEYS.filter((key) => !withoutStep || key !== '_step'))
  if (value !== undefined) keys.add(value)
  for (const key of xKeys) keys.add(key)
  const all = [...keys].map((key) => ({ value: key, label: xAxisLabel(key) }))
  // Where not choosing means the step anyway, choosing it would look the same.
  const own = all.filter((option) => option.label !== automatic)
  const chosen = own.some((option) => option.value === value) ? value : undefined
  return (
    <Select
      label={label}
      value={chosen ?? AUTOMATIC}
      options={[{ value: AUTOMATIC, label: automatic }, ...own]}
      onValueChange={(next) => onValueChange(next === AUTOMATIC ? undefined : next)}
      {...(className === undefined ? {} : { className })}
    />
  )
}
