// Panels that come to a report from elsewhere, by the API.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { createReport, openReport, readReportOf } from '../../support/reports'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
let team: TeamOfTest
let member: Api

beforeAll(async () => {
  server = await startServer({})
  team = await addTeam(server, 'lab')
  member = new Api(team.member, 'lab')
  for (const project of ['p', 'q']) {
    const run = await WandbRun.start(team.member, { entity: 'lab', project, name: 'fox' })
    await run.log([{ _step: 0, loss: 1 }])
  }
})
afterAll(() => server?.close())

const panel = { id: 'history/loss', type: 'line', keys: ['loss'], stream: 'history', settings: {} }
const runSet = { entity: 'lab', project: 'p' }
const add = (slug: string, body: object, api = member) =>
  api.send('POST', `/api/reports/${slug}/panels`, body)

it('adds it to the live document, once with new runs and once with those that are there', async () => {
  const report = await createReport(member, { title: 'Findings', markdown: 'Words.' })
  const client = await openReport(team.member, report)
  const first = await done<{ gridId: string; panelId: string }>(
    add(report.slug, { panel, runSet: { ...runSet, search: 'fox', hidden: ['run/1'] } }),
  )
  const again = { panel, runSet: { ...runSet, search: 'fox', hidden: ['run/1'] } }
  expect((await done(add(report.slug, again)))['gridId']).toBe(first.gridId)
  await done(add(report.slug, { panel, runSet: { entity: 'lab', project: 'q', name: 'Others' } }))
  const { grids, runSets, content } = await readReportOf(member, report.slug)
  expect(content.content?.map(({ type }) => type)).toEqual(['paragraph', 'panelGrid', 'panelGrid'])
  expect(grids.map(({ panels }) => panels.length)).toEqual([2, 1])
  expect(grids[0]!.panels[0]!.spec).toMatchObject({ ...panel, id: first.panelId })
  expect(runSets).toMatchObject([
    { name: 'Runs', project: null, search: 'fox', hidden: ['run/1'] },
    { name: 'Others', project: { entity: 'lab', name: 'q' } },
  ])
  // Who has it open sees it come.
  await expect.poll(() => client.doc.getXmlFragment('content').length).toBe(3)
  client.provider.destroy()
})

it('refuses what it cannot add, naming it', async () => {
  const { slug } = await createReport(member, {})
  const refused = async (body: object, api = member) => {
    const response = await add(slug, body, api)
    return [response.status, JSON.stringify(await response.json())] as const
  }
  const [status, text] = await refused({ panel: { ...panel, keys: 3 }, runSet })
  expect(status).toBe(400)
  expect(text).toContain('panel.keys')
  expect((await refused({ panel, runSet: { ...runSet, hidden: ['x'] } }))[1]).toContain('hidden')
  // Runs that the person may not see are not there.
  expect((await refused({ panel, runSet: { entity: 'not-lab', project: 'p' } }))[0]).toBe(404)
  expect((await refused({ panel, runSet }, new Api(team.viewer, 'lab')))[0]).toBe(403)
  expect((await refused({ panel, runSet }, new Api(team.stranger, 'lab')))[0]).toBe(404)
})
