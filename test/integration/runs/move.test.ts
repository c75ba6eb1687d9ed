// Runs that go to another project with all they have.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectKeysSchema } from '@/lib/api/projects'
import { Api } from '../../support/api'
import { addPerson } from '../../support/people'
import { startServer, type TestServer } from '../../support/server'
import { uploadUrl } from '../../support/uploads'
import { graphql, WandbRun } from '../../support/wandbClient'

let server: TestServer
let api: Api

beforeAll(async () => {
  server = await startServer()
  api = new Api(server)
})
afterAll(() => server?.close())

const move = (runIds: number[], project: string, entity = 'ada', by = api) =>
  by.send('POST', '/api/runs/move', { runIds, entity, project })
const names = async (project: string) => (await api.runs(project)).runs.map((run) => run.name)
const historyKeys = async (project: string) => {
  const response = await api.fetch(`/api/projects/ada/${project}/keys`)
  return projectKeysSchema.parse(await response.json()).history
}

async function logged(project: string, name: string, finish = true) {
  const run = await WandbRun.start(server, { project, name })
  await run.log([0, 1, 2].map((i) => ({ _step: i, [`${name}_key`]: i })))
  await run.print(['hello'])
  if (finish) await run.finish()
  return { run, id: (await api.run(project, name)).run.id }
}

it('takes rows, console, files and keys along, and leaves its address behind', async () => {
  await logged('from', 'stays')
  await logged('to', 'native')
  const { run, id } = await logged('from', 'goes')
  await fetch(await uploadUrl(run, 'a.txt'), { method: 'PUT', body: 'bytes' })
  expect((await move([id], 'to')).status).toBe(200)
  expect(await names('from')).toEqual(['stays'])
  expect((await names('to')).sort()).toEqual(['goes', 'native'])
  expect(await historyKeys('from')).toEqual(['_step', 'stays_key'])
  expect(await historyKeys('to')).toEqual(['_step', 'goes_key', 'native_key'])
  expect(await api.rows(id)).toHaveLength(3)
  expect(await api.console(id)).toHaveLength(1)
  expect((await api.files(id)).map((file) => file.name)).toEqual(['a.txt'])
  // A number of its own, and so a colour of its own.
  expect((await api.runs('to')).runs.map((one) => one.number).sort()).toEqual([1, 2])
  const byOldAddress = await api.run('from', 'goes')
  expect([byOldAddress.project, byOldAddress.run.id]).toEqual(['to', id])
})

it('goes on with a client that knows only the old address', async () => {
  const { run, id } = await logged('old', 'resumed')
  await logged('new', 'other')
  await move([id], 'new')
  expect((await run.log([{ _step: 3, late: 1 }])).status).toBe(200)
  const again = await WandbRun.start(server, { project: 'old', name: 'resumed' })
  expect(again.project).toBe('new')
  // What a resuming client asks first, and continues from.
  const asked = await graphql<{ project: { run: { historyLineCount: number } } }>(
    server,
    '{ project(name: "old", entityName: "ada") { run(name: "resumed") { historyLineCount } } }',
  )
  again.historyLine = asked.data!.project.run.historyLineCount
  await again.log([{ _step: 4, late: 2 }])
  expect(await api.rows(id)).toHaveLength(5)
  expect(await names('old')).toEqual([])
  expect(await historyKeys('new')).toContain('late')
})

it('refuses runs that still log, and ids that are taken, and then moves none', async () => {
  const busy = await logged('busy', 'busy', false)
  const ended = await logged('busy', 'ended')
  await logged('target', 'ended')
  const running = await move([busy.id, ended.id], 'target')
  expect([running.status, await running.text()]).toEqual([409, expect.stringMatching(/running/)])
  const taken = await move([ended.id], 'target')
  expect([taken.status, await taken.text()]).toEqual([409, expect.stringMatching(/id ended/)])
  expect((await names('busy')).sort()).toEqual(['busy', 'ended'])
})

it('is for those who may write in both places', async () => {
  const { id } = await logged('mine', 'run')
  const viewer = await addPerson(server, 'vera', { entity: 'ada', role: 'VIEWER' })
  await WandbRun.start(viewer, { entity: 'vera', project: 'hers' })
  expect((await move([id], 'hers', 'vera', new Api(viewer))).status).toBe(403)
  expect((await move([id], 'hers', 'vera')).status).toBe(404)
  expect((await move([id], 'nowhere')).status).toBe(404)
  expect(await names('mine')).toEqual(['run'])
})
