// What was acknowledged is there, however the server ends.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { until } from '../../support/until'
import { WandbRun } from '../../support/wandbClient'

const KILLS = 5
const WRITERS = 4
const POST_ROWS = 7

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.close())

/** Posts rows one after the other until the server is gone. `historyLine` counts what it acked. */
async function postUntilGone(run: WandbRun): Promise<void> {
  try {
    for (;;) {
      const first = run.historyLine
      const rows = Array.from({ length: POST_ROWS }, (_, i) => rowAt(first + i))
      const answer = await run.log(rows)
      expect(answer.status).toBe(200)
      await run.print([`line ${run.consoleLine}`])
      await run.summary({ acked: first })
    }
  } catch (error) {
    // Any failed assertion is a real problem; a lost connection is what was waited for.
    if (!(error instanceof TypeError)) throw error
  }
}

const rowAt = (line: number) => ({ _step: line, square: line * line, text: `row ${line}` })

it('has every acknowledged row, console line and summary after a kill', async () => {
  const runs = await Promise.all(
    Array.from({ length: WRITERS }, (_, i) => WandbRun.start(server, { name: `writer-${i}` })),
  )
  for (let kill = 0; kill < KILLS; kill++) {
    const goal = runs[0]!.historyLine + POST_ROWS * (5 + 10 * kill)
    const writing = runs.map(postUntilGone)
    await until('some posts', () => runs[0]!.historyLine >= goal)
    await server.kill()
    await Promise.all(writing)
    server = await server.restart()
    const api = new Api(server)
    for (const run of runs) {
      const { run: found, summary } = await api.run('test', run.name)
      const rows = await api.rows(found.id)
      expect(rows.length).toBeGreaterThanOrEqual(run.historyLine)
      expect(rows).toEqual(rows.map((_, line) => rowAt(line)))
      const console = await api.console(found.id)
      expect(console.length).toBeGreaterThanOrEqual(run.consoleLine)
      console.forEach((line, i) => expect(line).toContain(`line ${i}`))
      if (run.historyLine > POST_ROWS) {
        expect(summary.acked).toBeGreaterThanOrEqual(run.historyLine - 2 * POST_ROWS)
      }
      expect(found.state).toBe('running')
    }
  }
  for (const run of runs) expect((await run.finish()).status).toBe(200)
  const { runs: ended } = await new Api(server).runs('test')
  expect(ended.map((run) => run.state)).toEqual(runs.map(() => 'finished'))
})
