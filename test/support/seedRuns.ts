// Many runs at once, written straight into the database of a running server: what ten thousand
// processes would leave behind, in seconds.
import pg from 'pg'
import { toStorable } from '@/lib/json/storable'
import type { TestServer } from './server'

export interface SeededRun {
  name?: string
  displayName?: string
  state?: string
  tags?: string[]
  notes?: string
  group?: string | null
  jobType?: string | null
  /** Plain values, NaN and infinities among them. */
  config?: Record<string, unknown>
  summary?: Record<string, unknown>
  createdAt?: Date
  finishedAt?: Date | null
}

const BATCH = 500

/** Makes the runs in a project of the server's first person; resolves with their numeric ids. */
export async function seedRuns(
  server: Pick<TestServer, 'databaseUrl'>,
  project: string,
  runs: readonly SeededRun[],
  entity = 'ada',
): Promise<number[]> {
  const client = new pg.Client({ connectionString: server.databaseUrl })
  await client.connect()
  try {
    return await insertRuns(client, project, runs, entity)
  } finally {
    await client.end()
  }
}

/** The runs are asked for one batch after the other: ten thousand wide ones do not fit in memory. */
export async function insertRuns(
  client: pg.Client,
  project: string,
  runs: Iterable<SeededRun>,
  entity = 'ada',
): Promise<number[]> {
  const projectId = await projectOf(client, entity, project)
  const ids: number[] = []
  let batch: SeededRun[] = []
  for (const run of runs) {
    if (batch.push(run) < BATCH) continue
    ids.push(...(await insert(client, projectId, batch, entity)))
    batch = []
  }
  if (batch.length > 0) ids.push(...(await insert(client, projectId, batch, entity)))
  return ids
}

async function projectOf(client: pg.Client, entity: string, project: string): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO project (entity_id, name) SELECT id, $2 FROM entity WHERE name = $1
     ON CONFLICT (entity_id, name) DO UPDATE SET name = excluded.name RETURNING id`,
    [entity, project],
  )
  return rows[0]!.id
}

async function insert(
  client: pg.Client,
  projectId: number,
  runs: readonly SeededRun[],
  entity: string,
) {
  const counted = await client.query<{ first: number }>(
    `UPDATE project SET run_counter = run_counter + $2 WHERE id = $1
     RETURNING run_counter - $2 + 1 AS first`,
    [projectId, runs.length],
  )
  const { first } = counted.rows[0]!
  const rows = runs.map((run, i) => {
    const number = first + i
    const createdAt = run.createdAt ?? new Date(Date.UTC(2026, 0, 1) + number * 60_000)
    return {
      name: run.name ?? `run-${number}`,
      number,
      display_name: run.displayName ?? `seeded run ${number}`,
      state: run.state ?? 'finished',
      tags: run.tags ?? [],
      notes: run.notes ?? '',
      group: run.group ?? null,
      job_type: run.jobType ?? null,
      config: Object.fromEntries(
        Object.entries(run.config ?? {}).map(([key, value]) => [key, { value: toStorable(value) }]),
      ),
      summary: toStorable(run.summary ?? {}),
      created_at: createdAt,
      finished_at:
        run.finishedAt === undefined ? new Date(createdAt.getTime() + 90_000) : run.finishedAt,
    }
  })
  const { rows: made } = await client.query<{ id: number }>(
    `INSERT INTO run (project_id, name, number, display_name, state, tags, notes, "group",
        job_type, config, summary, created_at, heartbeat_at, finished_at, user_id)
     SELECT $1, n.name, n.number, n.display_name, n.state::run_state,
        ARRAY(SELECT jsonb_array_elements_text(n.tags)), n.notes, n."group", n.job_type,
        n.config, n.summary, n.created_at, n.created_at, n.finished_at,
        (SELECT id FROM "user" WHERE username = $3)
     FROM jsonb_to_recordset($2::jsonb) AS n(name text, number int, display_name text, state text,
        tags jsonb, notes text, "group" text, job_type text, config jsonb, summary jsonb,
        created_at timestamptz, finished_at timestamptz)
     ORDER BY n.number RETURNING id`,
    [projectId, JSON.stringify(rows), entity],
  )
  return made.map(({ id }) => id)
}
