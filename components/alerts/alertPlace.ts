import { runPath } from '@/components/shell/paths'
import type { AlertItem } from '@/lib/api/alerts'
import { displayKey } from '@/lib/metrics/keys'

/** The run's page, with the chart over it that the alert is about, where it is about one. */
export function alertPath({ entity, project, run, key, stream }: AlertItem): string {
  if (key === null) return runPath(entity, project, run.name)
  const charts = stream === 'events' ? 'system' : 'charts'
  const panel = encodeURIComponent(`${stream ?? 'history'}/${key}`)
  return `${runPath(entity, project, run.name, charts)}&panel=${panel}`
}

/** "val/loss at step 40", as far as the alert says. */
export function alertPlace({ key, step }: AlertItem): string {
  const at = step === null ? '' : `step ${step}`
  if (key === null) return at
  return at === '' ? displayKey(key) : `${displayKey(key)} at ${at}`
}
