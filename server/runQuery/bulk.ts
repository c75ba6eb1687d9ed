/** Tags and groups of many runs, changed or put back in one transaction. */
import type pg from 'pg'
import type { BulkUndo } from '@/lib/api/runQuery'
import { toStorableText } from '@/lib/json/storable'

export type BulkRow = BulkUndo['runs'][number]

/** A run holds no more; further ones are left out of those that are full. */
const MAX_TAGS = 200

export interface BulkPatch {
  addTags?: readonly string[] | undefined
  removeTags?: readonly string[] | undefined
  group?: string | null | undefined
}

/** Resolves with what was there before. Runs are locked in order of their ids, so that none waits for another. */
export async function changeRuns(
  pool: pg.Pool,
  ids: readonly number[],
  patch: BulkPatch,
): Promise<BulkRow[]> {
  const add = (patch.addTags ?? []).map(toStorableText)
  const remove = new Set((patch.removeTags ?? []).map(toStorableText))
  return update(pool, ids, ({ id, tags, group }) => ({
    id,
    tags: [...new Set([...tags.filter((tag) => !remove.has(tag)), ...add])].slice(0, MAX_TAGS),
    group: patch.group === undefined ? group : patch.group && toStorableText(patch.group),
  }))
}

export async function restoreRuns(pool: pg.Pool, rows: readonly BulkRow[]): Promise<void> {
  const wanted = new Map(rows.map((row) => [row.id, row]))
  await update(pool, [...wanted.keys()], ({ id, tags, group }) => {
    const before = wanted.get(id)
    return before
      ? {
          id,
          tags: before.tags.map(toStorableText),
          group: before.group && toStorableText(before.group),
        }
      : { id, tags, group }
  })
}

async function update(
  pool: pg.Pool,
  ids: readonly number[],
  change: (row: BulkRow) => BulkRow,
): Promise<BulkRow[]> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<BulkRow>({
      name: 'lock-tags',
      text: `SELECT id, tags, "group" FROM run WHERE id = ANY($1::int[]) AND deleted_at IS NULL
        ORDER BY id FOR UPDATE`,
      values: [ids],
    })
    await client.query({
      name: 'save-tags',
      // An array of arrays would have to be rectangular: each list travels as JSON.
      text: `UPDATE run SET "group" = n."group",
          tags = ARRAY(SELECT jsonb_array_elements_text(n.tags))
        FROM jsonb_to_recordset($1::jsonb) AS n(id int, tags jsonb, "group" text)
        WHERE run.id = n.id`,
      values: [JSON.stringify(rows.map(change))],
    })
    await client.query('COMMIT')
    return rows
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
