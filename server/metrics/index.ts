import type pg from 'pg'
import type { GroupQuery } from '@/lib/metrics/groupQuery'
import type { GroupResult } from '@/lib/metrics/groupWire'
import type { SeriesQuery, Stream } from '@/lib/metrics/seriesQuery'
import type { SeriesResult } from '@/lib/metrics/seriesWire'
import { STEP_KEY } from '@/lib/metrics/keys'
import { BlockReader } from './blockReader'
import { EVENTS_STREAM, HISTORY_STREAM, type StreamId } from './blockTable'
import { Catalog } from './catalog'
import { queryGroups } from './groupSeries'
import { queryHistograms } from './histograms'
import { readRows, type Row } from './rows'
import type { RowSpan } from './scan'
import { lastPoint, locateRows, querySeries } from './seriesQuery'
import type { OpenRuns, RunSnapshot } from './snapshot'

export { EVENTS_STREAM, HISTORY_STREAM, NO_PROJECT, type StreamId } from './blockTable'
export type { Cell } from './cells'
export { type Column, rowAt, sliceColumn } from './column'
export { CHUNK_ROWS } from './pyramid'
export { type Row, UNREADABLE_KEY } from './rows'
export { type SealColumn, Sealer, type SealJob } from './sealer'
export { OWN_PART, SHARED_PART } from './segment'
export { continued, type Lineage, loadLineages, ownLineage } from './lineage'
export { firstRowsOf, type KeyFacts, type OpenRuns, type RunSnapshot } from './snapshot'

/** At most one in so many of the located rows is outside the range. */
const LOCATE_PRECISION = 1000
const MAX_SEARCHED_ROWS = 200_000

export function streamId(stream: Stream): StreamId {
  return stream === 'history' ? HISTORY_STREAM : EVENTS_STREAM
}

/** Answers questions about logged rows, sealed or not. */
export class MetricStore {
  private readonly reader: BlockReader
  private readonly catalog: Catalog

  constructor(
    private readonly pool: pg.Pool,
    private readonly openRuns: OpenRuns,
    cacheBytes: number,
  ) {
    this.reader = new BlockReader(pool, cacheBytes)
    this.catalog = new Catalog(pool, openRuns)
  }

  /** Runs × keys series, runs outermost, in the order asked. */
  async series(query: SeriesQuery): Promise<SeriesResult[]> {
    const names = [...new Set([...query.keys, query.x])]
    const snapshots = await this.catalog.snapshots(query.runs, streamId(query.stream), names)
    return Promise.all(
      snapshots.flatMap((snapshot) =>
        query.keys.map((key) => querySeries(this.reader, snapshot, { ...query, key })),
      ),
    )
  }

  /** Statistics of groups of runs on one grid of x, a group each, in the order asked. */
  groups(query: GroupQuery): Promise<GroupResult[]> {
    const load = (runs: number[], names: string[]) =>
      this.catalog.snapshots(runs, streamId(query.stream), names)
    return queryGroups(this.reader, load, query)
  }

  /** `names` are the keys whose rows will be read. */
  async snapshot(
    runId: number,
    stream: StreamId,
    names: readonly string[] | 'all' = 'all',
  ): Promise<RunSnapshot> {
    const [snapshot] = await this.catalog.snapshots([runId], stream, names)
    return snapshot!
  }

  /** Every key the run has logged, in alphabetical order. */
  async runKeys(runId: number, stream: StreamId): Promise<string[]> {
    const snapshot = await this.snapshot(runId, stream)
    return [...snapshot.keyNames()].sort()
  }

  /** Every key any run of the project has logged, in alphabetical order. */
  async projectKeys(projectId: number, stream: StreamId): Promise<string[]> {
    const found = await this.pool.query<{ name: string }>({
      name: 'project-keys',
      text: 'SELECT name FROM project_key WHERE project_id = $1 AND stream = $2',
      values: [projectId, stream],
    })
    const names = new Set(found.rows.map((row) => row.name))
    for (const name of this.openRuns.projectKeys(projectId, stream)) names.add(name)
    return [...names].sort()
  }

  /** Rows of one snapshot in batches; `names` are the keys wanted. */
  rows(snapshot: RunSnapshot, span: RowSpan, names: readonly string[]): AsyncGenerator<Row[]> {
    return readRows(this.pool, this.reader, snapshot, span, names)
  }

  /** Logged histograms of a key, evenly chosen when there are more than `most`. */
  async histograms(runId: number, key: string, most: number) {
    const [snapshot] = await this.catalog.snapshots([runId], HISTORY_STREAM, [key, STEP_KEY])
    const read = (span: RowSpan, names: string[]) => this.rows(snapshot!, span, names)
    return queryHistograms(snapshot!, read, key, most)
  }

  /**
   * The rows whose value of a key that never decreases lies in [low, high], with a few more at
   * either end; every row, when the key decreases somewhere or is not there.
   */
  async locate(snapshot: RunSnapshot, name: string, low: number, high: number): Promise<RowSpan> {
    const key = snapshot.key(name)
    if (!key?.monotone) return { from: 0, to: snapshot.totalRows }
    return locateRows(this.reader, snapshot, key, low, high, LOCATE_PRECISION)
  }

  /** How many rows come before the first one whose step is greater. */
  async rowsThrough(snapshot: RunSnapshot, step: number): Promise<number> {
    let { from } = await this.locate(snapshot, STEP_KEY, step, Infinity)
    const span = { from, to: snapshot.totalRows }
    for await (const batch of this.rows(snapshot, span, [STEP_KEY])) {
      for (const row of batch) {
        const at = row.get(STEP_KEY)
        if (typeof at === 'number' && at > step) return from
        from++
      }
    }
    return snapshot.totalRows
  }

  /**
   * The first row in which a key has a value. Undefined too where the key decreases somewhere and
   * the run is so long that looking would take long.
   */
  async findRow(snapshot: RunSnapshot, name: string, value: number): Promise<number | undefined> {
    const span = await this.locate(snapshot, name, value, value)
    if (span.to - span.from > MAX_SEARCHED_ROWS) return undefined
    let at = span.from
    for await (const batch of this.rows(snapshot, span, [name])) {
      for (const row of batch) {
        if (row.get(name) === value) return at
        at++
      }
    }
    return undefined
  }

  /** The last value of every key, as far as rows tell. Most are in the last row, which is read first. */
  async latestValues(snapshot: RunSnapshot): Promise<Map<string, unknown>> {
    const { totalRows } = snapshot
    const names = snapshot.keyNames()
    const values = new Map<string, unknown>()
    if (totalRows === 0) return values
    for await (const rows of this.rows(snapshot, { from: totalRows - 1, to: totalRows }, names)) {
      for (const [key, value] of rows[0]!) values.set(key, value)
    }
    const earlier = names.filter((name) => !Number.isFinite(values.get(name)))
    for (const [key, value] of await this.lastFinite(snapshot, earlier)) {
      if (!values.has(key)) values.set(key, value)
    }
    return values
  }

  /** The last finite value of each key, absent for those that have none. */
  private async lastFinite(
    snapshot: RunSnapshot,
    names: readonly string[],
  ): Promise<Map<string, number>> {
    const found = await Promise.all(
      names.map(async (name): Promise<[string, number | undefined]> => {
        const key = snapshot.key(name)
        return [name, key && (await lastPoint(this.reader, snapshot, key))]
      }),
    )
    return new Map(found.filter((entry): entry is [string, number] => entry[1] !== undefined))
  }

  /** To be called when a history was deleted. */
  forget(history: number): void {
    this.reader.forget(history)
  }
}
