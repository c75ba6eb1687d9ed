// Statistics of a group of many runs, beside reading every row of them:
//   npm run bench groups
import pg from 'pg'
import { decodeGroups } from '@/lib/metrics/groupWire'
import { authorization, WandbRun } from '../test/support/wandbClient'
import {
  databaseOf,
  type StandaloneServer,
  startStandaloneServer,
} from '../test/support/standalone'
import { report } from './support/report'

const RUNS = 1000
const STEPS = 10_000
const RUNS_AT_ONCE = 16

function lines(seed: number): string[] {
  return Array.from({ length: STEPS }, (_, step) => {
    const loss = Math.fround(Math.exp(-step / 4000) + 0.05 * Math.sin(step * 0.7 + seed))
    return `{"loss":${loss},"_runtime":${(step * 0.31).toFixed(3)},"_step":${step}}`
  })
}

async function fill(server: StandaloneServer): Promise<number[]> {
  const ids: number[] = []
  for (let at = 0; at < RUNS; at += RUNS_AT_ONCE) {
    const names = Array.from({ length: Math.min(RUNS_AT_ONCE, RUNS - at) }, (_, i) => at + i)
    await Promise.all(
      names.map(async (seed) => {
        const run = await WandbRun.start(server, { project: 'groups', name: `r-${seed}` })
        for (;;) {
          const { status, retryAfter } = await run.log(lines(seed))
          if (status === 200) break
          if (status !== 503) throw new Error(`status ${status}`)
          await new Promise((resolve) => setTimeout(resolve, Number(retryAfter ?? 1) * 1000))
        }
        await run.finish()
      }),
    )
  }
  const answer = await fetch(`${server.url}/api/projects/ada/groups/runs`, {
    headers: { authorization: authorization(server.apiKey) },
  })
  const list = (await answer.json()) as { runs: { id: number }[] }
  for (const { id } of list.runs) ids.push(id)
  return ids
}

interface Timed {
  query: number
  rights: number
  total: number
  kilobytes: number
  entries: number
}

async function ask(server: StandaloneServer, body: object): Promise<Timed> {
  const started = performance.now()
  const response = await fetch(`${server.url}/api/series/groups`, {
    method: 'POST',
    headers: { authorization: authorization(server.apiKey), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const bytes = await response.arrayBuffer()
  if (!response.ok) throw new Error(`status ${response.status}`)
  const total = performance.now() - started
  const timing = response.headers.get('server-timing') ?? ''
  const part = (name: string) => Number(new RegExp(`${name};dur=([\\d.]+)`).exec(timing)?.[1])
  const entries = decodeGroups(bytes)[0]!.stats.length
  return {
    query: part('query'),
    rights: part('rights'),
    total,
    kilobytes: bytes.byteLength / 1000,
    entries,
  }
}

/** Milliseconds the server takes to read every row of the runs, as series of raw rows. */
async function readRaw(server: StandaloneServer, ids: readonly number[]): Promise<number> {
  let sum = 0
  for (let at = 0; at < ids.length; at += 100) {
    const response = await fetch(`${server.url}/api/series`, {
      method: 'POST',
      headers: { authorization: authorization(server.apiKey), 'content-type': 'application/json' },
      body: JSON.stringify({ runs: ids.slice(at, at + 100), keys: ['loss'], buckets: STEPS }),
    })
    await response.arrayBuffer()
    const timing = response.headers.get('server-timing') ?? ''
    sum += Number(/query;dur=([\d.]+)/.exec(timing)?.[1])
  }
  return sum
}

const fastest = async (times: number, measure: () => Promise<Timed>): Promise<Timed> => {
  const results: Timed[] = []
  for (let i = 0; i < times; i++) results.push(await measure())
  return results.sort((a, b) => a.query - b.query)[0]!
}

const server = await startStandaloneServer()
const client = new pg.Client(databaseOf(server))
await client.connect()
try {
  const ids = await fill(server)
  for (;;) {
    const { rows } = await client.query(
      'SELECT count(*)::int AS n FROM ingest_state WHERE history_sealed >= $1',
      [STEPS],
    )
    if (rows[0].n >= RUNS) break
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  const whole = { groups: [ids], key: 'loss' }
  const first = await ask(server, whole)
  const again = await fastest(7, () => ask(server, whole))
  const ten = Array.from({ length: 10 }, (_, g) => ids.filter((_id, i) => i % 10 === g))
  const groups = await fastest(7, () => ask(server, { groups: ten, key: 'loss' }))
  const raw = await readRaw(server, ids)
  report('groups', `1 of ${RUNS} × ${STEPS.toLocaleString('en')} rows`, {
    'first ms': first.query,
    'server ms': again.query,
    'rights ms': again.rights,
    entries: again.entries,
    'kB sent': again.kilobytes,
  })
  report('groups', `10 of ${RUNS / 10} × ${STEPS.toLocaleString('en')} rows`, {
    'server ms': groups.query,
    'kB sent': groups.kilobytes,
  })
  report('groups', 'beside reading every row', {
    'raw ms': raw,
    'raw : first': raw / first.query,
    'raw : again': raw / again.query,
    'server RSS MB': (await server.rss()) / 1e6,
  })
} finally {
  await client.end()
  await server.close()
}
