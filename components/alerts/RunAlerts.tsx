'use client'

import Link from 'next/link'
import { alertsPath } from '@/components/shell/paths'
import type { RunDetail } from '@/lib/api/runs'
import { AlertRow } from './AlertRow'
import { useAlertEvents, useAlerts } from './useAlerts'

const SHOWN = 3

/** The newest alerts of one run; nothing while it has none. */
export function RunAlerts({ detail }: { detail: RunDetail }) {
  const { entity, project, projectId, run } = detail
  useAlertEvents(entity, project, projectId)
  const query = useAlerts(entity, project, run.name)
  const [page] = query.data?.pages ?? []
  if (!page || page.alerts.length === 0) return null
  const more = page.alerts.length > SHOWN || page.next !== null
  return (
    <section aria-labelledby="alerts" className="min-w-0 lg:col-span-2">
      <h2 id="alerts" className="mb-1 flex h-8 items-center text-14">
        Alerts
      </h2>
      <ol aria-labelledby="alerts">
        {page.alerts.slice(0, SHOWN).map((alert) => (
          <AlertRow key={alert.id} alert={alert} ofRun />
        ))}
      </ol>
      {more && (
        <Link
          href={alertsPath(entity, project, { run: run.name })}
          className="mt-1 inline-block rounded-sm text-12 text-ink-2 underline underline-offset-2 hover:text-ink"
        >
          Show all alerts of this run
        </Link>
      )}
    </section>
  )
}
