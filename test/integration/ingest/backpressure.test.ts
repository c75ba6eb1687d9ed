// More rows than memory may hold: posts are put off, none is lost.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { WandbRun } from '../../support/wandbClient'

const WRITERS = 8
const POSTS = 25
const ROWS = 400

let server: TestServer

beforeAll(async () => {
  server = await startServer({ env: { RUNROOM_TAIL_MB: '0.5' } })
})
afterAll(() => server?.close())

it('puts off what does not fit, and has every row in the end', async () => {
  const api = new Api(server)
  let putOff = 0
  const write = async (index: number) => {
    const run = await WandbRun.start(server, { project: 'flood', name: `writer-${index}` })
    for (let post = 0; post < POSTS; post++) {
      const rows = Array.from({ length: ROWS }, (_, i) => {
        const step = post * ROWS + i
        return { _step: step, a: step + 0.1, b: step / 3, c: Math.sin(step), d: index }
      })
      for (;;) {
        const answer = await run.log(rows)
        if (answer.status === 200) break
        expect(answer.status).toBe(503)
        expect(Number(answer.retryAfter)).toBeGreaterThan(0)
        expect(answer.body).toMatchObject({ error: { code: 'unavailable' } })
        putOff++
        const said = await run.tellSummary({ best: post })
        if (said.status !== 503) expect(said).not.toHaveProperty('errors')
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    return run
  }
  const runs = await Promise.all(Array.from({ length: WRITERS }, (_, i) => write(i)))
  expect(putOff).toBeGreaterThan(0)
  for (const [index, run] of runs.entries()) {
    const { run: found } = await api.run('flood', run.name)
    const rows = await api.rows(found.id, 'history', ['_step', 'b', 'd'])
    expect(rows).toEqual(
      Array.from({ length: POSTS * ROWS }, (_, step) => ({ _step: step, b: step / 3, d: index })),
    )
  }
  expect(server.output()).not.toMatch(/ error /)
})
