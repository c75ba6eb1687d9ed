import type pg from 'pg'
import type { SeriesQuery, Stream } from '@/lib/metrics/seriesQuery'
import type { SeriesResult } from '@/lib/metrics/seriesWire'
import { BlockReader } from './blockReader'
import { EVENTS_STREAM, HISTORY_STREAM, type StreamId } from './blockTable'
import { Catalog } from './catalog'
import { readRows, type Row } from './rows'
import type { RowSpan } from './scan'
import { locateRows, querySeries } from './seriesQuery'
import type { OpenRuns, RunSnapshot } from './snapshot'

export { EVENTS_STREAM, HISTORY_STREAM, type StreamId } from './blockTable'
export type { Cell } from './cells'
export { type Column, rowAt, sliceColumn } from './column'
export { CHUNK_ROWS } from './pyramid'
export { type Row, UNREADABLE_KEY } from './rows'
export { type SealColumn, Sealer, type SealJob } from './sealer'
export { OWN_PART, SHARED_PART } from './segment'
export type { KeyFacts, OpenRuns, RunSnapshot } from './snapshot'

/** At most one in so many of the located rows is outside the range. */
const LOCATE_PRECISION = 1000

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

  async snapshot(runId: number, stream: StreamId): Promise<RunSnapshot> {
    const [snapshot] = await this.catalog.snapshots([runId], stream, 'all')
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

  /**
   * The rows whose value of a key that never decreases lies in [low, high], with a few more at
   * either end; every row, when the key decreases somewhere or is not there.
   */
  async locate(snapshot: RunSnapshot, name: string, low: number, high: number): Promise<RowSpan> {
    const key = snapshot.key(name)
    if (!key?.monotone) return { from: 0, to: snapshot.totalRows }
    return locateRows(this.reader, snapshot, key, low, high, LOCATE_PRECISION)
  }

  /** To be called when rows of a run were cut or deleted. */
  forget(runId: number): void {
    this.reader.forget(runId)
  }
}
