'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useProject } from '@/components/live/useProject'
import { useProjectEvents } from '@/components/live/useProjectRuns'
import { PageTitle } from '@/components/shell/PageTitle'
import { useRouteNames } from '@/components/shell/routeNames'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { type Tab, Tabs } from '@/components/ui/Tabs'
import { AlertHistory } from './AlertHistory'
import { RulesTab } from './RulesTab'
import { useAlertEvents, useAlertRules } from './useAlerts'
import { WebhooksTab } from './webhooks/WebhooksTab'

const TABS = ['history', 'rules', 'webhooks'] as const
type AlertsTab = (typeof TABS)[number]

/** What happened in a project's runs, what they are watched for, and who else hears of it. */
export function AlertsPage() {
  const { entity = '', project = '' } = useRouteNames()
  const about = useProject(entity, project)
  useProjectEvents(entity, project, about.data?.id)
  useAlertEvents(entity, project, about.data?.id)
  const rules = useAlertRules(entity, project)
  const [asked, setTab] = useTab()
  const place = { entity, project }
  const canWrite = about.data?.canWrite ?? false
  // Addresses of webhooks are secrets: who only reads does not see them.
  const tab = asked === 'webhooks' && !canWrite ? 'history' : asked
  const tabs: Tab<AlertsTab>[] = [
    { value: 'history', label: 'History', content: <AlertHistory {...place} /> },
    {
      value: 'rules',
      label: 'Rules',
      count: rules.data?.rules.length,
      content: <RulesTab {...place} projectId={about.data?.id} />,
    },
  ]
  if (canWrite) {
    tabs.push({ value: 'webhooks', label: 'Webhooks', content: <WebhooksTab {...place} /> })
  }
  return (
    <div className="mx-auto w-full max-w-240 px-3 py-5 md:px-4">
      <PageTitle parts={['Alerts', project, entity]} />
      <h1 className="text-20 font-semibold">Alerts</h1>
      <p className="mt-1 mb-3 max-w-140 text-ink-2">
        Rules watch the runs of {entity}/{project} and tell everybody who may log here, and
        webhooks, when something happens that should not.
      </p>
      {about.isPending && <SkeletonRows rows={6} />}
      {about.isLoadingError && (
        <ErrorState
          title="The alerts could not be opened"
          error={about.error}
          onRetry={() => void about.refetch()}
        />
      )}
      {about.data && (
        <Tabs<AlertsTab>
          label="Alerts"
          value={tab}
          onValueChange={setTab}
          tabs={tabs}
          contentClassName="pt-3"
        />
      )}
    </div>
  )
}

/** The tab stands in the address, so that a link leads to it and "back" returns from it. */
function useTab(): [AlertsTab, (tab: AlertsTab) => void] {
  const pathname = usePathname()
  const params = useSearchParams()
  const read = (query: URLSearchParams) => TABS.find((one) => one === query.get('tab')) ?? 'history'
  const set = (next: AlertsTab) => {
    // A click is told twice, by press and by focus; "back" should go back once.
    const query = new URLSearchParams(window.location.search)
    if (read(query) === next) return
    if (next === 'history') query.delete('tab')
    else query.set('tab', next)
    window.history.pushState(null, '', pathname + (query.size > 0 ? `?${query}` : ''))
  }
  return [read(new URLSearchParams(params)), set]
}
