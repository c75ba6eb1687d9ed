/** Logged rows in the shapes that W&B's public API reads. */
import { z } from 'zod'
import { parseLenient, stringifyLenient } from '@/lib/json/lenient'
import { displayKey, isInternalKey, STEP_KEY } from '@/lib/metrics/keys'
import { badRequest } from '../http/errors'
import type { MetricStore, Row, RunSnapshot, StreamId } from '../metrics'

const DEFAULT_SAMPLES = 500
const MAX_LINES = 50_000

export interface HistoryRange {
  /** Steps from minStep up to, and without, maxStep. */
  minStep?: number | undefined
  maxStep?: number | undefined
  samples?: number | undefined
}

function toObject(row: Row): Record<string, unknown> {
  return Object.fromEntries([...row].map(([key, value]) => [displayKey(key), value]))
}

/** The newest row as a JSON line; undefined before the first one. */
export async function lastLine(
  metrics: MetricStore,
  runId: number,
  stream: StreamId,
): Promise<string | undefined> {
  const snapshot = await metrics.snapshot(runId, stream)
  const { totalRows } = snapshot
  const rows = await collect(metrics, snapshot, { from: Math.max(0, totalRows - 1), to: totalRows })
  return rows[0] && stringifyLenient(toObject(rows[0]))
}

/** Rows as JSON lines; evenly spaced ones when there are more than asked for. */
export async function historyLines(
  metrics: MetricStore,
  runId: number,
  stream: StreamId,
  range: HistoryRange,
): Promise<string[]> {
  const snapshot = await metrics.snapshot(runId, stream)
  const span = await stepSpan(metrics, snapshot, range)
  const samples = Math.min(range.samples ?? DEFAULT_SAMPLES, MAX_LINES)
  const found = await evenly(metrics, snapshot, span, samples, snapshot.keyNames())
  const rows = found.filter((row) => isWithin(row, range))
  return rows.map((row) => stringifyLenient(toObject(row)))
}

const sampleSpecSchema = z.object({
  keys: z.array(z.string()).nullish(),
  samples: z.number().nullish(),
  minStep: z.number().nullish(),
  maxStep: z.number().nullish(),
})

/** Rows that have all of the spec's keys, with those keys only. */
export async function sampledRows(
  metrics: MetricStore,
  runId: number,
  text: string,
): Promise<object[]> {
  const spec = readSpec(text)
  const snapshot = await metrics.snapshot(runId, 0)
  const wanted = spec.keys ?? snapshot.keyNames().filter((name) => !isInternalKey(name))
  const byDisplay = new Map(snapshot.keyNames().map((name) => [displayKey(name), name]))
  const names = wanted.map((key) => byDisplay.get(key) ?? key)
  const span = await stepSpan(metrics, snapshot, spec)
  const complete: Row[] = []
  const read = [...new Set([...names, STEP_KEY])]
  for await (const batch of metrics.rows(snapshot, span, read)) {
    for (const row of batch) {
      if (!isWithin(row, spec)) continue
      if (!names.includes(STEP_KEY)) row.delete(STEP_KEY)
      if (!spec.keys || names.every((name) => row.has(name))) complete.push(row)
    }
  }
  const samples = Math.max(1, Math.min(spec.samples ?? DEFAULT_SAMPLES, MAX_LINES))
  return pick(complete, samples).map(toObject)
}

function readSpec(text: string) {
  const parsed = sampleSpecSchema.safeParse(parseLenient(text))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw badRequest(['specs', ...(issue?.path ?? [])].join('.') + `: ${issue?.message}`, 'specs')
  }
  const { keys, samples, minStep, maxStep } = parsed.data
  return {
    keys: keys ?? undefined,
    samples: samples ?? undefined,
    minStep: minStep ?? undefined,
    maxStep: maxStep ?? undefined,
  }
}

async function stepSpan(metrics: MetricStore, snapshot: RunSnapshot, range: HistoryRange) {
  if (range.minStep === undefined && range.maxStep === undefined) {
    return { from: 0, to: snapshot.totalRows }
  }
  const low = range.minStep ?? -Infinity
  const high = range.maxStep === undefined ? Infinity : range.maxStep - 1
  return metrics.locate(snapshot, STEP_KEY, low, high)
}

function isWithin(row: Row, range: HistoryRange): boolean {
  const step = row.get(STEP_KEY)
  if (typeof step !== 'number') return range.minStep === undefined && range.maxStep === undefined
  return step >= (range.minStep ?? -Infinity) && step < (range.maxStep ?? Infinity)
}

async function evenly(
  metrics: MetricStore,
  snapshot: RunSnapshot,
  span: { from: number; to: number },
  samples: number,
  names: readonly string[],
): Promise<Row[]> {
  const total = span.to - span.from
  if (total <= samples) return collect(metrics, snapshot, span, names)
  const wanted = pick(
    Array.from({ length: total }, (_, i) => span.from + i),
    samples,
  )
  const rows: Row[] = []
  let base = span.from
  let next = 0
  for await (const batch of metrics.rows(snapshot, span, names)) {
    while (next < wanted.length && wanted[next]! < base + batch.length) {
      rows.push(batch[wanted[next++]! - base]!)
    }
    base += batch.length
  }
  return rows
}

async function collect(
  metrics: MetricStore,
  snapshot: RunSnapshot,
  span: { from: number; to: number },
  names: readonly string[] = snapshot.keyNames(),
): Promise<Row[]> {
  const rows: Row[] = []
  for await (const batch of metrics.rows(snapshot, span, names)) rows.push(...batch)
  return rows
}

/** First, last, and evenly spaced ones between. */
function pick<T>(items: readonly T[], samples: number): T[] {
  if (items.length <= samples) return [...items]
  if (samples === 1) return [items[0]!]
  const step = (items.length - 1) / (samples - 1)
  return Array.from({ length: samples }, (_, i) => items[Math.round(i * step)]!)
}
