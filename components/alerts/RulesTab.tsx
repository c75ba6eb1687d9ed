'use client'

import { BellOff, Plus, Siren } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { Switch } from '@/components/ui/Switch'
import { type AlertRuleItem, MAX_RULES } from '@/lib/api/alerts'
import { RuleEditor } from './editor/RuleEditor'
import { RuleTable } from './RuleTable'
import { useAlertRules } from './useAlerts'
import { useRuleActions } from './useRuleActions'

export interface RulesTabProps {
  entity: string
  project: string
  projectId: number | undefined
}

/** What the project's runs are watched for; readers see the same without controls. */
export function RulesTab({ entity, project, projectId }: RulesTabProps) {
  const query = useAlertRules(entity, project)
  const actions = useRuleActions(entity, project)
  const [editing, setEditing] = useState<AlertRuleItem | 'new'>()
  if (query.isPending) return <SkeletonRows rows={5} />
  if (query.data === undefined) {
    return (
      <ErrorState
        title="The rules could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  }
  const { rules, muted, canWrite } = query.data
  const add = (
    <Button
      variant="primary"
      icon={Plus}
      disabled={rules.length >= MAX_RULES}
      onClick={() => setEditing('new')}
    >
      New rule
    </Button>
  )
  return (
    <section aria-label="Rules">
      {canWrite && (
        <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <Switch
            label={
              <span className="inline-flex items-center gap-1.5">
                <BellOff aria-hidden className="size-3.5 text-ink-3" />
                Mute this project for me
              </span>
            }
            checked={muted}
            onCheckedChange={(next) => void actions.muteProject(next)}
          />
          {rules.length > 0 && add}
        </div>
      )}
      {rules.length === 0 ? (
        <EmptyState icon={Siren} title="No rules yet" action={canWrite ? add : undefined}>
          A rule watches every run of the project, also those to come: a loss that explodes, NaN, no
          improvement, a run that stalls.
        </EmptyState>
      ) : (
        <RuleTable {...{ entity, project, rules, canWrite, actions }} onEdit={setEditing} />
      )}
      {editing !== undefined && (
        <RuleEditor
          {...{ entity, project, projectId }}
          rule={editing === 'new' ? null : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </section>
  )
}
