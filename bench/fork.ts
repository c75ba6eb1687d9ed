// Forks of a long run: beginning one must cost no more than making a run, and its chart no more
// than its parent's and show exactly its rows, with the runs it was forked from and without them.
import type { Buckets } from '../lib/metrics/buckets'
import { Api } from '../test/support/api'
import { type StandaloneServer, startStandaloneServer } from '../test/support/standalone'
import { WandbRun } from '../test/support/wandbClient'
import { report } from './support/report'

const ROWS = 1_000_000
const CHILD_ROWS = 50_000
const ROWS_PER_POST = 5_000
const KEYS = 20
const KEY = 3
const TIMES = 9
const CHILD_STEP = 900_000
const GRANDCHILD_STEP = 920_000

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

const parentValue = (step: number, key: number) => Math.sin(step + key)
const childValue = (step: number, key: number) => 2 * Math.cos(step + key)

async function fill(
  run: WandbRun,
  steps: { from: number; to: number },
  value: (step: number, key: number) => number,
): Promise<void> {
  for (let at = steps.from; at < steps.to; at += ROWS_PER_POST) {
    const lines = Array.from({ length: Math.min(ROWS_PER_POST, steps.to - at) }, (_, i) => {
      const values = Array.from({ length: KEYS }, (_, k) => `"k${k}":${value(at + i, k)}`)
      return `{"_step":${at + i},${values.join(',')}}`
    })
    const { status } = await run.log(lines)
    if (status === 503) at -= ROWS_PER_POST
    else if (status !== 200) throw new Error(`status ${status}`)
  }
}

/** The chart of one key as often as is timed, and what it shows. */
async function chart(server: StandaloneServer, name: string): Promise<[number, Buckets]> {
  const api = new Api(server)
  const { run } = await api.run('bench', name)
  const times: number[] = []
  let shown: Buckets | undefined
  for (let i = 0; i < TIMES; i++) {
    const query = { runs: [run.id], keys: [`k${KEY}`], x: '_step', buckets: 1000 }
    const [ms, [series]] = await timed(() => api.series(query))
    times.push(ms)
    shown = series!.buckets
  }
  return [median(times), shown!]
}

/** Throws unless every bucket says of its rows what they are. */
function check({ length, bucketRows, ...b }: Buckets, rows: number): void {
  let seen = 0
  for (let i = 0; i < length; i++) {
    const from = b.index[i]! * bucketRows
    const to = Math.min(from + bucketRows, rows)
    const values = Array.from({ length: to - from }, (_, j) =>
      (from + j <= CHILD_STEP ? parentValue : childValue)(from + j, KEY),
    )
    const wanted = [
      to - from,
      from,
      to - 1,
      Math.min(...values),
      Math.max(...values),
      values.at(-1),
    ]
    const shown = [b.count[i], b.xMin[i], b.xMax[i], b.min[i], b.max[i], b.last[i]]
    if (shown.some((value, j) => value !== wanted[j])) {
      throw new Error(`rows ${from} to ${to}: ${shown.join(' ')} instead of ${wanted.join(' ')}`)
    }
    seen += to - from
  }
  if (seen !== rows) throw new Error(`${seen} rows instead of ${rows}`)
}

async function deleteForEver(server: StandaloneServer, runs: WandbRun[]): Promise<void> {
  const api = new Api(server)
  const runIds = await Promise.all(
    runs.map(async ({ name }) => (await api.run('bench', name)).run.id),
  )
  for (const step of ['bin', 'purge']) {
    const { status } = await api.send('POST', `/api/runs/${step}`, { runIds })
    if (status !== 200) throw new Error(`${step}: ${status}`)
  }
}

const server = await startStandaloneServer()
try {
  const start = (name: string) => WandbRun.start(server, { project: 'bench', name })
  const parent = await start('parent')
  await fill(parent, { from: 0, to: ROWS }, parentValue)
  const [plain] = await starts((i) => start(`plain-${i}`))
  const [first] = await timed(() => parent.fork(CHILD_STEP, { name: 'first' }))
  const [fork, child] = await starts((i) => parent.fork(CHILD_STEP, { name: `fork-${i}` }))
  const own = { from: CHILD_STEP + 1, to: CHILD_STEP + 1 + CHILD_ROWS }
  await fill(child, own, childValue)
  // What the child still has in its log is moved to the tables once, by its first fork.
  const [firstAgain] = await timed(() => child.fork(GRANDCHILD_STEP, { name: 'first-again' }))
  const [again, grandchild] = await starts((i) =>
    child.fork(GRANDCHILD_STEP, { name: `again-${i}` }),
  )
  report('fork', `${ROWS.toLocaleString('en')} rows × ${KEYS} keys`, {
    'plain run ms': plain,
    'first ms': first,
    'fork ms': fork,
    'first of a fork ms': firstAgain,
    'fork of a fork ms': again,
    'fork of a fork : plain': again / plain,
  })
  const [parentMs] = await chart(server, 'parent')
  const [forkMs, shown] = await chart(server, grandchild.name)
  check(shown, GRANDCHILD_STEP + 1)
  await deleteForEver(server, [parent, child])
  const [orphanMs, kept] = await chart(server, grandchild.name)
  check(kept, GRANDCHILD_STEP + 1)
  report('fork', 'its chart, exact', {
    'parent ms': parentMs,
    'fork of a fork ms': forkMs,
    'without parents ms': orphanMs,
    ratio: forkMs / parentMs,
  })
} finally {
  await server.close()
}
