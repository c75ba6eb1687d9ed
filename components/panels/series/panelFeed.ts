import type { Stream } from '@/lib/metrics/seriesQuery'
import type { SeriesResult } from '@/lib/metrics/seriesWire'
import type { FeedLine } from '@/lib/panels/line/lineContent'
import { entryId, type EntryQuery, type SeriesEntry, type XRange } from './entry'
import type { SeriesStore } from './seriesStore'

export interface FeedQuery {
  stream: Stream
  keys: readonly string[]
  x: string
  range: XRange | null
  buckets: number
  runs: readonly { id: number; live: boolean }[]
}

interface Shown {
  version: number
  result: SeriesResult
}

export interface FeedStatus {
  /** Series asked for, and those of which something can be shown. */
  total: number
  answered: number
  /** Whether any run has ever logged any of the keys. */
  known: boolean
  /** What went wrong last, while it has not been made good. */
  error: unknown
  /** An answer for the present query is on its way. */
  refining: boolean
}

/** What one panel draws: its series in the store, and the former ones until new ones arrive. */
export class PanelFeed {
  private query: FeedQuery | null = null
  private visible = false
  private slots = new Map<string, { query: EntryQuery; live: boolean; entry: SeriesEntry | null }>()
  private former = new Map<string, Shown>()
  private readonly listener = () => this.onChange()

  constructor(
    private readonly store: SeriesStore,
    private readonly onChange: () => void,
  ) {}

  /** Runs outermost; the lines of runs that stay are kept until the new ones are there. */
  setQuery(query: FeedQuery): void {
    const before = this.slots
    const keepFormer = this.query?.x === query.x && this.query.stream === query.stream
    this.query = query
    this.slots = new Map()
    const former = new Map<string, Shown>()
    for (const { id: run, live } of query.runs) {
      for (const key of query.keys) {
        const { stream, x, range, buckets } = query
        const place = `${run}/${key}`
        const wanted: EntryQuery = { stream, run, key, x, range, buckets }
        const old = before.get(place)
        const same = old && entryId(old.query) === entryId(wanted) && old.live === live
        this.slots.set(place, same ? old : { query: wanted, live, entry: null })
        if (same) before.delete(place)
        const shown = shownBy(old?.entry) ?? this.former.get(place)
        if (keepFormer && shown) former.set(place, shown)
      }
    }
    this.former = former
    if (this.visible) this.useAll()
    for (const { entry } of before.values()) if (entry) this.store.release(entry, this.listener)
    this.onChange()
  }

  /** Only panels on screen fetch and follow. */
  setVisible(visible: boolean): void {
    if (visible === this.visible) return
    this.visible = visible
    if (visible) this.useAll()
    else this.releaseAll()
    this.onChange()
  }

  *lines(): Generator<FeedLine> {
    for (const [place, { query, entry }] of this.slots) {
      const shown = shownBy(entry) ?? this.former.get(place)
      yield {
        run: query.run,
        key: query.key,
        version: shown?.version ?? 0,
        result: shown?.result ?? null,
      }
    }
  }

  status(): FeedStatus {
    const status: FeedStatus = {
      total: this.slots.size,
      answered: 0,
      known: false,
      error: undefined,
      refining: false,
    }
    for (const [place, { entry }] of this.slots) {
      const shown = entry?.result ?? this.former.get(place)?.result
      if (shown) status.answered++
      if (shown?.known) status.known = true
      if (!entry?.result) status.refining = true
      if (entry && entry.error !== undefined) status.error = entry.error
    }
    return status
  }

  retry(): void {
    for (const { entry } of this.slots.values()) {
      if (entry && entry.error !== undefined) this.store.retry(entry)
    }
  }

  private useAll(): void {
    for (const slot of this.slots.values()) {
      slot.entry ??= this.store.use(slot.query, slot.live, this.listener)
    }
  }

  private releaseAll(): void {
    for (const [place, slot] of this.slots) {
      if (!slot.entry) continue
      const shown = shownBy(slot.entry)
      if (shown) this.former.set(place, shown)
      this.store.release(slot.entry, this.listener)
      slot.entry = null
    }
  }
}

function shownBy(entry: SeriesEntry | null | undefined): Shown | undefined {
  return entry?.result ? { version: entry.version, result: entry.result } : undefined
}
