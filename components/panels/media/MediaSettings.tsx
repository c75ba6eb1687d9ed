'use client'

import { Checkbox } from '@/components/ui/Checkbox'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Select } from '@/components/ui/Select'
import { Switch } from '@/components/ui/Switch'
import type { MediaPanelSpec } from '@/lib/panels/otherPanels'
import { FormGroup, FormRow } from '../runValues/FormRow'

const LAYOUTS = [
  { value: 'gallery', label: 'Gallery' },
  { value: 'grid', label: 'Runs × keys' },
] as const
const COLUMNS = ['auto', '1', '2', '3', '4', '6', '8', '12'].map((value) => ({
  value,
  label: value === 'auto' ? 'As many as fit' : value,
}))

export function MediaSettings({
  spec,
  known,
  onChange,
}: {
  spec: MediaPanelSpec
  /** Keys that the runs have. */
  known: readonly string[]
  onChange: (spec: MediaPanelSpec) => void
}) {
  const layout = spec.layout ?? 'gallery'
  const all = [...new Set([...spec.keys, ...known])]
  return (
    <>
      <FormGroup label="Keys">
        <Switch
          label="All"
          checked={spec.keys.length === 0}
          disabled={known.length === 0}
          onCheckedChange={(on) => onChange({ ...spec, keys: on ? [] : known.slice(0, 50) })}
        />
        {spec.keys.length > 0 &&
          all.map((key) => (
            <Checkbox
              key={key}
              label={key}
              checked={spec.keys.includes(key)}
              // The last one stays: none would mean all.
              disabled={spec.keys.length === 1 && spec.keys[0] === key}
              onCheckedChange={(on) => {
                const keys = on ? [...spec.keys, key] : spec.keys.filter((one) => one !== key)
                onChange({ ...spec, keys })
              }}
            />
          ))}
      </FormGroup>
      <FormGroup label="Layout">
        <SegmentedControl
          label="Layout"
          value={layout}
          options={LAYOUTS}
          onValueChange={(next) => onChange({ ...spec, layout: next })}
        />
        {layout === 'gallery' && (
          <FormRow label="Columns">
            <Select
              label="Columns"
              value={String(spec.columns ?? 'auto')}
              options={COLUMNS}
              onValueChange={(value) =>
                onChange({ ...spec, columns: value === 'auto' ? undefined : Number(value) })
              }
              className="w-40"
            />
          </FormRow>
        )}
      </FormGroup>
    </>
  )
}
