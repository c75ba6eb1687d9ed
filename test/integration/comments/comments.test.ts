// Threads of comments in a report: said, answered, changed, taken back, and told to whom they concern.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type CreateThread,
  mentionableSchema,
  type Thread,
  threadSchema,
  type Threads,
  threadsSchema,
} from '@/lib/api/comments'
import type { ReportItem } from '@/lib/api/reports'
import { type NotificationItem, notificationPageSchema } from '@/lib/api/notifications'
import { anchoredWords, textAnchor } from '@/lib/comments/textAnchors'
import { contentOf } from '@/lib/reports/document'
import { Api } from '../../support/api'
import { connect, record } from '../../support/live'
import { createReport, openReport, rawReport, wordsOf } from '../../support/reports'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { until } from '../../support/until'
import { authorization, WandbRun } from '../../support/wandbClient'

let server: TestServer
let team: TeamOfTest
let admin: Api
let member: Api
let viewer: Api
let stranger: Api
let report: ReportItem
let runId: number

beforeAll(async () => {
  server = await startServer({})
  team = await addTeam(server, 'lab')
  admin = new Api(team.admin, 'lab')
  member = new Api(team.member, 'lab')
  viewer = new Api(team.viewer, 'lab')
  stranger = new Api(team.stranger)
  const run = await WandbRun.start(team.member, { entity: 'lab', project: 'p' })
  await run.log([0, 1, 2].map((step) => ({ _step: 10 * step, _runtime: step, loss: 3 - step })))
  runId = (await member.run('p', run.name)).run.id
  report = await createReport(member, { title: 'Findings', markdown: 'The loss falls early.\n' })
})
afterAll(() => server?.close())

const comments = () => `/api/reports/${report.slug}/comments`
const begin = async (api: Api, wanted: Partial<CreateThread> = {}): Promise<Thread> => {
  const body = { anchor: { kind: 'report' }, text: 'Hello', ...wanted }
  return threadSchema.parse(await done(api.send('POST', comments(), body)))
}
const reply = async (api: Api, { id }: Thread, text: string): Promise<Thread> =>
  threadSchema.parse(await done(api.send('POST', `/api/comment-threads/${id}/replies`, { text })))
const list = async (api: Api): Promise<Threads> =>
  threadsSchema.parse(await done(api.fetch(comments())))
const notices = async (api: Api): Promise<[string, string][]> => {
  const page = notificationPageSchema.parse(await done(api.fetch('/api/notifications')))
  return page.notifications.flatMap((item: NotificationItem): [string, string][] =>
    item.kind === 'comment' ? [[item.comment.reason, item.comment.text]] : [],
  )
}

