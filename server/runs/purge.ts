/** Deletes what the metric store has of a run, a bounded number of rows at a time. */
import type pg from 'pg'
import type { Ingest } from '../ingest'
import { changeSettled } from './changeSettled'

const BATCH_ROWS = 500

/** Returns the numbers of the histories that are gone. */
export async function deleteRows(
  pool: pg.Pool,
  ingest: Ingest,
  runId: number,
  deleteFiles: () => Promise<void>,
): Promise<readonly number[]> {
  await deleteFiles()
  const branches = await pool.query<{ id: number }>(
    'SELECT id FROM history_branch WHERE run_id = $1',
    [runId],
  )
  const histories = [...new Set([runId, ...branches.rows.map((row) => row.id)])]
  for (const table of ['metric_block', 'console_chunk', 'metric_key']) {
    await deleteInBatches(pool, table, histories)
  }
  // A client may have sent more meanwhile; from here on the run takes no more.
  await changeSettled(ingest, runId, async (client) => {
    for (const table of ['metric_block', 'console_chunk', 'metric_key', 'ingest_state']) {
      await client.query(`DELETE FROM ${table} WHERE run_id = ANY($1)`, [histories])
    }
    await deleteFiles()
    await client.query('DELETE FROM history_branch WHERE run_id = $1', [runId])
    await client.query('DELETE FROM run WHERE id = $1', [runId])
  })
  return histories
}

async function deleteInBatches(
  pool: pg.Pool,
  table: string,
  histories: readonly number[],
): Promise<void> {
  for (;;) {
    const deleted = await pool.query(
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
         SELECT ctid FROM ${table} WHERE run_id = ANY($1) LIMIT ${BATCH_ROWS}))`,
      [histories],
    )
    if ((deleted.rowCount ?? 0) < BATCH_ROWS) return
  }
}
