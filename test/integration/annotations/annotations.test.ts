// Marks on data: who may make, see and change them, and where they go when their run goes somewhere.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Annotation, annotationSchema, annotationsSchema } from '@/lib/api/annotations'
import { Api } from '../../support/api'
import { connect, record } from '../../support/live'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
let team: TeamOfTest
let member: Api
let runId: number
let projectId: number

beforeAll(async () => {
  server = await startServer()
  team = await addTeam(server, 'lab')
  member = new Api(team.member, 'lab')
  await logged('run')
  const detail = await member.run('p', 'run')
  runId = detail.run.id
  projectId = detail.projectId
})
afterAll(() => server?.close())

async function logged(name: string, project = 'p'): Promise<WandbRun> {
  const run = await WandbRun.start(team.member, { entity: 'lab', project, name })
  const rows = Array.from({ length: 20 }, (_, i) => {
    return { _step: 10 * i, _runtime: i, _timestamp: 1000 + i, epoch: i / 2, loss: 1 / (i + 1) }
  })
  await run.log(rows)
  return run
}

const point = { key: 'loss', axis: '_step', from: 50, text: 'A spike' }

async function annotate(body: object = point, api = member, id = runId): Promise<Annotation> {
  const answer = api.send('POST', `/api/runs/${id}/annotations`, body)
  return annotationSchema.parse(await done(answer))
}

async function list(query = '', project = 'p', api = member): Promise<Annotation[]> {
  const answer = api.fetch(`/api/projects/lab/${project}/annotations${query}`)
  return annotationsSchema.parse(await done(answer)).annotations
}

