/** Rows of a shared panel: what is asked for chooses among what the report shows. */
import { linesMark } from '@/lib/api/sharedLines'
import type { sharedGroupsQuerySchema, sharedSeriesQuerySchema } from '@/lib/api/sharing'
import { encodeGroups } from '@/lib/metrics/groupWire'
import { encodeSeries } from '@/lib/metrics/seriesWire'
import type { z } from 'zod'
import { badRequest, notFound } from '../http/errors'
import type { MetricStore } from '../metrics'
import type { LinkRow } from './links'
import type { LinePlan } from './linePlan'
import { visitorsNumber } from './passes'
import type { PlannedPanel } from './reportPlan'

export interface PanelRows {
  bytes: Uint8Array<ArrayBuffer>
  /** Of which lines they are. */
  mark: string
}

const markOf = ({ sources, groups }: LinePlan) => linesMark(sources, groups)

/** In the wire form of docs/formats/series.md, runs called as visitors know them. */
export async function sharedSeries(
  metrics: MetricStore,
  link: LinkRow,
  { panel }: PlannedPanel,
  plan: LinePlan,
  { runs, range, buckets }: z.output<typeof sharedSeriesQuerySchema>,
): Promise<PanelRows> {
  if (plan.groups) throw badRequest('the panel draws groups, not runs')
  const byNumber = new Map(plan.runs.map(({ id }) => [visitorsNumber(link, id), id]))
  const numbers = new Map(plan.runs.map(({ id }) => [id, visitorsNumber(link, id)]))
  // Whatever left the report since the page was made is left out, as if it had never been.
  const asked = runs ? runs.flatMap((number) => byNumber.get(number) ?? []) : [...numbers.keys()]
  const keys = [...plan.keys]
  if (asked.length === 0 || keys.length === 0)
    return { bytes: encodeSeries([], keys), mark: markOf(plan) }
  const results = await metrics.series({
    stream: streamOf(panel),
    runs: [...new Set(asked)],
    keys,
    x: plan.settings.x,
    buckets,
    ...(range ? { range } : {}),
  })
  const known = results.map((result) => ({ ...result, run: numbers.get(result.run) ?? 0 }))
  return { bytes: encodeSeries(known, keys), mark: markOf(plan) }
}

/** In the wire form of docs/formats/groups.md. */
export async function sharedGroups(
  metrics: MetricStore,
  { panel }: PlannedPanel,
  plan: LinePlan,
  { source, range, buckets }: z.output<typeof sharedGroupsQuerySchema>,
): Promise<PanelRows> {
  if (!plan.groups) throw badRequest('the panel draws runs, not groups')
  const asked = plan.sources[source]
  if (!asked) throw notFound('The line')
  if (plan.groups.length === 0) return { bytes: encodeGroups([]), mark: markOf(plan) }
  const results = await metrics.groups({
    stream: streamOf(panel),
    groups: plan.groups.map(({ runs }) => [...runs]),
    key: asked.key,
    expression: asked.kind === 'formula',
    x: plan.settings.x,
    scale: plan.settings.xScale,
    buckets,
    ...(range ? { range } : {}),
  })
  return { bytes: encodeGroups(results), mark: markOf(plan) }
}

export function streamOf({ spec }: PlannedPanel['panel']) {
  return spec.type === 'line' ? spec.stream : 'history'
}
