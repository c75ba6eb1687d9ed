/**
 * The page's series: one cache, one socket subscription, few requests.
 *
 * A series is asked for when a panel on screen first wants it, and then lives on events. It is asked
 * for again only when an event shows a gap, or when the socket was away. Rows change typed arrays in
 * place many times a second, so panels listen to the store and draw, and React is not involved.
 */
import type { Subscription, SeriesAppended, SeriesReplaced } from '@/lib/live/events'
import type { SeriesQueryInput, Stream } from '@/lib/metrics/seriesQuery'
import type { SeriesResult } from '@/lib/metrics/seriesWire'
import { entryId, type EntryQuery, SeriesEntry } from './entry'
import { planFetch, type PlannedFetch } from './fetchPlan'
import { coverage, type Followed, planSubscriptions } from './subscriptionPlan'

/** The store's way to the server; the tests have another. */
export interface SeriesTransport {
  fetch(query: SeriesQueryInput): Promise<SeriesResult[]>
  isConnected(): boolean
  /** Replaces the socket's subscriptions; resolves once the server has confirmed. */
  subscribe(subscriptions: Subscription[]): Promise<boolean>
}

interface Hint {
  stream: Stream
  runs: ReadonlySet<number>
  keys: readonly string[]
  listener: () => void
}

export type EntryListener = (entry: SeriesEntry) => void

const FETCHES_AT_ONCE = 4
/** A panel that left the screen goes on hearing events for a while: people scroll to and fro. */
const LINGER_MS = 20_000
const CACHE_BYTES = 96 * 1024 * 1024
/** Against an x that runs backwards events cannot join, so each is a reason to ask again: not more often. */
const RESORT_MS = 1500

export class SeriesStore {
  private readonly entries = new Map<string, SeriesEntry>()
  private readonly byRun = new Map<string, Set<SeriesEntry>>()
  private readonly users = new Map<SeriesEntry, Set<EntryListener>>()
  private readonly lingering = new Map<SeriesEntry, ReturnType<typeof setTimeout>>()
  private readonly wanted = new Set<SeriesEntry>()
  private readonly hints = new Set<Hint>()
  private inFlight = 0
  private covers: (entry: SeriesEntry) => boolean = () => false
  private subscribing = false
  private subscribeAgain = false
  private subscribed = ''
  private wakeTimer: ReturnType<typeof setTimeout> | undefined
  /** Number of the present connection; 0 before the first. */
  private connection = 0

  constructor(private readonly transport: SeriesTransport) {}

  /** Begins to use a series: it is fetched if need be and followed. Undone by `release`. */
  use(query: EntryQuery, live: boolean, listener: EntryListener): SeriesEntry {
    const entry = this.entry(query)
    // It logs again, and its first new rows may have gone by unheard.
    if (live && !entry.live && !entry.covered) entry.stale = true
    entry.live = live
    const users = this.users.get(entry) ?? new Set()
    users.add(listener)
    this.users.set(entry, users)
    const timer = this.lingering.get(entry)
    clearTimeout(timer)
    this.lingering.delete(entry)
    if (!entry.result || entry.stale || entry.error !== undefined) this.want(entry)
    if (!entry.covered) this.wake()
    return entry
  }

  release(entry: SeriesEntry, listener: EntryListener): void {
    const users = this.users.get(entry)
    users?.delete(listener)
    if (!users || users.size > 0) return
    this.users.delete(entry)
    this.wanted.delete(entry)
    if (entry.state === 'wanted') entry.state = 'idle'
    this.lingering.set(
      entry,
      setTimeout(() => {
        this.lingering.delete(entry)
        if (entry.live) entry.stale = true
        this.evict()
        this.wake()
      }, LINGER_MS),
    )
  }

  retry(entry: SeriesEntry): void {
    if (this.users.has(entry)) this.want(entry)
  }

  /**
   * Calls back when any of the runs logs any of the keys: for what the server works out over many runs
   * and can only be asked for again. Returns what ends it.
   */
  hint(stream: Stream, runs: readonly number[], keys: readonly string[], listener: () => void) {
    const hint: Hint = { stream, runs: new Set(runs), keys, listener }
    this.hints.add(hint)
    this.wake()
    return () => {
      this.hints.delete(hint)
      this.wake()
    }
  }

  /** An answer that is looked at once and not kept. */
  fetchOnce(query: SeriesQueryInput): Promise<SeriesResult[]> {
    return this.transport.fetch(query)
  }

  // ---- what the socket says

  appended(event: SeriesAppended): void {
    for (const { stream, runs, keys, listener } of this.hints) {
      if (stream !== event.stream || !runs.has(event.run)) continue
      if (keys.some((key) => key in event.columns)) listener()
    }
    for (const entry of this.byRun.get(`${event.stream}/${event.run}`) ?? []) {
      const outcome = entry.take(event)
      if (outcome === 'changed') this.tell(entry)
      else if (outcome === 'stale') this.heal(entry)
    }
  }

  /** The rows of a run are others now. */
  replaced({ run, stream }: SeriesReplaced): void {
    for (const hint of this.hints) if (hint.stream === stream && hint.runs.has(run)) hint.listener()
    for (const entry of this.byRun.get(`${stream}/${run}`) ?? []) {
      entry.replace()
      this.heal(entry)
    }
  }

  /** Something about a run changed: whatever is not followed may have grown meanwhile. */
  runChanged(runId: number): void {
    for (const stream of ['history', 'events']) {
      for (const entry of this.byRun.get(`${stream}/${runId}`) ?? []) {
        if (!entry.covered) entry.stale = true
      }
    }
  }

