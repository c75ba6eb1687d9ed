'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useCallback, useState } from 'react'
import * as Y from 'yjs'
import { queryKeys } from '@/components/live/queryKeys'
import { RunSetProvider } from '@/components/runs/RunSetContext'
import { useRuns } from '@/components/runs/useRuns'
import { Button } from '@/components/ui/Button'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Sheet } from '@/components/ui/Sheet'
import { TextField } from '@/components/ui/TextField'
import { type AlertRuleItem, alertsApi } from '@/lib/api/alerts'
import { describeRule } from '@/lib/alerts/describe'
import { conditionOf, draftOf, type Kind, nameFor, type RuleDraft } from '@/lib/alerts/draft'
import type { RunSetAccess } from '@/lib/workspace/access'
import { filterOf, RunSetDocument } from '@/lib/workspace/runSet'
import { fieldErrors } from '../fieldErrors'
import { RuleSentence } from '../RuleSentence'
import { SEVERITY_OPTIONS } from '../SeverityMark'
import { useFilterText } from '../useFilterText'
import { ConditionFields } from './ConditionFields'
import { RuleFilter } from './RuleFilter'

export interface RuleEditorProps {
  entity: string
  project: string
  projectId: number | undefined
  /** Null for a new one. */
  rule: AlertRuleItem | null
  onClose: () => void
}

const KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'threshold', label: 'A value above or below a limit' },
  { value: 'notFinite', label: 'NaN or infinity' },
  { value: 'noImprovement', label: 'No improvement' },
  { value: 'stalled', label: 'A run that stalls' },
  { value: 'ended', label: 'A run that ends' },
]
const FIELDS = [
  'name',
  'filter',
  ...['key', 'value', 'rows', 'steps', 'minDelta', 'minutes', 'states'].map(
    (name) => `condition.${name}`,
  ),
]

/** Writes a rule; what it will say stands below in words. */
export function RuleEditor(props: RuleEditorProps) {
  // The filter is edited as a workspace's is, in a document that nobody else has.
  const [runSet] = useState(() => {
    const set = new RunSetDocument(new Y.Doc())
    set.setFilter(props.rule?.filter ?? null)
    return set
  })
  return (
    <RunSetProvider access={runSet}>
      <Sheet
        open
        onOpenChange={(open) => !open && props.onClose()}
        title={props.rule ? 'Edit rule' : 'New rule'}
        returnFocus={() => document.getElementById(ruleActionsId(props.rule?.id))}
        className="sm:w-110!"
      >
        <Form {...props} />
      </Sheet>
    </RunSetProvider>
  )
}

/** The button whose menu opens the editor of a rule. */
export const ruleActionsId = (ruleId: number | undefined) => `rule-actions-${ruleId ?? 'new'}`

const filterIn = (access: RunSetAccess) => {
  const filter = filterOf(access.getState().conditions)
  return filter.kind === 'and' && filter.filters.length === 0 ? null : filter
}
const differ = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)

function Form({ entity, project, projectId, rule, onClose }: RuleEditorProps) {
  const [draft, setDraft] = useState<RuleDraft>(() => draftOf(rule))
  const [unapplied, setUnapplied] = useState(false)
  const runs = useRuns(entity, project, projectId, true)
  const [before] = useState(() => ({
    condition: conditionOf(draftOf(rule)),
    filter: filterIn(runs.access),
  }))
  const filterText = useFilterText(entity, project)
  const client = useQueryClient()
  const condition = conditionOf(draft)
  const filter = filterIn(runs.access)
  const suggested = nameFor(condition)
  const save = useMutation({
    mutationFn: async () => {
      const { severity } = draft
      const name = draft.name.trim() || suggested || 'Rule'
      if (!rule) {
        await alertsApi.createRule(entity, project, { name, severity, condition, filter })
      } else {
        // A rule that watches for something else begins anew: only if it does.
        await alertsApi.changeRule(rule.id, {
          ...{ name, severity },
          ...(differ(condition, before.condition) ? { condition } : {}),
          ...(differ(filter, before.filter) ? { filter } : {}),
        })
      }
      await client.invalidateQueries({ queryKey: queryKeys.alertRules(entity, project) })
    },
    onSuccess: onClose,
  })
  const { reset } = save
  const errors = fieldErrors(save.error, FIELDS)
  const change = useCallback(
    (changed: Partial<RuleDraft>) => {
      setDraft((known) => ({ ...known, ...changed }))
      // What was wrong need no longer be.
      reset()
    },
    [reset],
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // The form of a condition stands in this one for React, though not in the page.
    if (event.target === event.currentTarget && !unapplied) save.mutate()
  }
  return (
    <form noValidate onSubmit={submit} className="flex min-h-full flex-col">
      <div className="grow space-y-4 p-4">
        <fieldset>
          <legend className="mb-1 text-13 font-medium">Watch for</legend>
          {KINDS.map(({ value, label }) => (
            <label
              key={value}
              className="-mx-2 flex h-7 items-center gap-2 rounded-md px-2 hover:bg-hover"
            >
              <input
                type="radio"
                name="rule-kind"
                className="accent-(--accent)"
                checked={value === draft.kind}
                onChange={() => change({ kind: value })}
              />
              {label}
            </label>
          ))}
        </fieldset>
        <ConditionFields {...{ entity, project, draft }} errorOf={errors.of} onChange={change} />
        <RuleFilter runs={runs} error={errors.of('filter')} onUnapplied={setUnapplied} />
        <div>
          <p className="mb-1 text-13 font-medium">Severity</p>
          <SegmentedControl
            label="Severity"
            className="flex"
            value={draft.severity}
            onValueChange={(severity) => change({ severity })}
            options={SEVERITY_OPTIONS}
          />
        </div>
        <TextField
          label="Name"
          hint="What the alert will be called."
          placeholder={suggested}
          maxLength={200}
          autoComplete="off"
          value={draft.name}
          error={errors.of('name')}
          onChange={(event) => change({ name: event.target.value })}
        />
      </div>
      <div className="sticky bottom-0 border-t border-line bg-raised px-4 py-3">
        <p aria-label="The rule in words" className="text-pretty text-ink-2">
          <RuleSentence words={describeRule(condition, filterText(filter))} />
        </p>
        {(errors.rest ?? (unapplied && 'Apply the filter first.')) && (
          <p role="alert" className="mt-1 text-danger">
            {errors.rest ?? 'Apply the filter first.'}
          </p>
        )}
        <div className="mt-3 flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={save.isPending} disabled={unapplied}>
            {rule ? 'Save rule' : 'Create rule'}
          </Button>
        </div>
      </div>
    </form>
  )
}
