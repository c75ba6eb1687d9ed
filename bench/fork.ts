// Forks of a long run: beginning one must cost no more than making a run, and its chart no more
// than its parent's.
import { decodeSeries } from '../lib/metrics/seriesWire'
import { authorization, WandbRun } from '../test/support/wandbClient'
import { type StandaloneServer, startStandaloneServer } from '../test/support/standalone'
import { report } from './support/report'

const ROWS = 1_000_000
const ROWS_PER_POST = 5_000
const KEYS = 20
const TIMES = 9

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, result: T]> {
  const started = performance.now()
  const result = await work()
  return [performance.now() - started, result]
}

/** Median over new runs, each made by `start`. */
async function starts(start: (i: number) => Promise<WandbRun>): Promise<[number, WandbRun]> {
  const times: number[] = []
  let last: WandbRun | undefined
  for (let i = 0; i < TIMES; i++) {
    const [ms, run] = await timed(() => start(i))
    times.push(ms)
    last = run
  }
  return [median(times), last!]
}

async function fill(run: WandbRun): Promise<void> {
  for (let at = 0; at < ROWS; at += ROWS_PER_POST) {
    const lines = Array.from({ length: ROWS_PER_POST }, (_, i) => {
      const values = Array.from({ length: KEYS }, (_, k) => `"k${k}":${Math.sin(at + i + k)}`)
      return `{"_step":${at + i},${values.join(',')}}`
    })
    const { status } = await run.log(lines)
    if (status === 503) at -= ROWS_PER_POST
    else if (status !== 200) throw new Error(`status ${status}`)
  }
}

async function chartMs(server: StandaloneServer, name: string): Promise<number> {
  const headers = {
    authorization: authorization(server.apiKey),
    'content-type': 'application/json',
  }
  const found = await fetch(`${server.url}/api/projects/ada/bench/runs/${name}`, { headers })
  const { run } = (await found.json()) as { run: { id: number } }
  const times: number[] = []
  for (let i = 0; i < TIMES; i++) {
    const [ms] = await timed(async () => {
      const body = JSON.stringify({ runs: [run.id], keys: ['k3'], x: '_step', buckets: 1000 })
      const answer = await fetch(`${server.url}/api/series`, { method: 'POST', headers, body })
      decodeSeries(await answer.arrayBuffer(), ['k3'])
    })
    times.push(ms)
  }
  return median(times)
}

const server = await startStandaloneServer()
try {
  const parent = await WandbRun.start(server, { project: 'bench', name: 'parent' })
  await fill(parent)
  const [plain] = await starts((i) =>
    WandbRun.start(server, { project: 'bench', name: `plain-${i}` }),
  )
  const [first] = await timed(() => parent.fork(900_000, { name: 'first' }))
  const [fork, child] = await starts((i) => parent.fork(900_000 - i, { name: `fork-${i}` }))
  await child.log([{ _step: 900_001, k3: 1 }])
  const [again, grandchild] = await starts((i) => child.fork(800_000 - i, { name: `again-${i}` }))
  report('fork', `${ROWS.toLocaleString('en')} rows × ${KEYS} keys`, {
    'first ms': first,
    'fork ms': fork,
    'fork of a fork ms': again,
    'plain run ms': plain,
    'fork : plain': fork / plain,
  })
  const [parentMs, forkMs] = [
    await chartMs(server, 'parent'),
    await chartMs(server, grandchild.name),
  ]
  report('fork', 'its chart', {
    'parent ms': parentMs,
    'fork of a fork ms': forkMs,
    ratio: forkMs / parentMs,
  })
} finally {
  await server.close()
}
