// Reports by the API: made, read, renamed, put into the bin and brought back, by whom that may.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setSettings } from '@/lib/reports/settings'
import { REPORT_TEMPLATES } from '@/lib/reports/limits'
import { Api } from '../../support/api'
import { connect, record } from '../../support/live'
import {
  createReport,
  listReports,
  markdownOf,
  openReport,
  readReportOf,
  REPORTS,
} from '../../support/reports'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { until } from '../../support/until'
import { authorization, WandbRun } from '../../support/wandbClient'
import { CONSTRUCTS } from '../../unit/reports/constructs'

let server: TestServer
let team: TeamOfTest
let member: Api
let viewer: Api
let projectId: number

beforeAll(async () => {
  server = await startServer({})
  team = await addTeam(server, 'lab')
  const run = await WandbRun.start(team.member, { entity: 'lab', project: 'p' })
  member = new Api(team.member, 'lab')
  viewer = new Api(team.viewer, 'lab')
  projectId = (await member.run('p', run.name)).projectId
})
afterAll(() => server?.close())

describe('a report', () => {
  it('that was made of Markdown is the same Markdown again', async () => {
    for (const [name, markdown] of CONSTRUCTS) {
      const { slug } = await createReport(member, { markdown })
      expect(await markdownOf(viewer, slug), name).toBe(markdown)
    }
  })

  it('takes its title from the first heading, and has no other than was given', async () => {
    const markdown = '# Scaling laws\n\nThey hold.\n'
    const report = await createReport(member, { markdown })
    expect(report).toMatchObject({ title: 'Scaling laws', canWrite: true, deletedAt: null })
    expect(report.owner?.username).toBe(team.member.username)
    const read = await readReportOf(viewer, report.slug)
    expect(read).toMatchObject({ title: 'Scaling laws', canWrite: false, width: 'readable' })
    expect(read.content.content).toEqual([
      { type: 'paragraph', content: [{ type: 'text', text: 'They hold.' }] },
    ])
    expect(await markdownOf(viewer, report.slug)).toBe(markdown)
    const given = await createReport(member, { markdown: '# A\n', title: ' B  c ' })
    expect(given.title).toBe('B c')
    expect(await markdownOf(member, given.slug)).toBe('# B c\n\n# A\n')
    const empty = await createReport(member, {})
    expect(empty.title).toBe('')
    expect(await markdownOf(member, empty.slug)).toBe('')
  })

  it.each(REPORT_TEMPLATES)('of the template %s has panels over run sets', async (template) => {
    const { slug } = await createReport(member, { template, description: 'Of this week' })
    const { grids, runSets, unplaced, description } = await readReportOf(viewer, slug)
    expect(description).toBe('Of this week')
    expect(grids.flatMap(({ panels }) => panels).length).toBeGreaterThan(1)
    expect(runSets.every(({ frozen }) => frozen === null)).toBe(true)
    expect(unplaced).toEqual({ grids: [], panels: [] })
    expect(await markdownOf(viewer, slug)).toContain('_Panels: ')
  })

  it('says what is wrong with what it is sent', async () => {
    const wrong: [object, string][] = [
      [{ title: 'x'.repeat(300) }, 'title'],
      [{ title: 7 }, 'title'],
      [{ template: 'novel' }, 'template'],
      [{ template: 'weekly', markdown: 'x' }, 'template'],
      [{ markdown: '>'.repeat(9000) }, 'markdown'],
      [{ markdown: 'x'.repeat(1_000_001) }, 'markdown'],
    ]
    for (const [body, field] of wrong) {
      const answer = await member.send('POST', REPORTS, body)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ error: { field } })
    }
    // What takes a minute to read is given up, and holds nobody else up.
    const endless = member.send('POST', REPORTS, { markdown: 'a**b '.repeat(190_000) })
    expect((await viewer.fetch('/api/projects/lab/p/reports')).status).toBe(200)
    expect(await (await endless).json()).toMatchObject({ error: { field: 'markdown' } })
    const { slug } = await createReport(member, {})
    const answer = await member.send('PATCH', `/api/reports/${slug}`, { width: 'huge' })
    expect(await answer.json()).toMatchObject({ error: { field: 'width' } })
    expect((await member.fetch(`${REPORTS}?deleted=maybe`)).status).toBe(400)
    expect((await member.fetch('/api/reports/none')).status).toBe(404)
  })
})

describe('the list of reports', () => {
  it('follows titles, whether the API or an editor changes them, and tells who watches', async () => {
    const headers = { authorization: authorization(team.viewer.apiKey) }
    const socket = await connect(server.url, undefined, headers)
    await socket.emitWithAck('project.join', projectId)
    const events = record(socket, 'reports.changed')
    const report = await createReport(member, { title: 'Draft' })
    await until('the event of the new one', () => events.length === 1)
    expect(events[0]).toEqual({ projectId })

    const editor = await openReport(team.member, report)
    const renamed = { title: 'Named by the API', description: 'Short', width: 'wide' }
    const changed = await done(member.send('PATCH', `/api/reports/${report.slug}`, renamed))
    expect(changed).toMatchObject({ title: 'Named by the API', description: 'Short' })
    await until('the event of the change', () => events.length === 2)
    await until('the change at the editor', () =>
      JSON.stringify(editor.doc.getMap('settings').toJSON()).includes('Named by the API'),
    )

    setSettings(editor.doc, { title: 'Named by an editor' })
    await until('the title in the list', async () =>
      (await listReports(viewer)).some(({ title }) => title === 'Named by an editor'),
    )
    await until('the event of the editor’s change', () => events.length === 3)
    const read = await readReportOf(viewer, report.slug)
    expect(read).toMatchObject({ title: 'Named by an editor', width: 'wide' })
    // What changed last comes first.
    expect((await listReports(viewer))[0]?.slug).toBe(report.slug)
    editor.destroy()
    socket.close()
  })
})

describe('a deleted report', () => {
  it('is closed under its editors, kept in the bin, and comes back as it was', async () => {
    const report = await createReport(member, { markdown: 'Words to keep.\n' })
    const path = `/api/reports/${report.slug}`
    expect((await viewer.send('DELETE', path, {})).status).toBe(403)
    const editor = await openReport(team.member, report)
    const codes: number[] = []
    editor.provider.on('connection-close', (event) => event && codes.push(event.code))
    await done(member.send('DELETE', path, {}))
    await until('the editor to be sent away', () => codes.includes(4404))
    editor.destroy()
    expect((await member.fetch(path)).status).toBe(404)
    expect((await member.send('PATCH', path, { title: 'x' })).status).toBe(404)
    const slugs = async (query = '') => (await listReports(viewer, query)).map(({ slug }) => slug)
    expect(await slugs()).not.toContain(report.slug)
    expect(await slugs('?deleted=true')).toEqual([report.slug])
    expect((await viewer.send('POST', `${path}/restore`, {})).status).toBe(403)
    await done(member.send('POST', `${path}/restore`, {}))
    expect(await slugs()).toContain(report.slug)
    expect(await slugs('?deleted=true')).toEqual([])
    expect(await markdownOf(viewer, report.slug)).toBe('Words to keep.\n')
    const again = await openReport(team.member, report)
    again.destroy()
  })
})
