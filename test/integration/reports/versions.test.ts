// Versions of a report: kept by themselves and by name, compared, brought back while others write.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Version, type Versions, versionSchema, versionsSchema } from '@/lib/api/versions'
import { reportSchema, type ReportItem } from '@/lib/api/reports'
import type { ReportDiff } from '@/lib/reports/diff/types'
import { contentOf } from '@/lib/reports/document'
import { writeNodes } from '@/lib/reports/content'
import { text } from '@/lib/reports/nodes'
import { Api } from '../../support/api'
import { createReport, markdownOf, openReport, rawReport, wordsOf } from '../../support/reports'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { until } from '../../support/until'
import { WandbRun } from '../../support/wandbClient'

/** Long enough that tests decide when a version is kept, but for those that wait for one. */
const SELDOM = { RUNROOM_VERSION_IDLE_S: '3600', RUNROOM_VERSION_EVERY_S: '3600' }
const SOON = { RUNROOM_VERSION_IDLE_S: '0.3', RUNROOM_VERSION_EVERY_S: '3600' }

let server: TestServer
let team: TeamOfTest
let member: Api
let viewer: Api

beforeAll(async () => {
  server = await startServer({ env: SELDOM })
  team = await addTeam(server, 'lab')
  await WandbRun.start(team.member, { entity: 'lab', project: 'p' })
  enter()
})
afterAll(() => server?.close())

const enter = () => {
  for (const person of Object.values(team)) Object.assign(person, { url: server.url })
  member = new Api(team.member, 'lab')
  viewer = new Api(team.viewer, 'lab')
}
const path = ({ slug }: ReportItem, rest = '') => `/api/reports/${slug}/versions${rest}`
const list = async (report: ReportItem): Promise<Versions> =>
  versionsSchema.parse(await done(viewer.fetch(path(report))))
const name = async (report: ReportItem, wanted: string): Promise<Version> =>
  versionSchema.parse(await done(member.send('POST', path(report), { name: wanted })))
const restore = (report: ReportItem, id: number) =>
  done<{ before: number }>(member.send('POST', path(report, `/${id}/restore`), {}))
const compare = (report: ReportItem, id: number, from: number | 'now') =>
  done<ReportDiff & Record<string, unknown>>(viewer.fetch(path(report, `/${id}/diff?from=${from}`)))

describe('versions', () => {
  it('begin with the report, get names, are read and compared', async () => {
    const report = await createReport(member, { markdown: '# Plan\n\nThe loss falls.\n' })
    const first = await list(report)
    expect(first).toMatchObject({ canWrite: false, changedSince: false })
    expect(first.versions).toHaveLength(1)
    const named = await name(report, ' As planned ')
    expect(named).toMatchObject({ id: first.versions[0]!.id, name: 'As planned' })
    const editor = await rawReport(team.admin, report.documentId)
    editor.change((doc) => wordsOf(doc).insert(14, ' early'))
    editor.change((doc) =>
      contentOf(doc).push(writeNodes([{ type: 'paragraph', content: [text('And later.')] }])),
    )
    await editor.whenAcked()
    editor.close()
    expect((await list(report)).changedSince).toBe(true)
    const diff = await compare(report, named.id, 'now')
    expect(diff.blocks.map(({ kind }) => kind)).toEqual(['changed', 'removed'])
    const second = await name(report, 'Written')
    expect(second.authors.map(({ username }) => username)).toEqual([team.admin.username])
    const back = await compare(report, second.id, named.id)
    expect(back.blocks.map(({ kind }) => kind)).toEqual(['changed', 'added'])
    const state = reportSchema.parse(await done(viewer.fetch(path(report, `/${named.id}`))))
    expect(JSON.stringify(state.content)).toContain('The loss falls.')
    // The same under another name is another version; nothing is kept twice without one.
    expect((await name(report, 'Final')).id).not.toBe(second.id)
    expect((await list(report)).versions.map((one) => one.name)).toEqual([
      'Final',
      'Written',
      'As planned',
    ])
    const unnamed = await done(member.send('PATCH', path(report, `/${named.id}`), { name: null }))
    expect(unnamed).toMatchObject({ name: null })
  })

  it('are refused with the field that is wrong, and are those of one report alone', async () => {
    const report = await createReport(member, { title: 'One' })
    const other = await createReport(member, { title: 'Other' })
    const [version] = (await list(other)).versions
    const wrong: [Promise<Response>, number, object][] = [
      [member.send('POST', path(report), { name: ' ' }), 400, { field: 'name' }],
      [member.send('POST', path(report), { name: 'x'.repeat(200) }), 400, { field: 'name' }],
      [member.fetch(path(other, `/${version!.id}/diff`)), 400, { field: 'from' }],
      [member.fetch(path(other, `/${version!.id}/diff?from=x`)), 400, { field: 'from' }],
      [member.fetch(path(report, `/${version!.id}`)), 404, {}],
      [member.fetch(path(other, `/${version!.id}/diff?from=2000000000`)), 404, {}],
      [member.send('POST', path(report, `/${version!.id}/restore`), {}), 404, {}],
      [viewer.send('POST', path(other, `/${version!.id}/restore`), {}), 403, {}],
    ]
    for (const [request, status, error] of wrong) {
      const answer = await request
      expect(answer.status).toBe(status)
      expect(await answer.json()).toMatchObject({ error })
    }
  })
})