  /** After every (re)connect: subscribe anew, then fetch once what may have missed something. */
  connected(): void {
    const again = this.connection++ > 0
    if (again) for (const { listener } of this.hints) listener()
    this.subscribed = ''
    this.covers = () => false
    for (const entry of this.entries.values()) {
      entry.covered = false
      // Before the first connection nothing was heard; only runs that log can have moved on.
      if (again || entry.live) entry.stale = true
    }
    this.wake()
  }

  // ---- fetching

  private entry(query: EntryQuery): SeriesEntry {
    const id = entryId(query)
    let entry = this.entries.get(id)
    if (!entry) {
      entry = new SeriesEntry(query)
      this.entries.set(id, entry)
      const place = `${query.stream}/${query.run}`
      const siblings = this.byRun.get(place) ?? new Set()
      siblings.add(entry)
      this.byRun.set(place, siblings)
      // The key may be subscribed to already, for another panel.
      entry.covered = this.transport.isConnected() && this.covers(entry)
    }
    return entry
  }

  private want(entry: SeriesEntry): void {
    if (entry.state !== 'idle') return
    entry.state = 'wanted'
    this.wanted.add(entry)
    this.wake()
  }

  private heal(entry: SeriesEntry): void {
    if (!this.users.has(entry)) return
    if (entry.result?.sortedByX) setTimeout(() => this.retry(entry), RESORT_MS)
    else this.want(entry)
  }

  /** Waits for the end of the turn, so that panels that appear together travel together. */
  private wake(): void {
    this.wakeTimer ??= setTimeout(() => {
      this.wakeTimer = undefined
      void this.subscribe()
      this.pump()
    }, 0)
  }

  private pump(): void {
    while (this.inFlight < FETCHES_AT_ONCE) {
      const plan = planFetch(this.ready())
      if (!plan) return
      for (const entry of plan.entries) {
        this.wanted.delete(entry)
        entry.state = 'loading'
      }
      void this.fetch(plan)
    }
  }

  /**
   * While the socket is there a series waits for its subscription, so that nothing falls between the
   * answer and the first event. Without it the chart shows what is known, and heals later.
   */
  private *ready(): Generator<SeriesEntry> {
    const connected = this.transport.isConnected()
    for (const entry of this.wanted) if (!connected || entry.covered) yield entry
  }

  private async fetch({ query, entries }: PlannedFetch): Promise<void> {
    this.inFlight++
    const { connection } = this
    const uncovered = new Set(entries.filter((entry) => !entry.covered))
    try {
      const results = new Map(
        (await this.transport.fetch(query)).map((result) => [
          `${result.run}/${result.key}`,
          result,
        ]),
      )
      for (const entry of entries) {
        const result = results.get(`${entry.query.run}/${entry.query.key}`)
        if (!result) entry.fail(new Error('The answer lacks a series that was asked for.'))
        else if (entry.answer(result) === 'stale') this.heal(entry)
        // Asked before the subscription stood: rows in between were told to nobody.
        const missed = connection !== this.connection ? connection > 0 || entry.live : false
        if (missed || (uncovered.has(entry) && entry.covered && entry.live)) {
          entry.stale = true
          this.heal(entry)
        }
        this.tell(entry)
      }
    } catch (error) {
      for (const entry of entries) {
        entry.fail(error)
        this.tell(entry)
      }
    } finally {
      this.inFlight--
      this.pump()
    }
  }

  private tell(entry: SeriesEntry): void {
    for (const listener of this.users.get(entry) ?? []) listener(entry)
  }

  // ---- subscribing

  private async subscribe(): Promise<void> {
    if (!this.transport.isConnected()) return
    if (this.subscribing) {
      this.subscribeAgain = true
      return
    }
    const subscriptions = planSubscriptions(this.followed())
    const text = JSON.stringify(subscriptions)
    if (text === this.subscribed) return
    this.subscribing = true
    const confirmed = await this.transport.subscribe(subscriptions).catch(() => false)
    this.subscribing = false
    if (confirmed) this.confirm(subscriptions, text)
    else if (this.transport.isConnected()) this.uncoverAll()
    if (this.subscribeAgain) {
      this.subscribeAgain = false
      void this.subscribe()
    }
    this.pump()
  }

  private confirm(subscriptions: Subscription[], text: string): void {
    this.subscribed = text
    this.covers = coverage(subscriptions)
    for (const entry of this.entries.values()) {
      const covered = this.covers(entry)
      if (entry.covered && !covered && entry.live) entry.stale = true
      entry.covered = covered
      if (covered && entry.stale && this.users.has(entry)) this.want(entry)
    }
  }

  /** The subscription was refused, as when a run was deleted: show what a fetch tells. */
  private uncoverAll(): void {
    for (const entry of this.wanted) entry.covered = true
  }

  private *followed(): Generator<Followed> {
    for (const { query } of this.users.keys()) yield query
    for (const { query } of this.lingering.keys()) yield query
    for (const { stream, runs, keys } of this.hints) {
      for (const run of runs) for (const key of keys) yield { stream, run, key, x: key }
    }
  }

  private evict(): void {
    let bytes = 0
    for (const entry of this.entries.values()) bytes += entry.bytes
    for (const entry of this.entries.values()) {
      if (bytes <= CACHE_BYTES) return
      if (this.users.has(entry) || this.lingering.has(entry) || entry.state !== 'idle') continue
      bytes -= entry.bytes
      this.entries.delete(entry.id)
      this.byRun.get(`${entry.query.stream}/${entry.query.run}`)?.delete(entry)
    }
  }
}
