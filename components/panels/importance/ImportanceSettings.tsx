'use client'

import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Switch } from '@/components/ui/Switch'
import type { ImportancePanelSpec } from '@/lib/panels/otherPanels'
import { columnLabel } from '@/lib/runs/columns'
import { ColumnPicker } from '../runValues/ColumnPicker'
import { FormGroup, FormRow } from '../runValues/FormRow'
import type { RunSource } from '../runValues/useRunValues'

const KINDS = [
  { value: 'spearman', label: 'Spearman' },
  { value: 'pearson', label: 'Pearson' },
] as const
const SORTS = [
  { value: 'importance', label: 'Importance' },
  { value: 'correlation', label: 'Correlation' },
  { value: 'name', label: 'Name' },
] as const

export function ImportanceSettings({
  spec,
  source,
  onChange,
}: {
  spec: ImportancePanelSpec
  source: RunSource
  onChange: (spec: ImportancePanelSpec) => void
}) {
  const { parameters } = spec
  return (
    <>
      <FormGroup label="What">
        <FormRow label="Target">
          <ColumnPicker
            label="Target"
            source={source}
            value={spec.target}
            wanted="number"
            onChange={(target) => onChange({ ...spec, target })}
            className="w-44"
          />
        </FormRow>
        <FormRow label="Correlation">
          <SegmentedControl
            label="Correlation"
            value={spec.correlation ?? 'spearman'}
            options={KINDS}
            onValueChange={(correlation) => onChange({ ...spec, correlation })}
          />
        </FormRow>
        <p className="text-12 text-ink-3">
          {(spec.correlation ?? 'spearman') === 'spearman'
            ? 'Of ranks: 1 for whatever only rises, by a straight line or not.'
            : 'Of values: 1 for a straight line; single extreme runs weigh much.'}
        </p>
        <FormRow label="Sort by">
          <SegmentedControl
            label="Sort by"
            value={spec.sort ?? 'importance'}
            options={SORTS}
            onValueChange={(sort) => onChange({ ...spec, sort })}
          />
        </FormRow>
      </FormGroup>
      <FormGroup label="Parameters">
        <Switch
          label="All config keys"
          checked={parameters === undefined}
          onCheckedChange={(all) => onChange({ ...spec, parameters: all ? undefined : [] })}
        />
        {parameters && (
          <>
            <ul className="flex flex-col">
              {parameters.map((id) => (
                <li key={id} className="flex items-center">
                  <span className="min-w-0 grow truncate" title={id}>
                    {columnLabel(id)}
                  </span>
                  <IconButton
                    label={`Remove ${columnLabel(id)}`}
                    icon={X}
                    onClick={() =>
                      onChange({ ...spec, parameters: parameters.filter((one) => one !== id) })
                    }
                  />
                </li>
              ))}
            </ul>
            <ColumnPicker
              label="Add a parameter"
              source={source}
              value={null}
              only="config"
              except={parameters}
              onChange={(id) => id && onChange({ ...spec, parameters: [...parameters, id] })}
              trigger={
                <Button icon={Plus} className="self-start">
                  Add a parameter
                </Button>
              }
            />
          </>
        )}
      </FormGroup>
    </>
  )
}
