// A frozen run set: its figures stay as they were, whatever becomes of the runs.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runKey } from '@/lib/workspace/access'
import { writeNodes } from '@/lib/reports/content'
import { contentOf } from '@/lib/reports/document'
import { ReportRunSetAccess } from '@/lib/reports/runSetAccess'
import { Api } from '../../support/api'
import { createReport, markdownOf, openReport, readReportOf } from '../../support/reports'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { until } from '../../support/until'
import { uploadUrl } from '../../support/uploads'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
let team: TeamOfTest
let member: Api
let viewer: Api
let runs: WandbRun[]

beforeAll(async () => {
  server = await startServer({})
  team = await addTeam(server, 'lab')
  member = new Api(team.member, 'lab')
  viewer = new Api(team.viewer, 'lab')
  runs = []
  for (const name of ['fox', 'owl']) {
    const run = await WandbRun.start(team.member, { entity: 'lab', project: 'p', name })
    await run.log(Array.from({ length: 700 }, (_, i) => ({ _step: i, loss: 1 / (i + 1) })))
    await run.events([{ _runtime: 1, 'system.cpu': 20 }])
    runs.push(run)
  }
  await done(fetch(await uploadUrl(runs[0]!, 'media/a.txt'), { method: 'PUT', body: 'kept' }))
})
afterAll(() => server?.close())

const idOf = async (name: string, project = 'p') => (await member.run(project, name)).run.id

/** A new report, and where one of its run sets is frozen and thawed. */
async function reportWithRunSet() {
  const report = await createReport(member, { template: 'trainingSummary' })
  const { runSets } = await readReportOf(member, report.slug)
  const { id } = runSets[0]!
  const path = `/api/reports/${report.slug}/run-sets/${encodeURIComponent(id)}`
  return { report, id, path }
}

const frozenOf = async (slug: string) => (await readReportOf(viewer, slug)).runSets[0]!.frozen

async function seriesOf(runId: number) {
  const keys = ['loss']
  const [found] = await member.series({ runs: [runId], keys, stream: 'history', buckets: 100 })
  const { length, min, max, last } = found!.buckets
  return { rows: found!.nextRow, length, min: [...min], max: [...max], last: [...last] }
}

it('keeps rows, system metrics, files, hidden runs and colours, and the server may be killed', async () => {
  const { report, id, path } = await reportWithRunSet()
  const fox = await idOf('fox')
  const client = await openReport(team.member, report)
  const access = new ReportRunSetAccess(client.doc, id)
  access.setHidden([runKey(await idOf('owl'))], true)
  access.setColor(runKey(fox), '#aabbcc')
  await until('the server to know', async () => {
    return (await readReportOf(member, report.slug)).runSets[0]!.hidden.length === 1
  })
  const before = await seriesOf(fox)
  const { frozen } = await done<{ frozen: { data: string; runs: number; step: number } }>(
    member.send('POST', `${path}/freeze`, {}),
  )
  expect(frozen).toMatchObject({ runs: 2, step: 699 })
  expect(await frozenOf(report.slug)).toEqual(frozen)

  const kept = (await member.runs(frozen.data)).runs
  expect(kept.map(({ name, number }) => [name, number]).sort()).toEqual([
    ['fox', 1],
    ['owl', 2],
  ])
  const frozenFox = await idOf('fox', frozen.data)
  await until('the open document to follow', () => access.getState().hidden.size === 2)
  expect(access.getState().hidden).toContain(runKey(await idOf('owl', frozen.data)))
  expect(access.getState().colors.get(runKey(frozenFox))).toBe('#aabbcc')

  // A spike in the bucket that was being filled, and more.
  await runs[0]!.log(Array.from({ length: 5000 }, (_, i) => ({ _step: 700 + i, loss: 1000 })))
  expect((await seriesOf(fox)).rows).toBe(5700)
  const asItWas = { rows: 700, length: before.length, min: before.min, max: before.max }
  expect(await seriesOf(frozenFox)).toMatchObject(asItWas)

  await server.kill()
  server = await server.restart()
  await done(member.send('POST', '/api/runs/bin', { runIds: [fox] }))
  await done(member.send('POST', '/api/runs/purge', { runIds: [fox] }))
  expect(await seriesOf(frozenFox)).toMatchObject(asItWas)
  expect(await member.rows(frozenFox, 'events')).toMatchObject([{ 'system\\.cpu': 20 }])
  const [file] = await member.files(frozenFox)
  expect(file).toMatchObject({ name: 'media/a.txt' })
  expect(await (await member.fetch(`/api/runs/${frozenFox}/files/media/a.txt`)).text()).toBe('kept')
  client.destroy()
})

