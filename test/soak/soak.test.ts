// A long mixed life in short: many runs that log, resend, clash, stop and come back, while the server
// is killed again and again. RUNROOM_SOAK_MINUTES says how long (3 by default).
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { Api, type Row } from '../support/api'
import { startScript } from '../support/python'
import { startServer, type TestServer } from '../support/server'
import { until } from '../support/until'
import { WandbRun } from '../support/wandbClient'

const MINUTES = Number(process.env.RUNROOM_SOAK_MINUTES ?? 3)
const WRITERS = 12
const KILL_EVERY_MS = 8_000
const LIMIT_MB = 700

/** The server under test, which is another process after each kill. */
class Harness {
  kills = 0
  private constructor(private current: TestServer) {}

  static async start(): Promise<Harness> {
    const env = {
      RUNROOM_IDLE_SEAL_S: '2',
      RUNROOM_TAIL_MB: '16',
      RUNROOM_HEARTBEAT_TIMEOUT_S: '600',
    }
    return new Harness(await startServer({ embedded: true, env }))
  }

  get server(): TestServer {
    return this.current
  }

  async killAndRestart(): Promise<void> {
    await this.current.kill()
    this.kills++
    this.current = await this.current.restart()
  }
}

function random(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}

const rowAt = (writer: number, line: number): Row => ({
  _step: line,
  value: writer + line / 7,
  ...(line % 11 === 0 ? { sparse: line } : {}),
  ...(line % 50 === 3 ? { text: `writer ${writer} line ${line}` } : {}),
})

/** Logs until `done`: small and large posts, one in five sent again, some overlapping the last. */
async function write(run: WandbRun, writer: number, done: () => boolean): Promise<void> {
  const draw = random(writer + 1)
  while (!done()) {
    const back = draw() < 0.2 ? Math.floor(draw() * 20) : 0
    const offset = Math.max(0, run.historyLine - back)
    const count = 1 + Math.floor(draw() * (draw() < 0.1 ? 2000 : 30))
    const content = Array.from({ length: count }, (_, i) =>
      JSON.stringify(rowAt(writer, offset + i)),
    )
    const post = { files: { 'wandb-history.jsonl': { offset, content } } }
    // A dead server answers nothing: as the SDK does, the same is sent again until it is taken.
    await until(
      'an acknowledgement',
      async () => {
        const { status } = await run.post(post)
        expect([200, 503]).toContain(status)
        return status === 200
      },
      120,
    )
    run.historyLine = Math.max(run.historyLine, offset + count)
  }
}

it('keeps everything it ever acknowledged', async () => {
  const harness = await Harness.start()
  const end = Date.now() + MINUTES * 60_000
  const done = () => Date.now() > end

  const runs = await Promise.all(
    Array.from({ length: WRITERS }, (_, i) => WandbRun.start(harness.server, { name: `w${i}` })),
  )
  const writing = Promise.all(runs.map((run, i) => write(run, i, done)))
  const sdk = await startScript(harness.server, 'history.py', { args: ['soak', 30 * MINUTES, 0.5] })

  const killing = (async () => {
    for (let next = Date.now() + KILL_EVERY_MS; !done(); next = Date.now() + KILL_EVERY_MS) {
      await until('the next kill', () => done() || Date.now() > next, KILL_EVERY_MS / 500)
      if (!done()) await harness.killAndRestart()
    }
  })()
  await Promise.all([writing, killing])

  const api = new Api(harness.server)
  let total = 0
  for (const [writer, run] of runs.entries()) {
    const { run: found, steps } = await api.run('test', run.name)
    expect(steps).toBe(run.historyLine)
    const rows = await api.rows(found.id)
    const wrong = rows.findIndex(
      (row, line) => JSON.stringify(sorted(row)) !== JSON.stringify(sorted(rowAt(writer, line))),
    )
    expect(wrong, `${run.name}: ${JSON.stringify(rows[wrong])}`).toBe(-1)
    total += rows.length
  }
  const ended = await sdk.ended
  expect(ended.code, ended.output).toBe(0)
  const { run: real } = await api.inState('history', 'soak', ['finished'])
  expect((await api.rows(real.id)).map((row) => row._step)).toEqual(
    Array.from({ length: 30 * MINUTES }, (_, i) => i),
  )
  const megabytes = await residentMegabytes(harness.server)
  console.log(`${total} rows, ${harness.kills} kills, ${megabytes.toFixed(0)} MB resident`)
  expect(megabytes).toBeLessThan(LIMIT_MB)
  await harness.server.close()
})

const sorted = (row: Row) => Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))

async function residentMegabytes(server: TestServer): Promise<number> {
  if (process.platform !== 'linux') return 0
  const status = await readFile(`/proc/${server.process.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024
}
