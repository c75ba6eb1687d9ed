/** Reads and writes rows of metric_block. */
import type pg from 'pg'

/** What a run in the bin belongs to, as far as keys go. */
export const NO_PROJECT = 0

export const HISTORY_STREAM = 0
export const EVENTS_STREAM = 1
export type StreamId = typeof HISTORY_STREAM | typeof EVENTS_STREAM

export interface BlockRow {
  level: number
  part: number
  idx: number
  blob: Buffer
}

const BATCH = 32

function upsertSql(rows: number): string {
  const tuples = Array.from({ length: rows }, (_, i) => {
    const p = i * 4 + 3
    return `($1, $2, $${p}, $${p + 1}, $${p + 2}, $${p + 3})`
  })
  return `INSERT INTO metric_block (run_id, stream, level, part, idx, blob) VALUES ${tuples.join(', ')}
    ON CONFLICT (run_id, stream, level, part, idx) DO UPDATE SET blob = EXCLUDED.blob`
}

/** Inserts or replaces blocks. Each blob travels as a binary parameter of its own. */
export async function writeBlocks(
  client: pg.ClientBase,
  runId: number,
  stream: StreamId,
  rows: readonly BlockRow[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH)
    const values = batch.flatMap((row) => [row.level, row.part, row.idx, row.blob])
    await client.query({
      name: `write-blocks-${batch.length}`,
      text: upsertSql(batch.length),
      values: [runId, stream, ...values],
    })
  }
}

export async function deleteBlocks(
  client: pg.ClientBase,
  runId: number,
  stream: StreamId,
  rows: readonly Omit<BlockRow, 'blob'>[],
): Promise<void> {
  for (const row of rows) {
    await client.query({
      name: 'delete-block',
      text: 'DELETE FROM metric_block WHERE run_id = $1 AND stream = $2 AND level = $3 AND part = $4 AND idx = $5',
      values: [runId, stream, row.level, row.part, row.idx],
    })
  }
}

/** Blocks of one level and a span of indexes, for parts in a range or equal to one of `extra`. */
export async function readBlocks(
  client: Pick<pg.ClientBase, 'query'>,
  runId: number,
  stream: StreamId,
  level: number,
  idx: { from: number; to: number },
  parts: { from: number; to: number; extra: readonly number[] },
): Promise<BlockRow[]> {
  const result = await client.query<{ part: number; idx: number; blob: Buffer }>({
    name: 'read-blocks',
    text: `SELECT part, idx, blob FROM metric_block
      WHERE run_id = $1 AND stream = $2 AND level = $3 AND idx BETWEEN $4 AND $5
        AND (part BETWEEN $6 AND $7 OR part = ANY($8::int[]))`,
    values: [runId, stream, level, idx.from, idx.to, parts.from, parts.to, parts.extra],
  })
  return result.rows.map((row) => ({ level, ...row }))
}
