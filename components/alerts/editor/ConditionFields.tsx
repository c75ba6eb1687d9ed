'use client'

import { useMemo } from 'react'
import { useProjectKeys } from '@/components/live/useProjectRuns'
import { Checkbox } from '@/components/ui/Checkbox'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { TextField } from '@/components/ui/TextField'
import { type RuleDraft, watchableKeys } from '@/lib/alerts/draft'
import { END_STATES } from '@/lib/alerts/rule'
import { KeyField } from './KeyField'

export interface ConditionFieldsProps {
  entity: string
  project: string
  draft: RuleDraft
  errorOf: (field: string) => string | undefined
  onChange: (change: Partial<RuleDraft>) => void
}

type NumberName = 'value' | 'rows' | 'minDelta' | 'steps' | 'minutes'

/** What each kind of rule has to know. */
export function ConditionFields(props: ConditionFieldsProps) {
  const { entity, project, draft, errorOf, onChange } = props
  const keys = useProjectKeys(entity, project)
  const { kind } = draft
  const known = useMemo(() => (keys.data ? watchableKeys(kind, keys.data) : []), [kind, keys.data])
  const key = (placeholder: string, hint?: string) => (
    <KeyField
      value={draft.key}
      {...{ known, placeholder, ...(hint === undefined ? {} : { hint }) }}
      error={errorOf('condition.key')}
      onChange={onChange}
    />
  )
  const number = (name: NumberName, label: string, hint?: string) => (
    <TextField
      label={label}
      hint={hint}
      inputMode="decimal"
      autoComplete="off"
      inputClassName="font-mono text-12!"
      value={draft[name]}
      error={errorOf(`condition.${name}`)}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  )
  switch (kind) {
    case 'threshold':
      return (
        <>
          {key('val/loss')}
          <SegmentedControl
            label="Side"
            className="flex"
            value={draft.op}
            onValueChange={(op) => onChange({ op })}
            options={[
              { value: '>', label: 'Above' },
              { value: '<', label: 'Below' },
            ]}
          />
          <div className="grid grid-cols-2 gap-3">
            {number('value', 'Limit')}
            {number('rows', 'Rows in a row')}
          </div>
        </>
      )
    case 'notFinite':
      return key('any key', 'Empty: any key that a run logs.')
    case 'noImprovement':
      return (
        <>
          {key('val/loss')}
          <SegmentedControl
            label="Better is"
            className="flex"
            value={draft.goal}
            onValueChange={(goal) => onChange({ goal })}
            options={[
              { value: 'min', label: 'Lower is better' },
              { value: 'max', label: 'Higher is better' },
            ]}
          />
          <div className="grid grid-cols-2 gap-3">
            {number('steps', 'For so many steps')}
            {number('minDelta', 'Better by more than')}
          </div>
        </>
      )
    case 'stalled':
      return number('minutes', 'Minutes without a row', 'Of a run that is still running.')
    case 'ended':
      return (
        <fieldset>
          <legend className="text-13 font-medium">Ends that count</legend>
          <div className="grid grid-cols-2">
            {END_STATES.map((state) => (
              <Checkbox
                key={state}
                label={state.charAt(0).toUpperCase() + state.slice(1)}
                checked={draft.states.includes(state)}
                onCheckedChange={(checked) => {
                  const others = draft.states.filter((one) => one !== state)
                  onChange({ states: checked ? [...others, state] : others })
                }}
              />
            ))}
          </div>
          {errorOf('condition.states') && (
            <p role="alert" className="mt-1 text-12 text-danger">
              {errorOf('condition.states')}
            </p>
          )}
        </fieldset>
      )
  }
}
