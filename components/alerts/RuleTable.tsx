'use client'

import { Bell, BellOff, Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { Badge } from '@/components/ui/Badge'
import { IconButton } from '@/components/ui/IconButton'
import { Menu } from '@/components/ui/Menu'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { Switch } from '@/components/ui/Switch'
import type { AlertRuleItem } from '@/lib/api/alerts'
import { describeRule } from '@/lib/alerts/describe'
import { ruleActionsId } from './editor/RuleEditor'
import { RuleSentence } from './RuleSentence'
import { SeverityMark } from './SeverityMark'
import { useFilterText } from './useFilterText'
import type { useRuleActions } from './useRuleActions'

export interface RuleTableProps {
  entity: string
  project: string
  rules: readonly AlertRuleItem[]
  canWrite: boolean
  actions: ReturnType<typeof useRuleActions>
  onEdit: (rule: AlertRuleItem) => void
}

const cell = 'py-2 pl-3 align-top'

export function RuleTable({ entity, project, rules, canWrite, actions, onEdit }: RuleTableProps) {
  const filterText = useFilterText(entity, project)
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="text-left text-12 text-ink-3">
          <th className="h-7 font-normal">Rule</th>
          <th className="pl-3 font-normal max-sm:hidden">Severity</th>
          <th className="pl-3 font-normal max-sm:hidden">Last fired</th>
          <th className="pl-3 font-normal">{canWrite ? 'On' : 'State'}</th>
          {canWrite && (
            <th className="pl-3">
              <span className="sr-only">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id} className="border-t border-line">
            <td className="py-2 align-top">
              <p className="flex min-w-0 flex-wrap items-center gap-1.5">
                <span className="font-medium wrap-anywhere">{rule.name}</span>
                {rule.muted && <Badge>Muted for you</Badge>}
              </p>
              <p className="max-w-140 text-pretty text-ink-2">
                <RuleSentence words={describeRule(rule.condition, filterText(rule.filter))} />
              </p>
              <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-12 text-ink-3 sm:hidden">
                <SeverityMark severity={rule.severity} />
                <span>
                  <LastFired rule={rule} />
                </span>
              </p>
            </td>
            <td className={`${cell} max-sm:hidden`}>
              <SeverityMark severity={rule.severity} className="h-5" />
            </td>
            <td className={`${cell} whitespace-nowrap text-ink-2 max-sm:hidden`}>
              <LastFired rule={rule} />
            </td>
            <td className={cell}>
              {canWrite ? (
                <Switch
                  label={<span className="sr-only">{`Watch by ${rule.name}`}</span>}
                  checked={rule.enabled}
                  onCheckedChange={(enabled) => void actions.setEnabled(rule, enabled)}
                  className="-mt-1"
                />
              ) : rule.enabled ? (
                'On'
              ) : (
                'Off'
              )}
            </td>
            {canWrite && (
              <td className={`${cell} text-right`}>
                <Menu
                  label={`Rule ${rule.name}`}
                  trigger={
                    <IconButton
                      id={ruleActionsId(rule.id)}
                      label={`Actions of ${rule.name}`}
                      icon={Ellipsis}
                      className="-mt-1"
                    />
                  }
                  items={[
                    { label: 'Edit', icon: Pencil, onSelect: () => onEdit(rule) },
                    {
                      label: 'Duplicate',
                      icon: Copy,
                      onSelect: () => void actions.duplicate(rule),
                    },
                    {
                      label: rule.muted ? 'Unmute for me' : 'Mute for me',
                      icon: rule.muted ? Bell : BellOff,
                      onSelect: () => void actions.mute(rule, !rule.muted),
                    },
                    'separator',
                    {
                      label: 'Delete rule',
                      icon: Trash2,
                      danger: true,
                      onSelect: () => void actions.remove(rule),
                    },
                  ]}
                />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LastFired({ rule }: { rule: AlertRuleItem }) {
  return rule.lastFiredAt === null ? 'Never' : <RelativeTime time={rule.lastFiredAt} />
}
