'use client'

import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { TextField } from '@/components/ui/TextField'
import { parseExpression } from '@/lib/panels/expression'
import type { LinePanelSpec } from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import { FormGroup } from '../runValues/FormRow'
import { MetricPicker } from './MetricPicker'

interface DataFieldsProps {
  spec: LinePanelSpec
  runs: readonly PanelRun[]
  onSpecChange: (spec: LinePanelSpec) => void
}

/** Which metrics are drawn: by name, by pattern, by formula. At least one of them stays. */
export function DataFields({ spec, runs, onSpecChange }: DataFieldsProps) {
  const { entity = '', project = '' } = runs[0] ?? {}
  const change = (next: Partial<LinePanelSpec>) => {
    const changed = { ...spec, ...next }
    const { keys, keyPattern, expressions } = changed
    if (keys.length > 0 || keyPattern || expressions?.length) onSpecChange(changed)
  }
  return (
    <FormGroup label="Data">
      <MetricPicker
        label="Keys"
        {...{ entity, project }}
        stream={spec.stream}
        keys={spec.keys}
        onChange={(keys) => change({ keys })}
      />
      <TypedField
        key={`pattern ${spec.keyPattern}`}
        label="Keys that match a regular expression"
        placeholder="^val/"
        value={spec.keyPattern ?? ''}
        onSave={(text) => change({ keyPattern: text || undefined })}
      />
      <Formulas
        formulas={spec.expressions ?? []}
        onChange={(expressions) =>
          change({ expressions: expressions.length > 0 ? expressions : undefined })
        }
      />
    </FormGroup>
  )
}

function Formulas({
  formulas,
  onChange,
}: {
  formulas: readonly string[]
  onChange: (formulas: string[]) => void
}) {
  const [adding, setAdding] = useState(false)
  return (
    <div className="flex flex-col gap-2">
      {formulas.map((formula, i) => (
        <div key={formula} className="flex items-end gap-1">
          <TypedField
            label={`Formula ${i + 1}`}
            value={formula}
            check={formulaError}
            className="grow"
            onSave={(text) =>
              onChange(text === '' ? formulas.toSpliced(i, 1) : formulas.with(i, text))
            }
          />
          <IconButton
            label={`Remove formula ${i + 1}`}
            icon={X}
            onClick={() => onChange(formulas.toSpliced(i, 1))}
          />
        </div>
      ))}
      {adding ? (
        <TypedField
          label="New formula"
          autoFocus
          value=""
          placeholder="val/loss - train/loss"
          hint="+ - * / ^ and abs log exp sqrt min max; ${…} around keys with other signs"
          check={formulaError}
          onSave={(text) => {
            setAdding(false)
            if (text !== '' && !formulas.includes(text)) onChange([...formulas, text])
          }}
        />
      ) : (
        formulas.length < 10 && (
          <Button icon={Plus} className="self-start" onClick={() => setAdding(true)}>
            Add formula
          </Button>
        )
      )}
    </div>
  )
}

function formulaError(text: string): string | undefined {
  if (text === '') return undefined
  try {
    parseExpression(text)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Takes effect with Enter, or when it is left, unless it is wrong. */
function TypedField({
  value,
  check,
  onSave,
  ...rest
}: {
  label: string
  value: string
  placeholder?: string
  hint?: string
  autoFocus?: boolean
  className?: string
  check?: (text: string) => string | undefined
  onSave: (text: string) => void
}) {
  const [text, setText] = useState(value)
  const error = check?.(text.trim())
  const save = () => {
    if (error === undefined && (text.trim() !== value || value === '')) onSave(text.trim())
  }
  return (
    <TextField
      {...rest}
      value={text}
      error={text === value ? undefined : error}
      inputClassName="font-mono text-12!"
      onChange={({ target }) => setText(target.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  )
}
