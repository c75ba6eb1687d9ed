// The server is killed while real runs log to it.
import { expect, it } from 'vitest'
import { Api } from '../support/api'
import { startScript } from '../support/python'
import { killDatabase } from '../support/postmaster'
import { startServer, type TestServer } from '../support/server'
import { until } from '../support/until'

const STEPS = 200
const PER_SECOND = 40
const KILLS = 10

/** Logs a run, kills the server when some of it has arrived, starts it again; the run goes on. */
async function surviveKill(server: TestServer, name: string): Promise<TestServer> {
  const script = await startScript(server, 'history.py', { args: [name, STEPS, PER_SECOND] })
  const before = new Api(server)
  const { run, steps: arrived } = await until(`rows of ${name}`, async () => {
    const found = await before.run('history', name)
    return found.steps >= 20 && found
  })
  await server.kill()
  const again = await server.restart()
  const after = new Api(again)
  expect((await after.rows(run.id)).length).toBeGreaterThanOrEqual(arrived)
  const ended = await script.ended
  expect(ended.code, ended.output).toBe(0)
  const { run: finished } = await after.inState('history', name, ['finished'])
  const rows = await after.rows(finished.id)
  expect(rows.map((row) => row._step)).toEqual(Array.from({ length: STEPS }, (_, i) => i))
  expect(rows.map((row) => row.square)).toEqual(rows.map((_, i) => i * i))
  return again
}

it(`loses no row when the server is killed in the middle of a run, ${KILLS} times`, async () => {
  const lane = async (lane: string, kills: number) => {
    let server = await startServer({ embedded: true })
    for (let i = 0; i < kills; i++) server = await surviveKill(server, `${lane}-${i}`)
    const { runs } = await new Api(server).runs('history')
    expect(runs.map((run) => run.state)).toEqual(runs.map(() => 'finished'))
    await server.close()
  }
  await Promise.all([lane('a', KILLS / 2), lane('b', KILLS / 2)])
}, 600_000)

it('loses no row when the database dies in the middle of a run', async () => {
  const server = await startServer({ embedded: true, env: { RUNROOM_LOG: 'info' } })
  const api = new Api(server)
  const args = ['outage', STEPS, PER_SECOND]
  const script = await startScript(server, 'history.py', { args })
  await until('rows', async () => (await api.run('history', 'outage')).steps >= 20)
  await killDatabase(server)
  const ended = await script.ended
  expect(ended.code, ended.output).toBe(0)
  const { run } = await api.inState('history', 'outage', ['finished'])
  const rows = await api.rows(run.id)
  expect(rows.map((row) => row._step)).toEqual(Array.from({ length: STEPS }, (_, i) => i))
  expect(server.output()).toContain('the database has stopped; starting it again')
  expect(server.output()).toContain('the database is back')
  await server.close()
})
