/**
 * What single rows say where the chart has buckets, and when they were logged. Asked for once the
 * pointer rests.
 */
import { type Hit, nearestEntry, type Reading, readingAt } from '@/components/charts/hitTest'
import type { SeriesQueryInput, Stream } from '@/lib/metrics/seriesQuery'
import { MAX_BUCKETS } from '@/lib/metrics/seriesLimits'
import type { SeriesResult } from '@/lib/metrics/seriesWire'
import { TIMESTAMP_KEY } from '@/lib/metrics/keys'

export interface Exact {
  /** By line id: the row nearest to the pointer. */
  readings: ReadonlyMap<string, Reading>
  /** Unix seconds of the nearest line's row. */
  time: number | null
}

type Fetch = (query: SeriesQueryInput) => Promise<SeriesResult[]>

/** Null when nothing could be told more exactly than it is known already. */
export async function exactReadings(
  fetch: Fetch,
  stream: Stream,
  xKey: string,
  x: number,
  all: readonly Hit[],
): Promise<Exact> {
  // What was computed of many rows or runs is in no row.
  const hits = all.filter(({ line }) => !line.group && !line.derived)
  const nearest = hits[0]
  const readings = new Map<string, Reading>()
  let time: number | null = null
  if (!nearest) return { readings, time }
  const coarse = hits.filter((hit) => hit.reading.rows + hit.reading.nonFinite > 1)
  const asked = [...new Set([nearest, ...coarse])]
  const keys = [...new Set([...asked.map((hit) => hit.line.key), TIMESTAMP_KEY])]
  const results = await fetch({
    stream,
    x: xKey,
    keys,
    runs: [...new Set(asked.map((hit) => hit.line.run))],
    range: [
      Math.min(...asked.map((hit) => hit.reading.xMin)),
      Math.max(...asked.map((hit) => hit.reading.xMax)),
    ],
    buckets: MAX_BUCKETS,
  })
  for (const hit of asked) {
    const { run, key } = hit.line
    const result = results.find((other) => other.run === run && other.key === key)
    // So many rows under one pixel that even this answer has buckets: the chart's own must do.
    if (!result || result.buckets.bucketRows > 1) continue
    const i = nearestEntry(result.buckets, x)
    if (i >= 0) readings.set(hit.line.id, readingAt(result.buckets, i))
  }
  const times = results.find((r) => r.run === nearest.line.run && r.key === TIMESTAMP_KEY)
  const row = readings.get(nearest.line.id) ?? nearest.reading
  if (times && times.buckets.bucketRows === 1) {
    const i = nearestEntry(times.buckets, row.xMin)
    if (i >= 0) time = times.buckets.last[i]!
  }
  return { readings, time }
}
