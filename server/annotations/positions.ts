/** Where a place on one x axis is on the axes that every run has. */
import type { AnnotationPlace } from '@/lib/api/annotations'
import { STANDARD_X_KEYS } from '@/lib/metrics/seriesQuery'
import type { MetricStore, RunSnapshot } from '../metrics'

export interface Place {
  axis: string
  from: number
  to: number | null
}

/** Beyond this many rows nobody looks for one: an axis that goes up and down has no order to use. */
const MAX_SEARCHED_ROWS = 200_000
/** Rows on either side of those that hold the value: the nearest may lie between two. */
const MARGIN = 2

/** By axis; those that the rows there do not have are absent, and so is the place's own. */
export async function positionsOf(
  metrics: MetricStore,
  snapshot: RunSnapshot,
  { axis, from, to }: Place,
): Promise<Record<string, AnnotationPlace>> {
  const start = await nearestRow(metrics, snapshot, axis, from)
  const end = to === null ? null : await nearestRow(metrics, snapshot, axis, to)
  const positions: Record<string, AnnotationPlace> = {}
  for (const name of STANDARD_X_KEYS) {
    const low = start?.get(name)
    const high = end?.get(name)
    if (name === axis || low === undefined || (to !== null && high === undefined)) continue
    positions[name] = [low, high ?? null]
  }
  return positions
}

/** The numbers of the row whose x is nearest to a value. */
async function nearestRow(
  metrics: MetricStore,
  snapshot: RunSnapshot,
  axis: string,
  value: number,
): Promise<Map<string, number> | undefined> {
  const located = await metrics.locate(snapshot, axis, value, value)
  const span = {
    from: Math.max(0, located.from - MARGIN),
    to: Math.min(snapshot.totalRows, located.to + MARGIN),
  }
  if (span.to - span.from > MAX_SEARCHED_ROWS) return undefined
  const names = [...new Set([axis, ...STANDARD_X_KEYS])]
  let nearest: Map<string, unknown> | undefined
  let distance = Infinity
  for await (const batch of metrics.rows(snapshot, span, names)) {
    for (const row of batch) {
      const x = row.get(axis)
      if (typeof x !== 'number' || !(Math.abs(x - value) < distance)) continue
      distance = Math.abs(x - value)
      nearest = row
    }
  }
  if (!nearest) return undefined
  const finite = [...nearest].filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
  )
  return new Map(finite)
}
