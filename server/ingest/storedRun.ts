import type pg from 'pg'
import {
  EVENTS_STREAM,
  HISTORY_STREAM,
  type Lineage,
  loadLineages,
  NO_PROJECT,
  ownLineage,
  type StreamId,
} from '../metrics'
import type { LineRun } from './lineLedger'
import type { StoredRun } from './openRun'
import type { KeyState, StoredStream } from './streamState'

interface StateRow {
  project_id: number
  clients: Record<string, number> | null
  console_writers: LineRun[][] | null
  generation: number | null
  history_id: number | null
  head_group: number | null
  console_group: number | null
  console_lines: number | null
  history_sealed: number | null
  events_sealed: number | null
  history_writers: LineRun[][] | null
  events_writers: LineRun[][] | null
}

interface KeyRow {
  stream: StreamId
  col: number
  name: string
  monotone: boolean
  last_value: number | null
  parts: number
}

/** What the tables know of a run; undefined when there is no such run. */
export async function loadRun(pool: pg.Pool, runId: number): Promise<StoredRun | undefined> {
  const found = await pool.query<StateRow>({
    name: 'load-ingest-state',
    text: `SELECT CASE WHEN run.deleted_at IS NULL THEN run.project_id ELSE ${NO_PROJECT} END AS project_id, s.generation, s.history_id, s.clients, s.console_writers, s.head_group, s.console_group, s.console_lines,
        s.history_sealed, s.events_sealed, s.history_writers, s.events_writers
      FROM run LEFT JOIN ingest_state s ON s.run_id = run.id WHERE run.id = $1`,
    values: [runId],
  })
  const row = found.rows[0]
  if (!row) return undefined
  const history = row.history_id ?? runId
  const lineage = (await loadLineages(pool, [history])).get(history) ?? ownLineage(history)
  const keys = await pool.query<KeyRow>({
    name: 'load-keys',
    text: `SELECT stream, col, name, monotone, last_value, parts FROM metric_key
      WHERE (run_id = $1 AND stream = ${HISTORY_STREAM}) OR (run_id = $2 AND stream = ${EVENTS_STREAM})
      ORDER BY stream, col`,
    values: [history, runId],
  })
  const streamOf = (
    id: StreamId,
    lineage: Lineage,
    sealedRows: number | null,
    ledger: LineRun[][] | null,
  ): StoredStream => ({
    lineage,
    sealedRows: sealedRows ?? 0,
    ledger: ledger ?? [],
    keys: keys.rows
      .filter((key) => key.stream === id)
      .map(({ col, name, monotone, last_value, parts }): KeyState => {
        return { col, name, monotone, last: last_value, parts }
      }),
  })
  return {
    runId,
    projectId: row.project_id,
    generation: row.generation ?? 0,
    streams: {
      [HISTORY_STREAM]: streamOf(HISTORY_STREAM, lineage, row.history_sealed, row.history_writers),
      [EVENTS_STREAM]: streamOf(
        EVENTS_STREAM,
        ownLineage(runId),
        row.events_sealed,
        row.events_writers,
      ),
    },
    headGroup: row.head_group ?? 0,
    consoleGroup: row.console_group ?? 0,
    consoleLines: row.console_lines ?? 0,
    clients: row.clients ?? {},
    consoleWriters: row.console_writers ?? [],
  }
}
