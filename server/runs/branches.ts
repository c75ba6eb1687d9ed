/**
 * Forks and rewinds. Both begin a history that continues another one from a row on and copies
 * nothing but the dictionary of keys: a fork continues its parent's, a rewound run its own former
 * one, which stays as it was for whoever was forked from it.
 */
import type pg from 'pg'
import { toStorable } from '@/lib/json/storable'
import { splitKey } from '@/lib/metrics/keys'
import { conflict } from '../http/errors'
import type { Ingest } from '../ingest'
import { firstRowsOf, HISTORY_STREAM, type MetricStore, type RunSnapshot } from '../metrics'

export class Branches {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ingest: Ingest,
    private readonly metrics: MetricStore,
    /** Told of runs whose rows are others now. */
    private readonly replaced: (runId: number) => void,
  ) {}

  /**
   * Lets a run that has no rows yet begin with those of another run up to a step. Idempotent.
   * @throws HttpError when it has rows
   */
  async fork(runId: number, parentRunId: number, step: number): Promise<void> {
    if (await this.isFork(runId)) return
    const inherited = await this.rowsUpTo(parentRunId, step)
    const last = await this.metrics.latestValues(inherited)
    await this.ingest.changeHistory(runId, async (client) => {
      // The same request may have come twice at once.
      if (await this.isFork(runId)) return
      if (await hasOwnRows(client, runId)) throw rowsInTheWay()
      await client.query('UPDATE run SET parent_run_id = $2, parent_step = $3 WHERE id = $1', [
        runId,
        parentRunId,
        step,
      ])
      await beginHistory(client, { runId, history: runId, inherited, last })
    })
    this.replaced(runId)
  }

  /** Takes a run back to a step: what it logs next follows the last row up to it. */
  async rewind(runId: number, step: number): Promise<void> {
    const inherited = await this.rowsUpTo(runId, step)
    const last = await this.metrics.latestValues(inherited)
    await this.ingest.changeHistory(runId, async (client) => {
      const next = await client.query<{ id: number }>(
        `SELECT nextval(pg_get_serial_sequence('run', 'id'))::int AS id`,
      )
      const history = next.rows[0]!.id
      await beginHistory(client, { runId, history, inherited, last })
    })
    this.replaced(runId)
  }

  async isFork(runId: number): Promise<boolean> {
    const found = await this.pool.query('SELECT 1 FROM history_branch WHERE id = $1', [runId])
    return found.rowCount !== 0
  }

  /** @throws HttpError unless the run is a fork, or has no rows and may become one */
  async mayBeFork(runId: number): Promise<void> {
    if (await this.isFork(runId)) return
    const { totalRows } = await this.metrics.snapshot(runId, HISTORY_STREAM)
    if (totalRows > 0) throw rowsInTheWay()
  }

  /** A run's rows up to a step, all of them sealed. */
  private async rowsUpTo(runId: number, step: number): Promise<RunSnapshot> {
    for (;;) {
      const snapshot = await this.metrics.snapshot(runId, HISTORY_STREAM)
      const rows = await this.metrics.rowsThrough(snapshot, step)
      if (rows <= snapshot.sealedRows) return firstRowsOf(snapshot, rows)
      await this.ingest.sealHistory(runId, rows)
    }
  }
}

function rowsInTheWay(): Error {
  return conflict('The run has rows already. A fork needs an id of its own.', 'name')
}

async function hasOwnRows(client: pg.ClientBase, runId: number): Promise<boolean> {
  const found = await client.query(
    'SELECT 1 FROM ingest_state WHERE run_id = $1 AND history_sealed > 0',
    [runId],
  )
  return found.rowCount !== 0
}

interface Beginning {
  runId: number
  /** The number of the new history. */
  history: number
  inherited: RunSnapshot
  /** The last value of each of its keys. */
  last: ReadonlyMap<string, unknown>
}

async function beginHistory(client: pg.ClientBase, beginning: Beginning): Promise<void> {
  const { runId, history, inherited, last } = beginning
  const rows = inherited.totalRows
  const parent = inherited.lineage.at(-1)!.id
  await client.query(
    `INSERT INTO history_branch (id, run_id, parent_id, parent_rows) VALUES ($1, $2, $3, $4)`,
    [history, runId, parent, rows],
  )
  // What is logged next is compared with the last value, to tell whether a key still never decreases.
  const numbers = [...last].filter(([, value]) => Number.isFinite(value))
  await client.query(
    `INSERT INTO metric_key
       (run_id, stream, col, name, monotone, last_value, points, parts, first_row)
     SELECT $1, stream, col, name, monotone AND n.last IS NOT NULL, n.last, points, parts, first_row
     FROM metric_key LEFT JOIN unnest($4::text[], $5::float8[]) AS n(key, last) ON n.key = name
     WHERE run_id = $2 AND stream = ${HISTORY_STREAM} AND first_row < $3`,
    [history, parent, rows, numbers.map(([key]) => key), numbers.map(([, value]) => value)],
  )
  // The client goes on counting its lines where the inherited rows end.
  const writers = JSON.stringify(rows > 0 ? [[{ line: 0, row: 0, count: rows }]] : [])
  await client.query(
    `INSERT INTO ingest_state (run_id, history_id, history_sealed, history_writers, generation)
     VALUES ($1, $2, $3, $4, 1)
     ON CONFLICT (run_id) DO UPDATE SET history_id = EXCLUDED.history_id,
       history_sealed = EXCLUDED.history_sealed, history_writers = EXCLUDED.history_writers,
       generation = ingest_state.generation + 1`,
    [runId, history, rows, writers],
  )
  await client.query('UPDATE run SET summary = $2::jsonb WHERE id = $1', [
    runId,
    JSON.stringify(toStorable(nested(last))),
  ])
}

/** `{"a.b": 1}` as `{"a": {"b": 1}}`. */
function nested(values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  // Without a prototype: a key may be called "__proto__".
  const tree = () => Object.create(null) as Record<string, unknown>
  const root = tree()
  for (const [key, value] of values) {
    const path = splitKey(key)
    const leaf = path.pop()!
    let at = root
    for (const name of path) {
      const next = at[name]
      if (next === null || typeof next !== 'object') at[name] = tree()
      at = at[name] as Record<string, unknown>
    }
    at[leaf] = value
  }
  return root
}
