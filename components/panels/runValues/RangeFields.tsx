'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { TextField } from '@/components/ui/TextField'
import { parseNumber } from '@/lib/metrics/numbers'
import type { AxisRange } from '@/lib/panels/linePanel'

/** Where an axis begins and ends; empty ends follow the data. */
export function RangeFields({
  name,
  range,
  onChange,
}: {
  name: string
  range: AxisRange | null
  onChange: (range: AxisRange | null) => void
}) {
  const [low, high] = range ?? [null, null]
  const change = (next: AxisRange) => onChange(next[0] === null && next[1] === null ? null : next)
  return (
    <div className="flex items-end gap-2">
      <End key={`a${low}`} label={`${name} from`} value={low} onChange={(v) => change([v, high])} />
      <End key={`b${high}`} label={`${name} to`} value={high} onChange={(v) => change([low, v])} />
      {range && (
        <Button variant="quiet" onClick={() => onChange(null)}>
          Clear
        </Button>
      )}
    </div>
  )
}

function End({
  label,
  value,
  onChange,
}: {
  label: string
  value: number | null
  onChange: (value: number | null) => void
}) {
  const [text, setText] = useState(value === null ? '' : String(value))
  const parsed = text.trim() === '' ? null : parseNumber(text)
  const commit = () => parsed !== undefined && parsed !== value && onChange(parsed)
  return (
    <TextField
      label={label}
      value={text}
      placeholder="automatic"
      inputMode="decimal"
      error={parsed === undefined ? 'not a number' : undefined}
      onChange={({ target }) => setText(target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
      className="min-w-0 grow"
    />
  )
}
