// Questions about the runs of a large project, as the table and the panels ask them: 10,000 runs
// with 500 config and summary keys each. Times are of whole requests over loopback; the ratio is to
// the least the database could do, which is to name the runs of the project in order.
import pg from 'pg'
import { columnId, type ColumnId } from '../lib/runs/columns'
import { parseFilter } from '../lib/filters/language/parse'
import { insertRuns } from '../test/support/seedRuns'
import {
  databaseOf,
  type StandaloneServer,
  startStandaloneServer,
} from '../test/support/standalone'
import { authorization } from '../test/support/wandbClient'
import { wideRuns } from '../test/support/wideRuns'
import { report } from './support/report'

const RUNS = Number(process.argv[2] ?? 10_000)
const KEYS = 500
const TIMES = 9

const BASE = '/api/projects/ada/wide/runs'

async function request(server: StandaloneServer, path: string, body?: object): Promise<string> {
  const response = await fetch(server.url + BASE + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: authorization(server.apiKey), 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`)
  return text
}

/** Milliseconds: of the first time, the median, and the best, which noise of others leaves alone. */
async function timed(work: () => Promise<unknown>) {
  const times: number[] = []
  for (let i = 0; i < TIMES; i++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  const first = times[0]!
  times.sort((a, b) => a - b)
  return { first, median: times[Math.floor(TIMES / 2)]!, best: times[0]! }
}

function filter(text: string) {
  const columns = ['config:lr', 'config:optimizer', 'config:model.depth', 'summary:val/loss']
  const parsed = parseFilter(text, { columns: columns as ColumnId[], now: Date.now() })
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.filter
}

const server = await startStandaloneServer()
const client = new pg.Client(databaseOf(server))
await client.connect()
try {
  const started = performance.now()
  await insertRuns(client, 'wide', wideRuns(RUNS, KEYS))
  await client.query('ANALYZE run')
  const { rows } = await client.query<{ mb: number }>(
    `SELECT (pg_total_relation_size('run') / 1e6)::float8 AS mb`,
  )
  const load = `${RUNS.toLocaleString('en')} runs × ${KEYS} keys`
  report('runs', `${load}, written`, {
    seconds: (performance.now() - started) / 1000,
    'MB on disk': rows[0]!.mb,
  })

  const floor = await timed(() =>
    client.query(`SELECT r.id FROM run r JOIN project p ON p.id = r.project_id
      WHERE p.name = 'wide' AND r.deleted_at IS NULL ORDER BY r.number DESC`),
  )
  const ask = async (what: string, budget: number, work: () => Promise<unknown>) => {
    const { first, median, best } = await timed(work)
    report('runs', what, {
      'first ms': first,
      'median ms': median,
      'best ms': best,
      'of budget': best / budget,
      'to naming ids': best / floor.best,
    })
  }
  const columns = [
    ...['lr', 'optimizer', 'model.depth', 'model.width', 'seed'].map((key) =>
      columnId('config', key),
    ),
    ...Array.from({ length: 10 }, (_, i) => columnId('config', `param_${20 + i}`)),
    ...['train/loss', 'val/loss'].map((key) => columnId('summary', key)),
    ...Array.from({ length: 13 }, (_, i) => columnId('summary', `eval/metric_${20 + i}`)),
  ]
  const sort = [{ column: 'summary:val/loss', descending: false }]
  const typed = filter('lr < 1e-3 and state = finished and tags has "baseline"')
  const window = { columns, limit: 50 }
  const tell = 'of 50 rows × 30 columns'

  await ask(`first window ${tell}`, 150, () => request(server, '/query', window))
  await ask(`window ${tell}, sorted by a summary key`, 300, () =>
    request(server, '/query', { ...window, sort }),
  )
  await ask(`filter of three conditions, sorted by a summary key, ${tell}`, 300, () =>
    request(server, '/query', { ...window, filter: typed, sort }),
  )
  const deep = filter('(optimizer = adam or model.depth > 6) and not val/loss >= 0.5')
  await ask(`filter on config and summary, ${tell}`, 300, () =>
    request(server, '/query', { ...window, filter: deep, sort }),
  )
  await ask('filter by an expression on a config key', 300, () =>
    request(server, '/query', { ...window, filter: filter('optimizer matches /^adam/') }),
  )
  await ask('search by a word', 300, () => request(server, '/query', { ...window, search: '123' }))
  await ask('ids of a filter', 300, () => request(server, '/ids', { filter: typed, sort }))
  await ask('every column that runs have', 100, () => request(server, '/columns'))
  await ask('two columns of all runs', 300, () =>
    request(server, '/values', { columns: ['config:lr', 'summary:val/loss'] }),
  )
  await ask('groups by a config key, two means', 300, () =>
    request(server, '/groups', {
      groupBy: ['config:optimizer'],
      columns: ['summary:val/loss', 'summary:train/loss'],
    }),
  )
  await ask('values that complete a key', 300, () =>
    request(server, '/complete?column=config:optimizer&prefix=a'),
  )
} finally {
  await client.end()
  await server.close()
}
