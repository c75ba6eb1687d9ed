import type pg from 'pg'
import { unavailable } from '../http/errors'
import { type Ingest, OverloadedError } from '../ingest'

/** Changes what a run belongs to once all it logged is in its tables, and has others look again. */
export async function changeSettled(
  ingest: Ingest,
  runId: number,
  change: (client: pg.ClientBase) => Promise<void>,
): Promise<void> {
  try {
    await ingest.changeHistory(runId, change)
  } catch (error) {
    throw error instanceof OverloadedError ? unavailable(error.message) : error
  }
}
