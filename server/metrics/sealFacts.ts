/** What the tables say beside the blocks: which keys there are, and how far the run is sealed. */
import type pg from 'pg'
import { HISTORY_STREAM, NO_PROJECT } from './blockTable'
import { historyOf, type SealJob } from './sealJob'

/** Adds new keys to the run's dictionary and brings the facts about known ones up to date. */
export async function saveKeys(
  client: pg.ClientBase,
  job: SealJob,
  parts: Map<number, number>,
): Promise<void> {
  const facts = job.columns.map((column) => ({ ...column, ...orderFacts(column.values) }))
  const touched = new Set(facts.map((fact) => fact.col))
  const elsewhere = [...parts].filter(([col]) => !touched.has(col))
  await client.query({
    name: 'save-keys',
    text: `
      INSERT INTO metric_key AS k
        (run_id, stream, col, name, monotone, last_value, points, parts, first_row)
      SELECT $1, $2, n.col, n.name,
             n.monotone AND coalesce(old.monotone, true) AND coalesce(n.first >= old.last_value, true),
             coalesce(n.last, old.last_value), n.points + coalesce(old.points, 0),
             n.parts | coalesce(old.parts, 0), n.first_row
      FROM unnest($3::int[], $4::text[], $5::bool[], $6::float8[], $7::float8[], $8::bigint[], $9::int[],
                  $10::bigint[])
        AS n(col, name, monotone, first, last, points, parts, first_row)
      LEFT JOIN metric_key old ON old.run_id = $1 AND old.stream = $2 AND old.col = n.col
      ON CONFLICT (run_id, stream, col) DO UPDATE
      SET monotone = EXCLUDED.monotone, last_value = EXCLUDED.last_value,
          points = EXCLUDED.points, parts = EXCLUDED.parts`,
    values: [
      historyOf(job),
      job.stream,
      facts.map((f) => f.col),
      facts.map((f) => f.name),
      facts.map((f) => f.monotone),
      facts.map((f) => f.first),
      facts.map((f) => f.last),
      facts.map((f) => f.values.length),
      facts.map((f) => parts.get(f.col) ?? 0),
      facts.map((f) => job.firstRow + (f.rows?.[0] ?? 0)),
    ],
  })
  const fresh = job.projectId === NO_PROJECT ? [] : facts.filter((f) => f.fresh)
  await client.query({
    name: 'save-project-keys',
    text: `INSERT INTO project_key (project_id, stream, name)
      SELECT $1, $2, name FROM unnest($3::text[]) AS n(name) ORDER BY name
      ON CONFLICT DO NOTHING`,
    values: [job.projectId, job.stream, fresh.map((f) => f.name)],
  })
  if (elsewhere.length > 0) {
    await client.query({
      name: 'save-key-parts',
      text: `UPDATE metric_key k SET parts = k.parts | n.parts
        FROM unnest($3::int[], $4::int[]) AS n(col, parts)
        WHERE k.run_id = $1 AND k.stream = $2 AND k.col = n.col`,
      values: [
        historyOf(job),
        job.stream,
        elsewhere.map(([col]) => col),
        elsewhere.map(([, p]) => p),
      ],
    })
  }
}

/** First and last finite value, and whether no finite value is below the one before it. */
export function orderFacts(values: Float64Array): {
  first: number | null
  last: number | null
  monotone: boolean
} {
  let first: number | null = null
  let last: number | null = null
  let monotone = true
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (first === null) first = value
    if (last !== null && value < last) monotone = false
    last = value
  }
  return { first, last, monotone }
}

export async function lockProgress(client: pg.ClientBase, job: SealJob): Promise<number> {
  const result = await client.query<{ history: string; events: string }>({
    name: 'lock-progress',
    text: `SELECT history_sealed::text AS history, events_sealed::text AS events
      FROM ingest_state WHERE run_id = $1 FOR UPDATE`,
    values: [job.runId],
  })
  const row = result.rows[0]
  return Number((job.stream === HISTORY_STREAM ? row?.history : row?.events) ?? 0)
}

export async function saveProgress(client: pg.ClientBase, job: SealJob): Promise<void> {
  const [sealed, writers] =
    job.stream === HISTORY_STREAM
      ? ['history_sealed', 'history_writers']
      : ['events_sealed', 'events_writers']
  await client.query({
    name: `save-progress-${job.stream}`,
    text: `INSERT INTO ingest_state (run_id, ${sealed}, ${writers}, clients) VALUES ($1, $2, $3, $4)
      ON CONFLICT (run_id) DO UPDATE SET ${sealed} = EXCLUDED.${sealed},
        ${writers} = EXCLUDED.${writers}, clients = EXCLUDED.clients`,
    values: [job.runId, job.endRow, JSON.stringify(job.writers), JSON.stringify(job.clients)],
  })
}