describe('a thread', () => {
  it('is said by who may only read, answered, resolved, and opened again by an answer', async () => {
    const thread = await begin(viewer, { text: 'Is this  right?\nSee https://example.org' })
    expect(thread).toMatchObject({ resolvedAt: null, anchor: { kind: 'report' } })
    expect(thread.comments[0]).toMatchObject({
      author: { username: team.viewer.username },
      text: 'Is this  right?\nSee https://example.org',
    })
    await reply(member, thread, 'It is.')
    const path = `/api/comment-threads/${thread.id}`
    await done(viewer.send('PATCH', path, { resolved: true }))
    const { threads, canComment, canManage } = await list(viewer)
    expect({ canComment, canManage }).toEqual({ canComment: true, canManage: false })
    const found = threads.find(({ id }) => id === thread.id)
    expect(found?.resolvedBy).toBe(team.viewer.username)
    expect(found?.comments.map(({ text }) => text)).toHaveLength(2)
    expect((await reply(member, thread, 'But for one case.')).resolvedAt).toBeNull()
    // Whoever did not begin it, and does not write here, leaves it to those who do.
    const others = await begin(member)
    const refused = await viewer.send('PATCH', `/api/comment-threads/${others.id}`, {
      resolved: true,
    })
    expect(refused.status).toBe(403)
    expect((await stranger.fetch(comments())).status).toBe(404)
    expect((await stranger.send('POST', `${path}/replies`, { text: 'x' })).status).toBe(404)
  })

  it('is rewritten by its writer, taken back by them or an admin, and brought back', async () => {
    const thread = await begin(member, { text: 'Frist' })
    const { id } = thread.comments[0]!
    const path = `/api/comments/${id}`
    expect((await admin.send('PATCH', path, { text: 'x' })).status).toBe(403)
    const changed = threadSchema.parse(await done(member.send('PATCH', path, { text: 'First' })))
    expect(changed.comments[0]).toMatchObject({ text: 'First', deleted: false })
    expect(changed.comments[0]!.editedAt).not.toBeNull()
    expect((await viewer.send('DELETE', path, {})).status).toBe(403)
    await done(admin.send('DELETE', path, {}))
    const ids = async () => (await list(member)).threads.map((one) => one.id)
    expect(await ids()).not.toContain(thread.id)
    expect((await reply404(thread)).status).toBe(404)
    await done(member.send('POST', `${path}/restore`, {}))
    expect(await ids()).toContain(thread.id)
    // With an answer behind it, its place stays and its words do not.
    await reply(viewer, thread, 'Second')
    await done(member.send('DELETE', path, {}))
    const rest = (await list(viewer)).threads.find((one) => one.id === thread.id)
    expect(rest?.comments.map(({ text, deleted }) => [text, deleted])).toEqual([
      ['', true],
      ['Second', false],
    ])
  })

  const reply404 = (thread: Thread) =>
    member.send('POST', `/api/comment-threads/${thread.id}/replies`, { text: 'x' })

  it('takes each reaction once from each person', async () => {
    const thread = await begin(member)
    const path = `/api/comments/${thread.comments[0]!.id}/reactions`
    for (const api of [member, viewer, viewer]) {
      await done(api.send('POST', path, { reaction: 'tada', on: true }))
    }
    const body = { reaction: 'tada', on: false }
    const after = threadSchema.parse(await done(member.send('POST', path, body)))
    expect(after.comments[0]!.reactions).toEqual([
      { reaction: 'tada', people: [{ username: team.viewer.username, name: expect.any(String) }] },
    ])
  })

  it('is refused with the field that is wrong', async () => {
    const point = { kind: 'point', panelId: 'p', key: 'loss', axis: '_step', x: 1 }
    const wrong: [object, string][] = [
      [{ anchor: { kind: 'report' }, text: '  ' }, 'text'],
      [{ anchor: { kind: 'report' }, text: 'x'.repeat(4001) }, 'text'],
      [{ anchor: { kind: 'moon' }, text: 'x' }, 'anchor.kind'],
      [{ anchor: { kind: 'panel', panelId: '' }, text: 'x' }, 'anchor.panelId'],
      [{ anchor: { ...point, x: null }, text: 'x' }, 'anchor.x'],
      [{ anchor: { ...point, kind: 'range', from: 2, to: 1 }, text: 'x' }, 'anchor.to'],
      [{ anchor: { kind: 'text', start: '§', end: '§', quote: '' }, text: 'x' }, 'anchor.start'],
    ]
    for (const [body, field] of wrong) {
      const answer = await member.send('POST', comments(), body)
      expect(answer.status, field).toBe(400)
      expect(await answer.json()).toMatchObject({ error: { field } })
    }
  })
})

describe('places', () => {
  it('in data are known on every axis, unless the run is not theirs to see', async () => {
    const anchor = {
      ...{ kind: 'range' as const, panelId: 'p', run: runId, key: 'loss' },
      ...{ axis: '_step', from: 0, to: 20 },
    }
    const { positions } = await begin(viewer, { anchor })
    expect(positions).toMatchObject({ _step: [0, 20], _runtime: [0, 2] })
    const unknown = await begin(viewer, { anchor: { ...anchor, run: 2_000_000_000 } })
    expect(unknown.positions).toEqual({ _step: [0, 20] })
  })

  it('in the text stay with their words while others write, also while nobody is connected', async () => {
    const mine = await openReport(team.member, report)
    const words = wordsOf(mine.doc)
    const at = words.toString().indexOf('falls')
    const anchor = textAnchor({ words, index: at }, { words, index: at + 5 }, 'falls')
    const thread = await begin(viewer, { anchor })
    const stored = (await list(viewer)).threads.find(({ id }) => id === thread.id)!.anchor
    if (stored.kind !== 'text') throw new Error('no anchor in the text')
    const other = await rawReport(team.admin, report.documentId)
    words.insert(0, 'As expected: ')
    other.change((doc) => wordsOf(doc).insert(wordsOf(doc).length, ' And late.'))
    other.change((doc) => wordsOf(doc).insert(wordsOf(doc).toString().indexOf('lls'), '-l-'))
    await until('both changes', () => words.toString().includes('And late.'))
    await until('the change within', () => words.toString().includes('fa-l-lls'))
    expect(anchoredWords(mine.doc, stored)).toBe('fa-l-lls')
    const start = words.toString().indexOf('fa-l-lls')
    words.delete(start, 8)
    expect(anchoredWords(mine.doc, stored)).toBe('')
    contentOf(mine.doc).delete(0, 1)
    expect(anchoredWords(mine.doc, stored)).toBeNull()
    mine.destroy()
    other.close()
  })
})

