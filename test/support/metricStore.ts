// Ingest and the metric store on a database, without HTTP in front of them.
import { pathToFileURL } from 'node:url'
import path from 'node:path'
import type pg from 'pg'
import { Ingest, type IngestListener } from '@/server/ingest'
import { createLog } from '@/server/log'
import { MetricStore, Sealer } from '@/server/metrics'
import { root } from './freshDatabase'

export interface StoreUnderTest {
  ingest: Ingest
  store: MetricStore
  close(): Promise<void>
}

export const workerFile = pathToFileURL(path.join(root, 'dist/server/sealWorker.js'))

export async function openStore(
  pool: pg.Pool,
  url: string,
  options: { tailBytes?: number; idleSealMs?: number; listener?: Partial<IngestListener> } = {},
): Promise<StoreUnderTest> {
  const sealer = new Sealer(workerFile, { connectionString: url })
  const listener: IngestListener = {
    saveHeads: () => Promise.resolve(),
    headsSaved: () => {},
    absorbed: () => {},
    ...options.listener,
  }
  const { tailBytes = 512 * 1024 * 1024, idleSealMs = 300_000 } = options
  const log = createLog('error')
  const ingest = new Ingest(pool, sealer, listener, { tailBytes, idleSealMs }, () => true, log)
  const store = new MetricStore(pool, ingest, 16 * 1024 * 1024)
  ingest.setStoredFacts({
    async readRows(snapshot, span, names) {
      const rows = []
      for await (const batch of store.rows(snapshot, span, names)) rows.push(...batch)
      return rows
    },
    findRow: (snapshot, name, value) => store.findRow(snapshot, name, value),
    readSummary: () => Promise.resolve('{}'),
  })
  await ingest.start()
  return {
    ingest,
    store,
    async close() {
      await ingest.close()
      await sealer.close()
    },
  }
}

/** A run row to log into; returns its id. */
export async function insertRun(pool: pg.Pool): Promise<number> {
  const entity = await pool.query<{ id: number }>(
    `INSERT INTO entity (name, kind) VALUES ('e' || random(), 'USER') RETURNING id`,
  )
  const project = await pool.query<{ id: number }>(
    `INSERT INTO project (entity_id, name) VALUES ($1, 'p') RETURNING id`,
    [entity.rows[0]!.id],
  )
  const run = await pool.query<{ id: number }>(
    `INSERT INTO run (project_id, name, number, display_name) VALUES ($1, 'r', 1, 'r') RETURNING id`,
    [project.rows[0]!.id],
  )
  return run.rows[0]!.id
}
