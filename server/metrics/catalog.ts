/** Snapshots of runs, from memory where they are open and from the tables where they are not. */
import type pg from 'pg'
import { HISTORY_STREAM, type StreamId } from './blockTable'
import { type Lineage, loadLineages, ownLineage } from './lineage'
import type { KeyFacts, OpenRuns, RunSnapshot } from './snapshot'

interface KeyRow {
  history: number
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
    const sealed = await this.sealedRows(runIds, stream)
    const histories = runIds.map((runId) => sealed.get(runId)?.history ?? runId)
    const branched = [...sealed.values()].filter((row) => row.branched).map((row) => row.history)
    const [keys, lineages] = await Promise.all([
      this.pool.query<KeyRow>({
        name: names === 'all' ? 'all-keys' : 'named-keys',
        text: `SELECT run_id AS history, col, name, monotone, parts FROM metric_key
          WHERE run_id = ANY($1) AND stream = $2 ${names === 'all' ? '' : 'AND name = ANY($3)'}
          ORDER BY run_id, col`,
        values: names === 'all' ? [histories, stream] : [histories, stream, names],
      }),
      branched.length > 0 ? loadLineages(this.pool, branched) : new Map<number, Lineage>(),
    ])
    const keysOf = new Map<number, Map<string, KeyFacts>>()
    for (const { history, name, ...facts } of keys.rows) {
      const found = keysOf.get(history) ?? new Map<string, KeyFacts>()
      keysOf.set(history, found.set(name, facts))
    }
    return new Map(
      runIds.map((runId, i) => {
        const history = histories[i]!
        const lineage = lineages.get(history) ?? ownLineage(history)
        const found = keysOf.get(history) ?? new Map<string, KeyFacts>()
        return [runId, closedSnapshot(runId, stream, sealed.get(runId)?.rows ?? 0, lineage, found)]
      }),
    )
  }

  private async sealedRows(
    runIds: readonly number[],
    stream: StreamId,
  ): Promise<Map<number, SealedRow>> {
    const text =
      stream === HISTORY_STREAM
        ? `SELECT s.run_id, history_sealed AS rows, coalesce(s.history_id, s.run_id) AS history,
             b.id IS NOT NULL AS branched
           FROM ingest_state s LEFT JOIN history_branch b ON b.id = coalesce(s.history_id, s.run_id)
           WHERE s.run_id = ANY($1)`
        : `SELECT run_id, events_sealed AS rows, run_id AS history, false AS branched
           FROM ingest_state WHERE run_id = ANY($1)`
    const found = await this.pool.query<SealedRow & { run_id: number }>({
      name: `sealed-rows-${stream}`,
      text,
      values: [runIds],
    })
    return new Map(found.rows.map((row) => [row.run_id, row]))
  }
}

interface SealedRow {
  rows: number
  history: number
  branched: boolean
}

function closedSnapshot(
  runId: number,
  stream: StreamId,
  sealedRows: number,
  lineage: Lineage,
  keys: ReadonlyMap<string, KeyFacts>,
): RunSnapshot {
  return {
    runId,
    stream,
    totalRows: sealedRows,
    sealedRows,
    lineage,
    key: (name) => keys.get(name),
    keyNames: () => [...keys.keys()],
    tail: () => undefined,
    tailCells: () => [],
  }
}
