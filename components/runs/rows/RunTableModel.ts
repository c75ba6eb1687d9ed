/**
 * What a table of runs shows: rows and groups by index, loaded as far as they come into sight. It
 * stands beside React Query, since rows are windows on one list that slides while runs arrive.
 */
import { MAX_COLUMNS } from '@/lib/api/runQuery'
import type { RunQueries } from '@/lib/api/runQueryClient'
import type { RunRow } from '@/lib/api/runs'
import type { ColumnId } from '@/lib/runs/columns'
import type { RunOrGroup } from '@/lib/workspace/access'
import { GroupLevel, type LoadedGroup } from './GroupLevel'
import { type LoadedRow, RowWindow, type RunSet } from './RowWindow'

export type TableRow =
  | { kind: 'run'; row: LoadedRow; depth: number }
  | { kind: 'group'; group: LoadedGroup; open: boolean }
  | { kind: 'loading'; depth: number }

export interface TableQuery {
  set: RunSet
  groupBy: readonly ColumnId[]
}

export interface Viewport {
  /** Rows [from, to) should be there. */
  from: number
  to: number
  columns: readonly ColumnId[]
  /** Those, and the next ones: asked for when anything has to be. */
  nearby: readonly ColumnId[]
  /** Columns whose statistics groups show. */
  numeric: readonly ColumnId[]
}

export interface TableView {
  /** The first row on the screen: where it goes, the screen follows. */
  top: () => number
  /** Moves the scroll position by so many rows, with the next rendering. */
  shift: (rows: number) => void
  /** Other runs are shown from now on: back to the beginning. */
  restart: () => void
}

type Segment =
  | {
      kind: 'group'
      start: number
      length: 1
      level: GroupLevel
      group: LoadedGroup
      open: boolean
    }
  | { kind: 'rows'; start: number; length: number; window: RowWindow; depth: number }
  | { kind: 'loading'; start: number; length: 1; level: GroupLevel; depth: number }

type Root = RowWindow | GroupLevel

/** What is live is asked for again no sooner than this after the last time. */
const LIVE_MS = 400
const AHEAD = 80
const MOST_AT_ONCE = 50

export class RunTableModel {
  /** Matching runs, and runs of the project. */
  total = 0
  all = 0
  loaded = false
  /** A changed query is on its way; what was there before is still shown. */
  pending = false
  error: unknown = undefined
  /** Raised by every change. */
  version = 0
  private query: TableQuery | undefined
  private root: Root | undefined
  private next: Root | undefined
  /** Was refused, or could not be asked for: what was there before is shown until it can. */
  private failed: Root | undefined
  private counter: RowWindow | undefined
  private segments: Segment[] = []
  private length = 0
  private readonly open = new Set<RunOrGroup>()
  private viewport: Viewport = { from: 0, to: 60, columns: [], nearby: [], numeric: [] }
  private busy: AbortController | undefined
  private lastLive = 0
  private liveTimer: ReturnType<typeof setTimeout> | undefined
  private readonly listeners = new Set<() => void>()
  private view: TableView | undefined
  private readonly membersListeners = new Set<() => void>()
  private readonly swapListeners = new Set<() => void>()

  /** The first row on the screen, as it was before answers that have come since. */
  private anchor: { key: RunOrGroup; top: number } | undefined
  private readonly queries: RunQueries

  constructor(queries: RunQueries) {
    const remembering =
      <A extends unknown[], T>(ask: (...args: A) => Promise<T>) =>
      async (...args: A): Promise<T> => {
        const answer = await ask(...args)
        this.remember()
        return answer
      }
    this.queries = {
      ...queries,
      window: remembering(queries.window),
      groups: remembering(queries.groups),
    }
  }