it('is in no list, and nobody changes it', async () => {
  const { path } = await reportWithRunSet()
  const { frozen } = await done<{ frozen: { data: string } }>(
    member.send('POST', `${path}/freeze`, {}),
  )
  const owl = await idOf('owl', frozen.data)
  for (const list of ['/api/home', '/api/teams/lab', '/api/own-projects']) {
    expect(await (await member.fetch(list)).text()).not.toContain('snapshot:')
  }
  const admin = new Api(team.admin, 'lab')
  const snapshot = `/api/projects/lab/${encodeURIComponent(frozen.data)}`
  const refused = await Promise.all([
    admin.send('PATCH', `/api/runs/${owl}`, { displayName: 'x' }),
    admin.send('POST', '/api/runs/bin', { runIds: [owl] }),
    admin.send('POST', '/api/runs/move', { runIds: [owl], entity: 'lab', project: 'p' }),
    admin.send('PATCH', snapshot, { visibility: 'OPEN' }),
    admin.send('POST', `${snapshot}/reports`, {}),
    admin.fetch(`/files/lab/${encodeURIComponent(frozen.data)}/owl/file_stream`, {
      method: 'POST',
      body: '{}',
    }),
  ])
  for (const answer of refused) expect([403, 404], answer.url).toContain(answer.status)
  const after = (await member.runs(frozen.data)).runs.find(({ id }) => id === owl)
  expect(after?.displayName).not.toBe('x')
})

it('is read by those who may read the project it came from, also when that changes', async () => {
  const { path } = await reportWithRunSet()
  const { frozen } = await done<{ frozen: { data: string } }>(
    member.send('POST', `${path}/freeze`, {}),
  )
  const owl = await idOf('owl', frozen.data)
  const statusFor = async (who: Api) => (await who.fetch(`/api/runs/${owl}/files`)).status
  expect(await statusFor(viewer)).toBe(200)
  const admin = new Api(team.admin, 'lab')
  await done(admin.send('PATCH', '/api/projects/lab/p', { visibility: 'PRIVATE' }))
  expect(await statusFor(viewer)).toBe(404)
  await done(admin.send('PATCH', '/api/projects/lab/p', { visibility: 'TEAM' }))
  expect(await statusFor(viewer)).toBe(200)
})

it('says how many runs came since, is frozen once, and becomes live again', async () => {
  const { report, path } = await reportWithRunSet()
  await done(member.send('POST', `${path}/freeze`, {}))
  const since = async () => (await done<{ newRuns: number }>(viewer.fetch(`${path}/since`))).newRuns
  expect(await since()).toBe(0)
  await WandbRun.start(team.member, { entity: 'lab', project: 'p', name: 'late' })
  expect(await since()).toBe(1)
  expect((await member.send('POST', `${path}/freeze`, {})).status).toBe(409)
  await done(member.send('POST', `${path}/unfreeze`, {}))
  expect(await frozenOf(report.slug)).toBeNull()
  expect(await since()).toBe(0)
  const nowhere = `/api/reports/${report.slug}/run-sets/none/freeze`
  expect((await member.send('POST', nowhere, {})).status).toBe(404)
})

it('keeps the numbers in its prose, too', async () => {
  const place = { entity: 'lab', project: 'p', name: 'chip' }
  await WandbRun.start(team.member, { ...place, config: { lr: 0.1 } })
  const { report, id, path } = await reportWithRunSet()
  const client = await openReport(team.member, report)
  const chip = { type: 'metricChip', attrs: { runSetId: id, column: 'config:lr', pick: 'max' } }
  client.doc.transact(() => {
    contentOf(client.doc).insert(0, writeNodes([{ type: 'paragraph', content: [chip] }]))
  })
  const firstLine = async () => (await markdownOf(viewer, report.slug)).split('\n')[2]
  await expect.poll(firstLine).toBe('0.1')
  await done(member.send('POST', `${path}/freeze`, {}))
  await WandbRun.start(team.member, { ...place, name: 'higher', config: { lr: 0.7 } })
  expect(await firstLine()).toBe('0.1')
  await done(member.send('POST', `${path}/unfreeze`, {}))
  await expect.poll(firstLine).toBe('0.7')
  client.destroy()
})
