'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FilePlus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useCallback, useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { reportPath } from '@/components/shell/paths'
import { errorMessage } from '@/components/ui/ErrorState'
import type { MenuItem } from '@/components/ui/Menu'
import { useToast } from '@/components/ui/Toasts'
import type { AddPanel } from '@/lib/api/reportPanels'
import { reportsApi } from '@/lib/api/reportsClient'
import type { PanelDefaults } from '@/lib/panels/linePanel'
import { type PanelSpec, titleOf } from '@/lib/panels/spec'
import { resolvedPanel } from '@/lib/reports/resolvedPanel'
import { AddToReportDialog, type Target } from './AddToReportDialog'
import { rememberedTarget, rememberTarget } from './reportTarget'

export interface AddToReport {
  /** Of a panel, with what it inherits. The same function while the page is. */
  menuOf: (spec: PanelSpec, defaults: PanelDefaults) => MenuItem[]
  dialog: ReactNode
}

/** @param runSet the runs that the panels show now; undefined where nothing may be added */
export function useAddToReport(
  entity: string,
  project: string,
  runSet: (() => AddPanel['runSet']) | undefined,
): AddToReport {
  const [panel, setPanel] = useState<PanelSpec | null>(null)
  const toast = useToast()
  const router = useRouter()
  const client = useQueryClient()
  const add = useMutation({
    mutationFn: async ({ panel, target }: { panel: PanelSpec; target: Target }) => {
      if (!runSet) return
      const report =
        'report' in target
          ? target.report
          : await reportsApi.create(entity, project, target.title ? { title: target.title } : {})
      await reportsApi.addPanel(report.slug, { panel, runSet: runSet() })
      rememberTarget(entity, project, report.slug)
      void client.invalidateQueries({ queryKey: queryKeys.reports(entity, project) })
      setPanel(null)
      toast({
        title: `Added “${titleOf(panel)}” to “${report.title || 'Untitled report'}”`,
        tone: 'success',
        action: { label: 'Open report', onSelect: () => router.push(reportPath(report)) },
      })
    },
    onError: (error) =>
      toast({
        title: 'The panel was not added',
        description: errorMessage(error),
        tone: 'danger',
      }),
  })
  const can = runSet !== undefined
  const menuOf = useCallback(
    (spec: PanelSpec, defaults: PanelDefaults): MenuItem[] =>
      can
        ? [
            {
              label: 'Add to report…',
              icon: FilePlus,
              onSelect: () => setPanel(resolvedPanel(spec, defaults)),
            },
          ]
        : [],
    [can],
  )
  const dialog = panel && (
    <AddToReportDialog
      {...{ entity, project }}
      panel={titleOf(panel)}
      remembered={rememberedTarget(entity, project)}
      busy={add.isPending}
      onAdd={(target) => add.mutate({ panel, target })}
      onClose={() => setPanel(null)}
    />
  )
  return { menuOf, dialog }
}
