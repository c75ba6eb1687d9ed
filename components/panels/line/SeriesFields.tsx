'use client'

import { Select } from '@/components/ui/Select'
import { Slider } from '@/components/ui/Slider'
import { Switch } from '@/components/ui/Switch'
import { TextField } from '@/components/ui/TextField'
import { useTheme } from '@/components/ui/theme'
import { Button } from '@/components/ui/Button'
import { displayKey } from '@/lib/metrics/keys'
import { runColor } from '@/lib/palette/runColors'
import { DASHES, type LinePanelSpec, type SeriesLook } from '@/lib/panels/linePanel'
import { useState } from 'react'
import { FormGroup, FormRow } from '../runValues/FormRow'

export interface LineOwner {
  /** In `spec.series`. */
  id: string
  name: string
}

/** Lines that can be told apart here; beyond that the list would help nobody. */
const MOST = 100
const DASH_LABELS = {
  solid: 'Solid',
  dashed: 'Dashed',
  dotted: 'Dotted',
  dotdash: 'Dot dash',
  dotdotdash: 'Dot dot dash',
} as const
const DASH_OPTIONS = [
  { value: 'auto', label: 'Automatic' },
  ...DASHES.map((value) => ({ value, label: DASH_LABELS[value] })),
]

/** How one line, or all lines of a key, differ from the others. */
export function SeriesFields({
  spec,
  keys,
  owners,
  onSpecChange,
}: {
  spec: LinePanelSpec
  keys: readonly string[]
  /** Runs or groups, with the prefix of their lines. */
  owners: readonly LineOwner[]
  onSpecChange: (spec: LinePanelSpec) => void
}) {
  const theme = useTheme()
  const choices = [
    ...keys.map((key) => ({ value: key, label: `All lines of ${displayKey(key)}` })),
    ...owners.slice(0, MOST).flatMap(({ id, name }) =>
      keys.map((key) => ({
        value: `${id}/${key}`,
        label: keys.length > 1 ? `${name} · ${displayKey(key)}` : name,
      })),
    ),
  ]
  const [chosen, setChosen] = useState(choices[0]?.value ?? '')
  const line = choices.some(({ value }) => value === chosen) ? chosen : (choices[0]?.value ?? '')
  if (line === '') return null
  const look = spec.series?.[line] ?? {}
  const change = (next: { [K in keyof SeriesLook]?: SeriesLook[K] | undefined }) => {
    const changed = Object.entries({ ...look, ...next }).filter(([, value]) => value !== undefined)
    const others = Object.entries(spec.series ?? {}).filter(([id]) => id !== line)
    const own =
      changed.length > 0 ? [[line, Object.fromEntries(changed) as SeriesLook] as const] : []
    const series = Object.fromEntries([...others, ...own])
    onSpecChange({ ...spec, series: Object.keys(series).length > 0 ? series : undefined })
  }
  return (
    <FormGroup label="Lines">
      <Select label="Line" value={line} options={choices} onValueChange={setChosen} />
      <TextField
        label="Name"
        value={look.title ?? ''}
        placeholder="automatic"
        maxLength={256}
        onChange={({ target }) => change({ title: target.value || undefined })}
      />
      <FormRow label="Colour">
        <span className="flex items-center gap-2">
          {look.color && (
            <Button variant="quiet" onClick={() => change({ color: undefined })}>
              Automatic
            </Button>
          )}
          <input
            type="color"
            aria-label="Colour of the line"
            value={look.color ?? runColor(1, theme)}
            onChange={({ target }) => change({ color: target.value })}
            className="h-7 w-10 rounded-md border border-line-control bg-raised p-0.5"
          />
        </span>
      </FormRow>
      <FormRow label="Width">
        <span className="flex grow items-center gap-2">
          <Slider
            label="Width of the line"
            value={look.width ?? 1.5}
            min={0.5}
            max={8}
            step={0.25}
            valueText={`${look.width ?? 1.5} pixels`}
            onValueChange={(width) => change({ width })}
            className="grow"
          />
          <span className="w-8 text-right font-mono text-12 tabular-nums">{look.width ?? 1.5}</span>
        </span>
      </FormRow>
      <FormRow label="Stroke">
        <Select
          label="Stroke"
          value={look.dash ?? 'auto'}
          options={DASH_OPTIONS}
          onValueChange={(dash) => change({ dash: DASHES.find((known) => known === dash) })}
          className="w-44"
        />
      </FormRow>
      <Switch
        label="Points in place of a line"
        checked={look.points ?? false}
        onCheckedChange={(points) => change({ points: points || undefined })}
      />
    </FormGroup>
  )
}
