'use client'

import { Check, ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { cx } from '@/components/ui/cx'
import { fieldClass } from '@/components/ui/Field'
import { IconButton } from '@/components/ui/IconButton'
import { Select } from '@/components/ui/Select'
import { Switch } from '@/components/ui/Switch'
import type { Filter, FilterValue } from '@/lib/filters/ast'
import {
  type BuiltCondition,
  type Operator,
  OPERATOR_LABELS,
  operatorsFor,
  readDuration,
  readValue,
  takesMany,
  takesNone,
  toFilter,
} from '@/lib/filters/condition'
import { formatCount } from '@/lib/format/number'
import { formatDuration } from '@/lib/format/time'
import { fromStorable } from '@/lib/json/storable'
import type { TableColumn } from '@/lib/runs/tableColumns'
import { ColumnPicker } from '../ColumnPicker'
import { useColumnsWithName } from '../useColumnsWithName'
import { useCompletions } from '../useCompletions'
import type { Runs } from '../useRuns'

export interface ConditionFormProps {
  runs: Runs
  initial: BuiltCondition | undefined
  disabled: boolean
  onDone: (filter: Filter, disabled: boolean) => void
}

/** A key, then an operator and a value with those that occur. */
export function ConditionForm({ runs, initial, disabled, onDone }: ConditionFormProps) {
  const columns = useColumnsWithName(runs)
  const [condition, setCondition] = useState(initial)
  const [off, setOff] = useState(disabled)
  const column = columns.find(({ id }) => id === condition?.key)
  if (!condition || !column) {
    return (
      <ColumnPicker
        label="Filter by"
        columns={columns}
        onPick={({ id, kind }) =>
          setCondition({ key: id, operator: operatorsFor(kind)[0]!, values: [] })
        }
      />
    )
  }
  return (
    <ValueForm
      key={condition.key}
      {...{ runs, column, condition, setCondition, off, setOff, onDone }}
      onBack={() => setCondition(undefined)}
    />
  )
}

interface ValueFormProps {
  runs: Runs
  column: TableColumn
  condition: BuiltCondition
  setCondition: (condition: BuiltCondition) => void
  off: boolean
  setOff: (off: boolean) => void
  onBack: () => void
  onDone: ConditionFormProps['onDone']
}

const firstText = ({ operator, values }: BuiltCondition): string => {
  const [value] = values
  if (value === undefined || value === null || takesMany(operator)) return ''
  return operator === 'within' ? formatDuration(Number(value)) : String(value)
}

function ValueForm(props: ValueFormProps) {
  const { runs, column, condition, setCondition, off, setOff, onBack, onDone } = props
  const { operator, values } = condition
  const [text, setText] = useState(() => firstText(condition))
  const kind = column.kind
  const many = takesMany(operator)
  const offers = !takesNone(operator) && operator !== 'within' && operator !== 'matches'
  const { data = [] } = useCompletions(runs, offers ? column.id : null, text)
  const offered = data
    .map(({ value, count }) => ({ value: fromStorable(value), count }))
    .filter((one): one is { value: FilterValue; count: number } => isScalar(one.value))

  const read = (typed: string): FilterValue | undefined => {
    if (operator === 'within') return readDuration(typed)
    const asText = operator === 'has' || operator === 'has not' || operator === 'matches'
    return readValue(typed, asText ? 'text' : kind)
  }
  const typed = read(text)
  const wrong = text.trim() !== '' && typed === undefined
  const current: BuiltCondition = {
    ...condition,
    values: many
      ? typed === undefined || values.includes(typed)
        ? values
        : [...values, typed]
      : typed === undefined
        ? []
        : [typed],
  }
  const filter = current.values.length > 0 || takesNone(operator) ? toFilter(current) : undefined
  const pick = (value: FilterValue) => {
    if (many) {
      setCondition({
        ...condition,
        values: values.includes(value)
          ? values.filter((other) => other !== value)
          : [...values, value],
      })
      setText('')
    } else {
      const picked = toFilter({ ...condition, values: [value] })
      if (picked) onDone(picked, off)
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (filter && !wrong) onDone(filter, off)
      }}
    >
      <div className="mb-2 flex items-center gap-1">
        <IconButton label="Another key" icon={ChevronLeft} className="-ml-1.5" onClick={onBack} />
        <span className="min-w-0 grow truncate font-medium" title={column.label}>
          {column.label}
        </span>
        {column.section !== 'run' && <span className="text-12 text-ink-3">{column.section}</span>}
      </div>
      <Select
        label="Operator"
        className="w-full"
        value={operator}
        options={operatorsFor(kind).map((value) => ({ value, label: OPERATOR_LABELS[value] }))}
        onValueChange={(next: Operator) => setCondition({ ...condition, operator: next })}
      />
      {!takesNone(operator) && (
        <>
          <input
            type="text"
            aria-label="Value"
            aria-invalid={wrong}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            placeholder={operator === 'within' ? '2 h, 7 d' : many ? 'Add a value' : 'Value'}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className={fieldClass(wrong, 'mt-2 h-7')}
          />
          {wrong && (
            <p role="alert" className="mt-1 text-12 text-danger">
              {operator === 'within'
                ? 'A time such as 30 min, 2 h or 7 d.'
                : kind === 'time'
                  ? 'A date such as 2026-11-20.'
                  : kind === 'boolean'
                    ? 'Either true or false.'
                    : 'This key holds numbers.'}
            </p>
          )}
        </>
      )}
      {offers && (offered.length > 0 || many) && (
        <ul aria-label="Values that occur" className="mt-2 max-h-52 overflow-y-auto">
          {[...values.filter((value) => many && !offered.some((one) => one.value === value))].map(
            (value) => (
              <Offer key={String(value)} value={value} chosen onPick={pick} />
            ),
          )}
          {offered.map(({ value, count }) => (
            <Offer
              key={`${typeof value} ${String(value)}`}
              value={value}
              count={count}
              chosen={many ? values.includes(value) : undefined}
              onPick={pick}
            />
          ))}
        </ul>
      )}
      <div className="mt-3 flex items-center gap-2 border-t border-line pt-2">
        <div className="grow">
          <Switch label="Off" checked={off} onCheckedChange={setOff} />
        </div>
        <Button type="submit" variant="primary" disabled={!filter || wrong}>
          Apply
        </Button>
      </div>
    </form>
  )
}

function Offer({
  value,
  count,
  chosen,
  onPick,
}: {
  value: FilterValue
  count?: number
  /** Set where several may be chosen. */
  chosen: boolean | undefined
  onPick: (value: FilterValue) => void
}) {
  const text = value === null ? 'none' : value === '' ? 'empty' : String(value)
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        title={text}
        onClick={() => onPick(value)}
        className="flex min-h-7 w-full items-center gap-2 rounded-sm px-2 text-left hover:bg-hover"
      >
        {chosen !== undefined && (
          <Check aria-hidden className={cx('size-3.5 shrink-0', !chosen && 'opacity-0')} />
        )}
        <span className="min-w-0 grow truncate">{text}</span>
        {count !== undefined && (
          <span className="text-12 text-ink-3 tabular-nums">{formatCount(count)}</span>
        )}
      </button>
    </li>
  )
}

function isScalar(value: unknown): value is FilterValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
