'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'
import { type AlertRuleItem, type AlertRules, alertsApi } from '@/lib/api/alerts'

/** Changes of rules that are seen at once, and taken back with a word when the server refuses. */
export function useRuleActions(entity: string, project: string) {
  const client = useQueryClient()
  const toast = useToast()
  return useMemo(() => {
    const queryKey = queryKeys.alertRules(entity, project)
    const act = async (
      failed: string,
      guess: (known: AlertRules) => AlertRules,
      work: () => Promise<unknown>,
    ): Promise<boolean> => {
      await client.cancelQueries({ queryKey })
      client.setQueryData<AlertRules>(queryKey, (known) => known && guess(known))
      try {
        await work()
        return true
      } catch (error) {
        toast({ title: failed, description: errorMessage(error), tone: 'danger' })
        return false
      } finally {
        void client.invalidateQueries({ queryKey })
      }
    }
    const ofRule =
      (id: number, change: Partial<AlertRuleItem>) =>
      (known: AlertRules): AlertRules => ({
        ...known,
        rules: known.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)),
      })
    const same = (known: AlertRules) => known
    const copyOf = ({ severity, condition, filter, enabled }: AlertRuleItem, name: string) =>
      alertsApi.createRule(entity, project, { name, severity, condition, filter, enabled })

    const restore = (rule: AlertRuleItem) =>
      act(`“${rule.name}” could not be brought back`, same, async () => {
        const { id } = await copyOf(rule, rule.name)
        if (rule.muted) await alertsApi.mute(entity, project, id, true)
      })

    return {
      setEnabled: (rule: AlertRuleItem, enabled: boolean) =>
        act(
          `“${rule.name}” could not be switched ${enabled ? 'on' : 'off'}`,
          ofRule(rule.id, { enabled }),
          () => alertsApi.changeRule(rule.id, { enabled }),
        ),
      mute: (rule: AlertRuleItem, muted: boolean) =>
        act(
          `“${rule.name}” could not be ${muted ? 'muted' : 'unmuted'}`,
          ofRule(rule.id, { muted }),
          () => alertsApi.mute(entity, project, rule.id, muted),
        ),
      muteProject: (muted: boolean) =>
        act(
          `The project could not be ${muted ? 'muted' : 'unmuted'}`,
          (known) => ({ ...known, muted }),
          () => alertsApi.mute(entity, project, null, muted),
        ),
      duplicate: (rule: AlertRuleItem) =>
        act(`“${rule.name}” could not be duplicated`, same, () =>
          copyOf({ ...rule, enabled: false }, `${rule.name.slice(0, 190)} (copy)`),
        ),
      remove: async (rule: AlertRuleItem) => {
        const done = await act(
          `“${rule.name}” could not be deleted`,
          (known) => ({ ...known, rules: known.rules.filter(({ id }) => id !== rule.id) }),
          () => alertsApi.removeRule(rule.id),
        )
        if (!done) return
        toast({
          title: `Deleted the rule “${rule.name}”`,
          description: 'What it has fired for stays in the history.',
          action: { label: 'Undo', onSelect: () => void restore(rule) },
        })
      },
    }
  }, [client, toast, entity, project])
}