describe('people', () => {
  it('are told when they are named, answered, or a thread of theirs is resolved', async () => {
    const before = (await notices(viewer)).length
    const names = mentionableSchema.parse(
      await done(member.fetch(`/api/reports/${report.slug}/people`)),
    )
    expect(names.people.map(({ username }) => username)).toEqual(
      expect.arrayContaining([team.viewer.username, team.member.username, team.admin.username]),
    )
    const socket = await connect(server.url, team.viewer.cookie)
    const heard = record(socket, 'notification.added')
    const text = `@${team.viewer.username}, @${team.stranger.username}: please look. @nobody`
    const thread = await begin(member, { text })
    expect(thread.comments[0]!.mentions).toEqual([team.viewer.username])
    await expect.poll(() => heard.length).toBe(1)
    expect(heard[0]).toMatchObject({
      kind: 'comment',
      comment: { reason: 'mentioned', report: { slug: report.slug }, threadId: thread.id },
    })
    await reply(viewer, thread, 'I have.')
    await reply(member, thread, 'Thanks')
    await done(member.send('PATCH', `/api/comment-threads/${thread.id}`, { resolved: true }))
    expect((await notices(viewer)).slice(0, -before || undefined)).toEqual([
      ['resolved', text],
      ['replied', 'Thanks'],
      ['mentioned', text],
    ])
    expect((await notices(member))[0]).toEqual(['replied', 'I have.'])
    expect(await notices(stranger)).toEqual([])
    // Those who are named only later are told then; those who were are not told again.
    const first = thread.comments[0]!
    const more = `@${team.viewer.username} @${team.admin.username}`
    await done(member.send('PATCH', `/api/comments/${first.id}`, { text: more }))
    expect((await notices(admin))[0]).toEqual(['mentioned', more])
    expect((await notices(viewer)).filter(([, said]) => said === more)).toHaveLength(2)
    socket.close()
  })

  it('who have a report open hear of each change, and nobody else does', async () => {
    const headers = (key: string) => ({ authorization: authorization(key) })
    const watching = await connect(server.url, undefined, headers(team.viewer.apiKey))
    const outside = await connect(server.url, undefined, headers(team.stranger.apiKey))
    expect(await watching.emitWithAck('report.join', report.documentId)).toEqual({ ok: true })
    expect(await outside.emitWithAck('report.join', report.documentId)).toMatchObject({ ok: false })
    const heard = record(watching, 'comments.changed')
    const unheard = record(outside, 'comments.changed')
    const thread = await begin(member, { text: 'Live' })
    await expect.poll(() => heard.length).toBe(1)
    expect(heard[0]).toEqual({ documentId: report.documentId, threadId: thread.id, thread })
    await done(member.send('DELETE', `/api/comments/${thread.comments[0]!.id}`, {}))
    await expect.poll(() => heard.at(-1)?.thread).toBeNull()
    // Who loses the right to read hears no more.
    await done(new Api(server).send('DELETE', `/api/teams/lab/members/${team.viewer.username}`, {}))
    await until('the viewer to be out', async () => (await viewer.fetch(comments())).status === 404)
    const count = heard.length
    const another = await begin(member, { text: `@${team.viewer.username} still there?` })
    expect(another.comments[0]!.mentions).toEqual([])
    expect(heard).toHaveLength(count)
    expect(unheard).toEqual([])
    expect(await notices(viewer)).toEqual([])
    watching.close()
    outside.close()
  })
})