describe('an annotation', () => {
  it('knows where it is on every axis that its row has', async () => {
    expect(await annotate()).toMatchObject({
      axis: '_step',
      positions: { _step: [50, null], _runtime: [5, null], _timestamp: [1005, null] },
      author: { username: 'lab-member' },
      resolvedAt: null,
    })
    const range = await annotate({ ...point, axis: 'epoch', from: 1.1, to: 3.4 })
    expect(range.positions).toEqual({
      epoch: [1.1, 3.4],
      _step: [20, 70],
      _runtime: [2, 7],
      _timestamp: [1002, 1007],
    })
    const unknown = await annotate({ ...point, axis: 'no such key' })
    expect(unknown.positions).toEqual({ 'no such key': [50, null] })
  })

  it('is heard of live by those who may see the run, and only by them', async () => {
    const socket = await connect(server.url, team.viewer.cookie)
    const stranger = await connect(server.url, team.stranger.cookie)
    await socket.emitWithAck('project.join', projectId)
    await stranger.emitWithAck('project.join', projectId)
    const changed = record(socket, 'annotation.changed')
    const deleted = record(socket, 'annotation.deleted')
    const unheard = [record(stranger, 'annotation.changed'), record(stranger, 'annotation.deleted')]
    const { id } = await annotate()
    await done(member.send('PATCH', `/api/annotations/${id}`, { resolved: true }))
    await done(member.send('DELETE', `/api/annotations/${id}`, {}))
    await expect.poll(() => deleted).toEqual([{ projectId, runId, id }])
    expect(changed.map(({ annotation }) => annotation.resolvedBy)).toEqual([null, 'lab-member'])
    expect(unheard).toEqual([[], []])
    socket.close()
    stranger.close()
  })

  it('is rewritten by its author, resolved by writers, deleted by its author and admins', async () => {
    const [admin, viewer] = [team.admin, team.viewer].map((person) => new Api(person, 'lab'))
    const { id } = await annotate()
    const status = async (api: Api, method: string, body: object) =>
      (await api.send(method, `/api/annotations/${id}`, body)).status
    expect(await status(member, 'PATCH', { text: 'A better text' })).toBe(200)
    expect(await status(admin!, 'PATCH', { text: 'Not mine' })).toBe(403)
    expect(await status(admin!, 'PATCH', { resolved: true })).toBe(200)
    expect(await status(viewer!, 'PATCH', { resolved: false })).toBe(403)
    expect(await status(member, 'PATCH', { resolved: false })).toBe(200)
    const [found] = await list()
    expect(found).toMatchObject({ id, text: 'A better text', resolvedAt: null, resolvedBy: null })
    expect(await status(viewer!, 'DELETE', {})).toBe(403)
    const other = await annotate(point, admin)
    expect((await member.send('DELETE', `/api/annotations/${other.id}`, {})).status).toBe(403)
    expect(await status(admin!, 'DELETE', {})).toBe(200)
    expect(await status(admin!, 'DELETE', {})).toBe(404)
  })

  it('is found by run, key, author and whether it is resolved', async () => {
    await logged('filtered')
    const { run } = await member.run('p', 'filtered')
    const first = await annotate({ ...point, key: 'a/b' }, member, run.id)
    const second = await annotate(point, new Api(team.admin, 'lab'), run.id)
    await done(member.send('PATCH', `/api/annotations/${second.id}`, { resolved: true }))
    const ids = async (query: string) => (await list(`?run=filtered${query}`)).map(({ id }) => id)
    expect(await ids('')).toEqual([second.id, first.id])
    expect(await ids('&key=a%2Fb')).toEqual([first.id])
    expect(await ids('&author=lab-admin')).toEqual([second.id])
    expect(await ids('&resolved=false')).toEqual([first.id])
    expect(await ids('&key=%00')).toEqual([])
    const bad = await member.fetch('/api/projects/lab/p/annotations?resolved=maybe')
    expect([bad.status, ((await bad.json()) as { error: { field: string } }).error.field]).toEqual([
      400,
      'resolved',
    ])
  })

  it.each([
    [{ ...point, text: '  ' }, 'text'],
    [{ ...point, text: 'x'.repeat(4001) }, 'text'],
    [{ ...point, key: '' }, 'key'],
    [{ ...point, from: 'x' }, 'from'],
    [{ ...point, to: 40 }, 'to'],
    [{ ...point, stream: 'x' }, 'stream'],
  ])('%# is refused by name of the field', async (body, field) => {
    const answer = await member.send('POST', `/api/runs/${runId}/annotations`, body)
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { error: { field: string } }).error.field).toBe(field)
  })
})

describe('its run', () => {
  it('takes it into the bin, out of it, to other projects, and for ever', async () => {
    const run = await logged('moving')
    await run.finish()
    const { run: found } = await member.inState('p', 'moving', ['finished'])
    const made = await annotate(point, member, found.id)
    const texts = async (project = 'p') => (await list('?run=moving', project)).map(({ id }) => id)
    const runIds = [found.id]
    await done(member.send('POST', '/api/runs/bin', { runIds }))
    expect(await texts()).toEqual([])
    expect(
      (await member.send('PATCH', `/api/annotations/${made.id}`, { resolved: true })).status,
    ).toBe(404)
    await done(member.send('POST', '/api/runs/restore', { runIds }))
    expect(await texts()).toEqual([made.id])
    await logged('there', 'elsewhere')
    await done(
      member.send('POST', '/api/runs/move', { runIds, entity: 'lab', project: 'elsewhere' }),
    )
    expect([await texts(), await texts('elsewhere')]).toEqual([[], [made.id]])
    await done(member.send('POST', '/api/runs/bin', { runIds }))
    await done(member.send('POST', '/api/runs/purge', { runIds }))
    expect(await texts('elsewhere')).toEqual([])
  })

  it('keeps it when others are forked from it', async () => {
    const run = await logged('parent')
    const { run: parent } = await member.run('p', 'parent')
    await annotate(point, member, parent.id)
    await run.fork(100, { name: 'fork' })
    expect(await list('?run=fork')).toEqual([])
    expect(await list('?run=parent')).toHaveLength(1)
  })
})
