/**
 * Runs as they were at a moment, kept for figures. A frozen run is one of its own that continues the
 * original's rows up to then and adds none, so it copies no history, outlives the original and is
 * read like every other run.
 */
import type pg from 'pg'
import { STEP_KEY } from '@/lib/metrics/keys'
import type { RunFiles } from '../files'
import type { Ingest } from '../ingest'
import { EVENTS_STREAM, HISTORY_STREAM } from '../metrics'
import { addProjectKeys } from './projectKeys'

/** What a run says of itself; the rest of its row is its own. */
const COPIED = [
  ...['name', 'number', 'display_name', 'notes', 'tags', '"group"', 'job_type', 'state'],
  ...['exit_code', 'user_id', 'host', 'program', 'commit', 'repo', 'sweep_name', 'config'],
  ...['summary', 'metadata', 'metric_definitions', 'created_at', 'heartbeat_at', 'finished_at'],
].join(', ')

export interface FrozenRun {
  id: number
  /** Null of a run without steps. */
  lastStep: number | null
}

export class RunFreezer {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ingest: Ingest,
    private readonly files: Pick<RunFiles, 'copyAll'>,
  ) {}

  /**
   * A run of `projectId` with all that another has now. Undefined when that one is gone meanwhile.
   * Posts of its client wait until this is done.
   */
  async freeze(runId: number, projectId: number): Promise<FrozenRun | undefined> {
    let frozen: FrozenRun | undefined
    // Afterwards all that was logged is in tables: it can be named by the number of its rows.
    await this.ingest.changeHistory(runId, async (client) => {
      const id = await copyRow(client, runId, projectId)
      if (id === undefined) return
      await continueRows(client, runId, id)
      frozen = { id, lastStep: await lastStep(client, id) }
    })
    if (!frozen) return undefined
    const { id, lastStep: step } = frozen
    await this.files.copyAll(runId, id)
    await addProjectKeys(this.pool, projectId, id)
    return { id, lastStep: step }
  }
}

async function copyRow(
  client: pg.ClientBase,
  runId: number,
  projectId: number,
): Promise<number | undefined> {
  // As a fork: an original that is deleted keeps its rows while a fork shows them.
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO run (project_id, frozen_from_id, parent_run_id, ${COPIED})
     SELECT $2, id, id, ${COPIED} FROM run WHERE id = $1 AND deleted_at IS NULL RETURNING id`,
    [runId, projectId],
  )
  return rows[0]?.id
}

async function continueRows(client: pg.ClientBase, runId: number, frozen: number): Promise<void> {
  const { rows } = await client.query<{ history: number; rows: number }>(
    `SELECT coalesce(history_id, run_id) AS history, history_sealed::int AS rows
     FROM ingest_state WHERE run_id = $1`,
    [runId],
  )
  const state = rows[0]
  if (!state) return
  if (state.rows > 0) {
    await client.query(
      `INSERT INTO history_branch (id, run_id, parent_id, parent_rows) VALUES ($1, $1, $2, $3)`,
      [frozen, state.history, state.rows],
    )
  }
  // What the machine did is little, and has no lineage: it is copied.
  await client.query(
    `INSERT INTO metric_key
       (run_id, stream, col, name, monotone, last_value, points, parts, first_row)
     SELECT $1, stream, col, name, monotone, last_value, points, parts, first_row
     FROM metric_key WHERE (run_id = $2 AND stream = ${HISTORY_STREAM})
       OR (run_id = $3 AND stream = ${EVENTS_STREAM})`,
    [frozen, state.history, runId],
  )
  await client.query(
    `INSERT INTO metric_block (run_id, stream, level, part, idx, blob)
     SELECT $1, stream, level, part, idx, blob FROM metric_block
     WHERE run_id = $2 AND stream = ${EVENTS_STREAM}`,
    [frozen, runId],
  )
  await client.query(
    `INSERT INTO ingest_state (run_id, history_id, history_sealed, events_sealed, generation)
     SELECT $1, CASE WHEN history_sealed > 0 THEN $1::int END, history_sealed, events_sealed, 1
     FROM ingest_state WHERE run_id = $2`,
    [frozen, runId],
  )
}

async function lastStep(client: pg.ClientBase, frozen: number): Promise<number | null> {
  const { rows } = await client.query<{ last_value: number | null }>(
    `SELECT last_value FROM metric_key WHERE run_id = $1 AND stream = ${HISTORY_STREAM} AND name = $2`,
    [frozen, STEP_KEY],
  )
  return rows[0]?.last_value ?? null
}