  private remember(): void {
    const top = this.view?.top() ?? 0
    const key = top > 0 ? this.keyAt(top) : undefined
    this.anchor ??= key && { key, top }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  getVersion = (): number => this.version

  /** Runs came, went, or may have: what is known of the whole set elsewhere is out of date. */
  onMembers(listener: () => void): () => void {
    this.membersListeners.add(listener)
    return () => this.membersListeners.delete(listener)
  }

  /** Another query's rows are shown from now on. */
  onSwap(listener: () => void): () => void {
    this.swapListeners.add(listener)
    return () => this.swapListeners.delete(listener)
  }

  /** The table on the screen. */
  attach(view: TableView): () => void {
    this.view = view
    return () => {
      if (this.view === view) this.view = undefined
    }
  }

  dispose(): void {
    this.busy?.abort()
    clearTimeout(this.liveTimer)
    this.liveTimer = undefined
  }

  get count(): number {
    return this.length
  }

  rowAt(index: number): TableRow | undefined {
    const segment = this.segmentAt(index)
    if (!segment) return undefined
    if (segment.kind === 'group') return segment
    const { depth } = segment
    if (segment.kind === 'loading') return { kind: 'loading', depth }
    const row = segment.window.row(index - segment.start)
    return row ? { kind: 'run', row, depth } : { kind: 'loading', depth }
  }

  /** Where a run or group stands now; -1 when that is not known. */
  indexOf(key: RunOrGroup): number {
    const runId = key.startsWith('run/') ? Number(key.slice(4)) : undefined
    for (const segment of this.segments) {
      if (segment.kind === 'group' && segment.group.key === key) return segment.start
      if (segment.kind !== 'rows' || runId === undefined) continue
      const index = segment.window.indexOf(runId)
      if (index >= 0 && index < segment.length) return segment.start + index
    }
    return -1
  }

  keyAt(index: number): RunOrGroup | undefined {
    const row = this.rowAt(index)
    if (row?.kind === 'group') return row.group.key
    return row?.kind === 'run' ? `run/${row.row.run.id}` : undefined
  }

  /** Ids of the runs in rows [from, to), loaded or not; rows of groups stand for none. */
  async idsBetween(from: number, to: number): Promise<number[]> {
    const ids: number[] = []
    for (const segment of [...this.segmentsIn(from, to)]) {
      if (segment.kind !== 'rows') continue
      const { window, start, length } = segment
      const first = Math.max(0, from - start)
      const last = Math.min(length, to - start)
      const rows = Array.from({ length: last - first }, (_, i) => window.row(first + i))
      const known = rows.flatMap((row) => (row ? [row.run.id] : []))
      if (known.length === rows.length) ids.push(...known)
      else ids.push(...(await this.queries.ids(window.query)).slice(first, last))
    }
    return ids
  }

  /** A run that was looked at. */
  run(runId: number): RunRow | undefined {
    for (const window of this.windows()) {
      const row = window.row(window.indexOf(runId))
      if (row) return row.run
    }
    return undefined
  }

  setQuery(query: TableQuery): void {
    if (this.query && JSON.stringify(query) === JSON.stringify(this.query)) return
    this.query = query
    this.pending = true
    this.failed = undefined
    this.error = undefined
    this.next = this.rootOf(query)
    this.counter =
      query.groupBy.length > 0 ? new RowWindow(query.set, this.queries.window) : undefined
    this.stop()
    this.changed()
    void this.pump()
  }

  setViewport(viewport: Viewport): void {
    this.viewport = viewport
    void this.pump()
  }

  toggleGroup(key: RunOrGroup, open = !this.open.has(key)): void {
    if (open) this.open.add(key)
    else this.open.delete(key)
    this.layOut()
    this.changed()
    void this.pump()
  }

  setAllOpen(open: boolean): void {
    if (open) for (const s of this.segments) if (s.kind === 'group') this.open.add(s.group.key)
    if (!open) this.open.clear()
    this.layOut()
    this.changed()
    void this.pump()
  }

  /** Everything in sight is asked for again. */
  refresh(): void {
    this.root?.invalidate()
    this.counter?.invalidate()
    if (this.failed) {
      this.next = this.failed
      this.failed = undefined
      this.pending = true
    }
    if (this.error !== undefined) {
      this.error = undefined
      this.changed()
    }
    this.soon()
  }

  /** A run's row changed; whether it was known. */
  patch(run: RunRow): boolean {
    let known = false
    for (const window of this.windows()) known = window.patch(run) || known
    if (known) this.changed()
    return known
  }

  /** A run's values changed. */
  touch(runId: number): void {
    let known = false
    for (const window of this.windows()) known = window.touch(runId) || known
    if (this.root instanceof GroupLevel) this.root.invalidate()
    if (known || this.root instanceof GroupLevel) this.soon()
  }

  // ---- loading

  private rootOf({ set, groupBy }: TableQuery): Root {
    return groupBy.length > 0
      ? new GroupLevel(set, groupBy, [], this.queries)
      : new RowWindow(set, this.queries.window)
  }

  private *windows(): Generator<RowWindow> {
    if (this.root instanceof RowWindow) yield this.root
    else if (this.root) yield* this.root.windows()
  }

  private soon(): void {
    if (this.liveTimer !== undefined) return
    const wait = Math.max(0, this.lastLive + LIVE_MS - Date.now())
    this.liveTimer = setTimeout(() => {
      this.liveTimer = undefined
      this.lastLive = Date.now()
      void this.pump()
    }, wait)
  }

  private stop(): void {
    this.busy?.abort()
    this.busy = undefined
  }

  /** Loads until what is in sight is there; what comes into sight meanwhile is next. */
  private async pump(): Promise<void> {
    if (this.busy) return
    const busy = (this.busy = new AbortController())
    try {
      // An answer that never holds what it says there is must not be asked for without end.
      for (let tries = 0; tries < MOST_AT_ONCE; tries++) {
        const work = this.nextWork(busy.signal)
        if (!work) break
        await work()
        if (busy.signal.aborted) return
        this.arrived()
      }
    } catch (error) {
      if (busy.signal.aborted) return
      this.error = error
      this.failed = this.next
      this.next = undefined
      this.pending = false
      this.changed()
    }
    if (this.busy === busy) this.busy = undefined
  }

  private nextWork(signal: AbortSignal): (() => Promise<void>) | undefined {
    const { next, counter, viewport } = this
    const columns = viewport.columns.slice(0, MAX_COLUMNS)
    const nearby = viewport.nearby.slice(0, MAX_COLUMNS)
    const numeric = viewport.numeric.slice(0, MAX_COLUMNS)
    if (next) {
      return async () => {
        const first = Math.max(60, viewport.to - viewport.from)
        await Promise.all([
          next instanceof GroupLevel
            ? next.load(numeric, signal)
            : next.load({ from: 0, to: first, columns: nearby }, signal),
          counter?.load({ from: 0, to: 1, columns: [] }, signal),
        ])
      }
    }
    const jobs: (() => Promise<void>)[] = []
    const counted = counter?.missing(0, 1, [])
    if (counter && counted) jobs.push(() => counter.load(counted, signal))
    const { root } = this
    if (root instanceof RowWindow && root.total === 0) {
      const missing = root.missing(0, 1, columns)
      if (missing) jobs.push(() => root.load({ from: 0, to: 60, columns: nearby }, signal))
    }
    const levels = new Set<GroupLevel>()
    if (this.root instanceof GroupLevel) levels.add(this.root)
    for (const segment of this.segmentsIn(viewport.from, viewport.to)) {
      if (segment.kind !== 'rows') {
        levels.add(segment.level)
        continue
      }
      const { window, start, length } = segment
      const from = Math.max(0, viewport.from - start)
      const to = Math.min(length, viewport.to - start)
      if (!window.missing(from, to, columns)) continue
      // Rarely and much, rather than often and little.
      const ahead = window.missing(Math.max(0, from - AHEAD), Math.min(length, to + AHEAD), nearby)
      if (ahead) jobs.push(() => window.load(ahead, signal))
    }
    for (const level of levels) {
      const missing = level.missing(numeric)
      if (missing) jobs.push(() => level.load(missing, signal))
    }
    if (jobs.length === 0) return undefined
    return async () => void (await Promise.all(jobs.map((job) => job())))
  }

  private arrived(): void {
    const { anchor } = this
    this.anchor = undefined
    const before = this.total
    const swapped = this.next !== undefined
    if (this.next) {
      this.root = this.next
      this.next = undefined
      this.pending = false
    }
    this.error = undefined
    this.loaded = true
    const counts = this.counter ?? (this.root instanceof RowWindow ? this.root : undefined)
    if (counts) {
      const membersChanged = !swapped && (counts.total !== this.total || counts.all !== this.all)
      this.total = counts.total
      this.all = counts.all
      if (membersChanged || (swapped && before !== 0))
        for (const listener of this.membersListeners) listener()
    }
    this.layOut()
    if (swapped) this.view?.restart()
    if (swapped) for (const listener of this.swapListeners) listener()
    else if (anchor) this.follow(anchor.key, anchor.top)
    this.changed()
  }

  private follow(key: RunOrGroup, before: number): void {
    const now = this.indexOf(key)
    if (now < 0 || now === before) return
    const shift = now - before
    const { viewport } = this
    const from = Math.max(0, viewport.from + shift)
    this.viewport = { ...viewport, from, to: viewport.to + shift }
    this.view?.shift(shift)
  }

  // ---- which row is what

  private layOut(): void {
    const segments: Segment[] = []
    let start = 0
    const visit = (node: Root, depth: number, expected: number): void => {
      if (node instanceof RowWindow) {
        const length = node.loaded ? node.total : expected
        if (length > 0) segments.push({ kind: 'rows', start, length, window: node, depth })
        start += length
        return
      }
      if (!node.loaded) {
        segments.push({ kind: 'loading', start, length: 1, level: node, depth })
        start++
        return
      }
      for (const group of node.groups) {
        const open = this.open.has(group.key)
        segments.push({ kind: 'group', start, length: 1, level: node, group, open })
        start++
        if (open) visit(node.belowOf(group), depth + 1, group.count)
      }
    }
    if (this.root) visit(this.root, 0, 0)
    this.segments = segments
    this.length = start
  }

  private segmentAt(index: number): Segment | undefined {
    let low = 0
    let high = this.segments.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const segment = this.segments[middle]!
      if (segment.start + segment.length > index) high = middle
      else low = middle + 1
    }
    const found = this.segments[low]
    return found && index >= found.start ? found : undefined
  }

  private *segmentsIn(from: number, to: number): Generator<Segment> {
    for (let index = Math.max(0, from); index < to;) {
      const segment = this.segmentAt(index)
      if (!segment) return
      yield segment
      index = segment.start + segment.length
    }
  }

  private changed(): void {
    this.version++
    for (const listener of [...this.listeners]) listener()
  }
}
