/** A project's catalogue of keys, when runs leave it or come to it with rows. */
import type pg from 'pg'
import { HISTORY_STREAM } from '../metrics'

/** Under which number a run's keys of a stream are kept. */
const KEYS_OF_RUN = `metric_key k
  ON k.run_id = CASE WHEN k.stream = ${HISTORY_STREAM} THEN coalesce(s.history_id, r.id) ELSE r.id END`

/** Forgets keys that no run of the project has any more. */
export async function tidyProjectKeys(
  pool: Pick<pg.Pool, 'query'>,
  projectId: number,
): Promise<void> {
  await pool.query(
    `DELETE FROM project_key p WHERE project_id = $1 AND NOT EXISTS (
       SELECT 1 FROM run r LEFT JOIN ingest_state s ON s.run_id = r.id JOIN ${KEYS_OF_RUN}
       WHERE r.project_id = $1 AND r.deleted_at IS NULL AND k.stream = p.stream AND k.name = p.name)`,
    [projectId],
  )
}

export async function addProjectKeys(
  pool: Pick<pg.ClientBase, 'query'>,
  projectId: number,
  runId: number,
): Promise<void> {
  await pool.query(
    `INSERT INTO project_key (project_id, stream, name)
     SELECT $1, k.stream, k.name
     FROM run r LEFT JOIN ingest_state s ON s.run_id = r.id JOIN ${KEYS_OF_RUN}
     WHERE r.id = $2 ORDER BY 2, 3 ON CONFLICT DO NOTHING`,
    [projectId, runId],
  )
}
