// Chart queries at growing lengths: server time must follow the picture, not the run. Also what the
// rows cost on disk and in memory.
import pg from 'pg'
import { decodeSeries } from '../lib/metrics/seriesWire'
import { authorization, WandbRun } from '../test/support/wandbClient'
import { report } from './support/report'
import {
  type StandaloneServer,
  databaseOf,
  startStandaloneServer,
} from '../test/support/standalone'

const ROWS_PER_POST = 2000
const PARALLEL_POSTS = 8

/** A loss as a training loop would log it: a float32, noisy, falling. */
function loss(run: number, step: number): number {
  const noise = Math.sin(step * 12.9898 + run * 78.233) * 43758.5453
  return Math.fround(2 * Math.exp(-step / 2e6) + 0.3 + (noise - Math.floor(noise)) * 0.05)
}

async function fill(run: WandbRun, index: number, rows: number): Promise<void> {
  for (let at = 0; at < rows; at += ROWS_PER_POST) {
    const lines = Array.from({ length: Math.min(ROWS_PER_POST, rows - at) }, (_, i) => {
      const step = at + i
      return `{"loss":${loss(index, step)},"_runtime":${(step * 0.31).toFixed(6)},"_timestamp":${(1.7e9 + step * 0.31).toFixed(6)},"_step":${step}}`
    })
    for (;;) {
      const { status, retryAfter } = await run.log(lines)
      if (status === 200) break
      if (status !== 503) throw new Error(`status ${status}`)
      await new Promise((resolve) => setTimeout(resolve, Number(retryAfter ?? 1) * 1000))
    }
  }
}

interface Timed {
  /** As the server measured itself, in ms. */
  query: number
  encode: number
  total: number
  bytes: number
  buckets: number
}

async function query(server: StandaloneServer, body: object, keys: string[]): Promise<Timed> {
  const started = performance.now()
  const response = await fetch(`${server.url}/api/series`, {
    method: 'POST',
    headers: { authorization: authorization(server.apiKey), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const bytes = await response.arrayBuffer()
  const total = performance.now() - started
  if (!response.ok) throw new Error(`status ${response.status}`)
  const timing = response.headers.get('server-timing') ?? ''
  const duration = (name: string) => Number(new RegExp(`${name};dur=([\\d.]+)`).exec(timing)?.[1])
  const buckets = decodeSeries(bytes, keys)[0]!.buckets.length
  return {
    query: duration('query'),
    encode: duration('encode'),
    total,
    bytes: bytes.byteLength,
    buckets,
  }
}

async function median(times: number, measure: () => Promise<Timed>): Promise<Timed> {
  const results: Timed[] = []
  for (let i = 0; i < times; i++) results.push(await measure())
  results.sort((a, b) => a.query - b.query)
  return results[Math.floor(times / 2)]!
}

async function numericId(server: StandaloneServer, name: string): Promise<number> {
  const response = await fetch(`${server.url}/api/projects/ada/bench/runs/${name}`, {
    headers: { authorization: authorization(server.apiKey) },
  })
  return ((await response.json()) as { run: { id: number } }).run.id
}

/** Resolves when every row is sealed. */
async function sealed(client: pg.Client, id: number, rows: number): Promise<void> {
  for (;;) {
    const found = await client.query('SELECT history_sealed FROM ingest_state WHERE run_id = $1', [
      id,
    ])
    if (Number(found.rows[0]?.history_sealed ?? 0) >= Math.floor(rows / 4096) * 4096) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const server = await startStandaloneServer()
const client = new pg.Client(databaseOf(server))
await client.connect()
try {
  const measured: Record<number, number> = {}
  for (const rows of [10_000, 1_000_000, 10_000_000]) {
    const name = `rows-${rows}`
    const run = await WandbRun.start(server, { project: 'bench', name })
    const started = performance.now()
    await fill(run, 1, rows)
    const seconds = (performance.now() - started) / 1000
    const id = await numericId(server, name)
    await sealed(client, id, rows)
    const ask = (range?: [number, number]) =>
      query(server, { runs: [id], keys: ['loss'], buckets: 1000, range }, ['loss'])
    const cold = await ask()
    const warm = await median(15, () => ask())
    const zoomed = await median(15, () => {
      const from = Math.floor(Math.random() * rows * 0.9)
      return ask([from, Math.floor(from + rows * 0.01)])
    })
    measured[rows] = warm.query
    report('series', `1 × ${rows.toLocaleString('en')} rows`, {
      'first ms': cold.query,
      'server ms': warm.query,
      'zoom 1% ms': zoomed.query,
      buckets: warm.buckets,
      'kB sent': warm.bytes / 1000,
      'logged rows/s (one client)': Math.round(rows / seconds),
    })
  }
  report('series', 'length', {
    'time at 10 M : at 10 k': measured[10_000_000]! / measured[10_000]!,
    'server RSS MB': (await server.rss()) / 1e6,
  })

  await client.query('CHECKPOINT')
  const disk = await client.query(`
    SELECT pg_total_relation_size('metric_block') AS bytes,
      (SELECT sum(points) FROM metric_key) AS points,
      (SELECT sum(length(blob)) FROM metric_block b JOIN metric_key k
        ON k.run_id = b.run_id AND k.stream = b.stream AND k.col = b.part WHERE k.name = 'loss') AS loss_bytes,
      (SELECT sum(points) FROM metric_key WHERE name = 'loss') AS loss_points`)
  const { bytes, points, loss_bytes, loss_points } = disk.rows[0]
  report('disk', 'float32-born losses with steps and clocks', {
    'bytes a point': Number(bytes) / Number(points),
    'bytes a loss': Number(loss_bytes) / Number(loss_points),
  })

  const names = Array.from({ length: 100 }, (_, i) => `many-${i}`)
  const ids: number[] = []
  for (let at = 0; at < names.length; at += PARALLEL_POSTS) {
    const batch = names.slice(at, at + PARALLEL_POSTS)
    await Promise.all(
      batch.map(async (name, i) => {
        await fill(await WandbRun.start(server, { project: 'bench', name }), at + i, 100_000)
      }),
    )
  }
  for (const name of names) ids.push(await numericId(server, name))
  for (const id of ids) await sealed(client, id, 100_000)
  const body = { runs: ids, keys: ['loss'], buckets: 1000 }
  const first = await query(server, body, ['loss'])
  const again = await median(9, () => query(server, body, ['loss']))
  report('series', '100 × 100,000 rows', {
    'first ms': first.query,
    'server ms': again.query,
    'encode ms': again.encode,
    'MB sent': again.bytes / 1e6,
    'server RSS MB': (await server.rss()) / 1e6,
  })
} finally {
  await client.end()
  await server.close()
}
