// The real SDK and runs that somebody deletes.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { binSchema } from '@/lib/api/bin'
import { Api } from '../support/api'
import { runScript, startScript } from '../support/python'
import { startServer, type TestServer } from '../support/server'
import { until } from '../support/until'

let server: TestServer
let api: Api

beforeAll(async () => {
  server = await startServer()
  api = new Api(server)
})
afterAll(() => server?.close())

const bin = async () => {
  const response = await api.fetch('/api/projects/ada/endings/bin')
  return binSchema.parse(await response.json()).runs
}
const change = async (what: string, runId: number) =>
  expect((await api.send('POST', `/api/runs/${what}`, { runIds: [runId] })).status).toBe(200)

it('goes on logging into the bin, and loses nothing when the run is restored', async () => {
  const script = await startScript(server, 'forever.py', { args: ['kept'] })
  const { run } = await until(
    'rows of the run',
    async () => {
      const detail = await api.run('endings', 'kept')
      return detail.steps > 10 && detail
    },
    60,
  )
  await change('bin', run.id)
  const heard = async () => Date.parse((await bin())[0]!.run.heartbeatAt)
  const at = await heard()
  await until('more rows in the bin', async () => (await heard()) > at + 2000)
  script.process.kill('SIGINT')
  await script.ended
  await until('the end of the run', async () => (await bin())[0]!.run.state === 'killed')
  await change('restore', run.id)
  const restored = await api.run('endings', 'kept')
  const rows = await api.rows(run.id)
  expect(rows.map((row) => row.loss)).toEqual(rows.map((_, i) => i))
  expect(restored.summary.loss).toBe(rows.length - 1)
})

it('says why a run cannot be made whose id is in the bin, and makes it once that is gone', async () => {
  await runScript(server, 'resume.py', { args: ['again', 'never'] })
  const { run } = await api.run('resumed', 'again')
  await change('bin', run.id)
  const output = await runScript(server, 'resume.py', { args: ['again', 'allow'], code: 1 })
  expect(output).toContain('The run again is in the bin')
  await change('purge', run.id)
  await runScript(server, 'resume.py', { args: ['again', 'allow'] })
  expect(await api.rows((await api.run('resumed', 'again')).run.id)).toHaveLength(5)
})