describe('restoring', () => {
  it('is a change of its own that keeps what others write, and can be taken back', async () => {
    const markdown = '# Report\n\nFirst.\n\nSecond.\n\nThird.\n'
    const report = await createReport(member, { markdown })
    const original = await name(report, 'Original')
    const [one, two] = [await openReport(team.member, report), await openReport(team.admin, report)]
    const carets = wordsOf(two.doc, 0)
    wordsOf(one.doc, 1).insert(0, 'Not ')
    contentOf(one.doc).delete(2, 1)
    await until('the change at the other', () => contentOf(two.doc).length === 2)
    // Somebody goes on writing while it is restored.
    const typed: string[] = []
    let writing = true
    const writer = (async () => {
      for (let i = 0; writing; i++) {
        typed.push(`w${i}w`)
        carets.insert(carets.length, `w${i}w`)
        await new Promise(setImmediate)
        if (i > 400) break
      }
    })()
    const { before } = await restore(report, original.id)
    writing = false
    await writer
    typed.push('wlastw')
    carets.insert(carets.length, 'wlastw')
    await until('all to be there', async () =>
      (await markdownOf(viewer, report.slug)).includes(typed.at(-1)!),
    )
    // Where the restored words and those that were typed meanwhile are, nothing of either is lost:
    // what was typed before is in the version that was kept, what came after in the report.
    const now = await markdownOf(viewer, report.slug)
    expect(now).toContain('\n\nSecond.\n\nThird.\n')
    const state = await done(viewer.fetch(path(report, `/${before}`)))
    const kept = JSON.stringify(state['content'])
    const versions = await Promise.all(
      (await list(report)).versions.map(async ({ id }) =>
        JSON.stringify(await done(viewer.fetch(path(report, `/${id}`)))),
      ),
    )
    for (const token of typed) {
      expect(
        [now, ...versions].some((said) => said.includes(token)),
        token,
      ).toBe(true)
    }
    expect(kept).toContain('Not Second.')
    expect(kept).not.toContain('Third.')
    // The paragraph that somebody has the caret in is the same one.
    expect(wordsOf(two.doc, 0)).toBe(carets)
    await restore(report, before)
    const back = await markdownOf(viewer, report.slug)
    expect(back).toContain('Not Second.')
    expect(back).not.toContain('Third.')
    one.destroy()
    two.destroy()
  })
})

describe('by themselves', () => {
  it('are kept when nobody writes any more, with all who wrote, also over a kill', async () => {
    const report = await createReport(member, { markdown: 'Here:\n' })
    const write = async (person: { url: string; apiKey: string }, said: string) => {
      const editor = await rawReport(person as typeof team.member, report.documentId)
      editor.change((doc) => wordsOf(doc).insert(wordsOf(doc).length, said))
      await editor.whenAcked()
      editor.close()
    }
    await write(team.member, ' mine')
    await write(team.admin, ' and yours')
    await server.kill()
    server = await server.restart(SOON)
    enter()
    const kept = await until('the version after the kill', async () => {
      const { versions, changedSince } = await list(report)
      return versions.length === 2 && !changedSince && versions[0]
    })
    expect(kept.name).toBeNull()
    expect(kept.authors.map(({ username }) => username).toSorted()).toEqual(
      [team.admin.username, team.member.username].toSorted(),
    )
    await write(team.member, ', again')
    const next = await until('the next one', async () => {
      const { versions } = await list(report)
      return versions.length === 3 && versions[0]
    })
    expect(next.authors.map(({ username }) => username)).toEqual([team.member.username])
    // Renaming by the API is a change of the person's, too.
    await done(member.send('PATCH', `/api/reports/${report.slug}`, { title: 'Named' }))
    const last = await until('that of the title', async () => {
      const { versions } = await list(report)
      return versions.length === 4 && versions[0]
    })
    expect(last.authors.map(({ username }) => username)).toEqual([team.member.username])
    const diff = await compare(report, last.id, next.id)
    expect(diff.title).toEqual({ before: '', after: 'Named' })
    expect(diff.records).toMatchObject([{ what: 'report', kind: 'changed' }])
  })
})
