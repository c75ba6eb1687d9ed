// How runs end, and what is said about them then.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../support/api'
import { endGroup, runScript, startScript } from '../support/python'
import { startServer, type TestServer } from '../support/server'
import { until } from '../support/until'

let server: TestServer
let api: Api

beforeAll(async () => {
  server = await startServer({ env: { RUNROOM_HEARTBEAT_TIMEOUT_S: '8' } })
  api = new Api(server)
})
afterAll(() => server?.close())

/** Starts a script that never ends by itself; resolves when rows of it have arrived. */
async function logging(name: string) {
  const script = await startScript(server, 'forever.py', { args: [name] })
  await until(
    `rows of ${name}: ${script.output()}`,
    async () => (await api.run('endings', name)).steps > 10,
  )
  return script
}

describe.concurrent('a run', () => {
  it('has failed after an uncaught exception, with its exit code and traceback', async () => {
    await runScript(server, 'raises.py', { code: 1 })
    const run = await api.inState('endings', 'raises', ['failed'])
    expect(run.run.exitCode).toBe(1)
    expect(run.steps).toBe(5)
    const lines = await api.console(run.run.id)
    expect(lines.join('\n')).toContain('ValueError: the loss exploded at step 5')
  })

  it('has the state that its exit code says', async () => {
    await Promise.all([0, 3].map((code) => runScript(server, 'exits.py', { args: [code], code })))
    const good = await api.inState('endings', 'exits-0', ['finished'])
    expect(good.run).toMatchObject({ exitCode: 0 })
    expect(Date.parse(good.run.finishedAt!)).toBeGreaterThan(Date.parse(good.run.createdAt))
    const bad = await api.inState('endings', 'exits-3', ['failed'])
    expect(bad.run.exitCode).toBe(3)
  })

  it('is killed by Ctrl-C', async () => {
    const script = await logging('interrupted')
    script.process.kill('SIGINT')
    expect((await script.ended).output).toContain('KeyboardInterrupt')
    const run = await api.inState('endings', 'interrupted', ['killed'])
    expect(run.run.exitCode).toBe(255)
    expect(run.summary.loss).toBe(run.steps - 1)
  })

  it('ends soon after somebody pressed Stop', async () => {
    const script = await logging('stopped')
    const { run } = await api.run('endings', 'stopped')
    expect((await api.send('POST', `/api/runs/${run.id}/stop`, {})).status).toBe(200)
    await script.ended
    const ended = await api.inState('endings', 'stopped', ['killed'])
    expect(ended.run.stopRequested).toBe(true)
    const rows = await api.rows(run.id)
    expect(rows.map((row) => row.loss)).toEqual(rows.map((_, i) => i))
  })

  it('has crashed when its machine is never heard of again, and is revived when it is', async () => {
    const script = await logging('vanished')
    // The whole group: the SDK sends from a process of its own, which would say goodbye.
    endGroup(script)
    await script.ended
    const crashed = await api.inState('endings', 'vanished', ['crashed'], 40)
    expect(crashed.run.exitCode).toBeNull()
    const rows = await api.rows(crashed.run.id)
    expect(rows.map((row) => row.loss)).toEqual(rows.map((_, i) => i))

    const again = await startScript(server, 'forever.py', {
      args: ['vanished'],
      env: { WANDB_RESUME: 'must' },
    })
    await api.inState('endings', 'vanished', ['running'])
    await until('more rows', async () => (await api.run('endings', 'vanished')).steps > rows.length)
    again.process.kill('SIGINT')
    await again.ended
    await api.inState('endings', 'vanished', ['killed'])
  })
})
