/** Snapshots of runs, from memory where they are open and from the tables where they are not. */
import type pg from 'pg'
import { HISTORY_STREAM, type StreamId } from './blockTable'
import type { KeyFacts, OpenRuns, RunSnapshot } from './snapshot'

interface KeyRow {
  run_id: number
  col: number
  name: string
  monotone: boolean
  parts: number
}

export class Catalog {
  constructor(
    private readonly pool: Pick<pg.Pool, 'query'>,
    private readonly openRuns: OpenRuns,
  ) {}

  /** One snapshot a run, in the order asked. `names` limits which keys are looked up. */
  async snapshots(
    runIds: readonly number[],
    stream: StreamId,
    names: readonly string[] | 'all',
  ): Promise<RunSnapshot[]> {
    const open = new Map<number, RunSnapshot>()
    for (const runId of runIds) {
      const snapshot = this.openRuns.snapshot(runId, stream, names)
      if (snapshot) open.set(runId, snapshot)
    }
    const closed = runIds.filter((runId) => !open.has(runId))
    const sealed = closed.length > 0 ? await this.load(closed, stream, names) : new Map()
    return runIds.map((runId) => open.get(runId) ?? sealed.get(runId)!)
  }

  private async load(
    runIds: readonly number[],
    stream: StreamId,
    names: readonly string[] | 'all',
  ): Promise<Map<number, RunSnapshot>> {
    const column = stream === HISTORY_STREAM ? 'history_sealed' : 'events_sealed'
    const [rows, keys] = await Promise.all([
      this.pool.query<{ run_id: number; sealed: number }>({
        name: `sealed-rows-${stream}`,
        text: `SELECT run_id, ${column} AS sealed FROM ingest_state WHERE run_id = ANY($1)`,
        values: [runIds],
      }),
      this.pool.query<KeyRow>({
        name: names === 'all' ? 'all-keys' : 'named-keys',
        text: `SELECT run_id, col, name, monotone, parts FROM metric_key
          WHERE run_id = ANY($1) AND stream = $2 ${names === 'all' ? '' : 'AND name = ANY($3)'}
          ORDER BY run_id, col`,
        values: names === 'all' ? [runIds, stream] : [runIds, stream, names],
      }),
    ])
    const sealedRows = new Map(rows.rows.map((row) => [row.run_id, row.sealed]))
    const keysOf = new Map<number, Map<string, KeyFacts>>()
    for (const { run_id, name, ...facts } of keys.rows) {
      const found = keysOf.get(run_id) ?? new Map<string, KeyFacts>()
      keysOf.set(run_id, found.set(name, facts))
    }
    return new Map(
      runIds.map((runId) => [
        runId,
        closedSnapshot(runId, stream, sealedRows.get(runId) ?? 0, keysOf.get(runId) ?? new Map()),
      ]),
    )
  }
}

function closedSnapshot(
  runId: number,
  stream: StreamId,
  sealedRows: number,
  keys: ReadonlyMap<string, KeyFacts>,
): RunSnapshot {
  return {
    runId,
    stream,
    totalRows: sealedRows,
    sealedRows,
    key: (name) => keys.get(name),
    keyNames: () => [...keys.keys()],
    tail: () => undefined,
    tailCells: () => [],
  }
}
