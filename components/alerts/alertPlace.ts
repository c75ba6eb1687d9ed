import { runPath } from '@/components/shell/paths'
import type { AlertItem } from '@/lib/api/alerts'
import { displayKey } from '@/lib/metrics/keys'

/** The run's page, at its charts where the alert is about one of them. */
export function alertPath({ entity, project, run, key, stream }: AlertItem): string {
  const charts = stream === 'events' ? 'system' : 'charts'
  return runPath(entity, project, run.name, key === null ? undefined : charts)
}

/** "val/loss at step 40", as far as the alert says. */
export function alertPlace({ key, step }: AlertItem): string {
  const at = step === null ? '' : `step ${step}`
  if (key === null) return at
  return at === '' ? displayKey(key) : `${displayKey(key)} at ${at}`
}
