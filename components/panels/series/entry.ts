import type { SeriesAppended } from '@/lib/live/events'
import { applyDelta, trimmed } from '@/lib/live/seriesDelta'
import type { Stream } from '@/lib/metrics/seriesQuery'
import type { SeriesResult } from '@/lib/metrics/seriesWire'

/** Units of x, both ends included; null is open. */
export type XRange = readonly [number | null, number | null]

/** One series as a panel wants it. */
export interface EntryQuery {
  stream: Stream
  run: number
  key: string
  x: string
  range: XRange | null
  buckets: number
}

export function entryId({ stream, run, key, x, range, buckets }: EntryQuery): string {
  return JSON.stringify([stream, run, key, x, range, buckets])
}

let nextVersion = 1

/** Events kept while the answer they follow is on its way; with more than this it is asked again. */
const MAX_HELD = 200

/**
 * One series in the page's cache. `covered` says that the socket's confirmed subscription contains
 * its key: only then do events about its run tell the whole truth about it.
 */
export class SeriesEntry {
  readonly id: string
  result: SeriesResult | null = null
  /** Another number whenever what would be drawn has changed; no two entries share one. */
  version = 0
  state: 'idle' | 'wanted' | 'loading' = 'idle'
  error: unknown = undefined
  covered = false
  /** Something may have been missed since the result was made. */
  stale = false
  /** Whether the run was still logging when its panel last spoke of it. */
  live = false
  /** The answer that is on its way may speak of rows that are gone. */
  private replaced = false
  private held: SeriesAppended[] = []

  constructor(readonly query: EntryQuery) {
    this.id = entryId(query)
  }

  get bytes(): number {
    return this.result ? this.result.buckets.index.length * 64 : 0
  }

  /** Takes an event of its run and stream. `stale` asks for one fetch. */
  take(event: SeriesAppended): 'changed' | 'unchanged' | 'stale' {
    if (!this.covered) return 'unchanged'
    if (this.state === 'loading') {
      this.held.push(event)
      return 'unchanged'
    }
    if (!this.result || this.stale) return 'unchanged'
    return this.join(event)
  }

  /** What is known, or asked for already, is not true any more. */
  replace(): void {
    this.stale = true
    this.replaced = this.state === 'loading'
    this.held = []
  }

  /** The answer arrived: what was said in the meantime follows it. */
  answer(result: SeriesResult): 'changed' | 'stale' {
    const held = this.held
    this.held = []
    this.result = result
    this.state = 'idle'
    this.error = undefined
    this.stale = false
    this.version = nextVersion++
    if (this.replaced) {
      this.replaced = false
      this.stale = true
      return 'stale'
    }
    if (held.length > MAX_HELD) return 'stale'
    for (const event of held) if (this.join(event) === 'stale') return 'stale'
    return 'changed'
  }

  fail(error: unknown): void {
    this.held = []
    this.replaced = false
    this.state = 'idle'
    this.error = error
    this.stale = true
  }

  private join(event: SeriesAppended): 'changed' | 'unchanged' | 'stale' {
    const result = this.result!
    const { key, x, buckets } = this.query
    const end = event.firstRow + event.rows
    if (this.isBeyondRange()) {
      result.nextRow = Math.max(result.nextRow, end)
      return 'unchanged'
    }
    const outcome = applyDelta(result, event, x)
    if (outcome === 'known') return 'unchanged'
    if (outcome === 'stale') {
      this.stale = true
      return 'stale'
    }
    if (!event.columns[key]) return 'unchanged'
    this.result = trimmed(result, buckets)
    this.version = nextVersion++
    return 'changed'
  }

  /** Whether everything still to come lies to the right of the range. */
  private isBeyondRange(): boolean {
    const high = this.query.range?.[1]
    if (high === null || high === undefined || this.result!.sortedByX) return false
    const { buckets } = this.result!
    return buckets.length > 0 && buckets.xMin[buckets.length - 1]! > high
  }
}
