// Rights that change while a page is open: its socket leaves at once, and hears again at once.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { connect, type LiveSocket, record } from '../../support/live'
import { addPerson, type Person } from '../../support/people'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { until } from '../../support/until'
import { WandbRun } from '../../support/wandbClient'

/** How long a right may outlive its end, by the clock of the test's own poll. */
const SOON_S = 2

let server: TestServer
let ada: Api
let team: TeamOfTest
let run: WandbRun
let runId: number
let projectId: number
let step = 0

beforeAll(async () => {
  server = await startServer()
  ada = new Api(server)
  team = await addTeam(server, 'lab')
  run = await WandbRun.start(team.member, { entity: 'lab', project: 'p', name: 'one' })
  await run.log([{ _step: step++, loss: 1 }])
  const detail = await new Api(team.member, 'lab').run('p', 'one')
  runId = detail.run.id
  projectId = detail.projectId
})
afterAll(() => server?.close())

const watched = ['home.run', 'run.changed', 'console.written', 'series.appended'] as const

async function watch(person: Person) {
  const socket = await connect(server.url, person.cookie)
  const heard = watched.map((event) => record(socket, event))
  const changed = record(socket, 'access.changed')
  return { socket, heard: () => heard.map((events) => events.length), changed }
}

async function joinAll(socket: LiveSocket) {
  return [
    await socket.emitWithAck('home.join'),
    await socket.emitWithAck('project.join', projectId),
    await socket.emitWithAck('run.join', runId),
    await socket.emitWithAck('console.join', runId),
    await socket.emitWithAck('series.subscribe', [
      { stream: 'history', runs: [runId], keys: ['loss'] },
    ]),
  ].map((answer) => answer.ok)
}

/** Makes something happen in every room, and waits until somebody who may has heard of all of it. */
async function happen() {
  const witness = await watch(team.admin)
  expect(await joinAll(witness.socket)).toEqual([true, true, true, true, true])
  await run.log([{ _step: step++, loss: 2 }])
  await run.print([`line ${step}`])
  await done(ada.send('PATCH', `/api/runs/${runId}`, { notes: `note ${step}` }))
  await until('everything to be heard', () => witness.heard().every((count) => count > 0))
  witness.socket.close()
}

const setVisibility = (visibility: string) =>
  done(ada.send('PATCH', '/api/projects/lab/p', { visibility }))

it('a member who is removed leaves every room, and is let in again by coming back', async () => {
  const person = await addPerson(server, 'leaver', { entity: 'lab', role: 'MEMBER' })
  const { socket, heard, changed } = await watch(person)
  expect(await joinAll(socket)).toEqual([true, true, true, true, true])
  await happen()
  await until('the member to hear', () => heard().every((count) => count > 0))

  await done(ada.send('DELETE', '/api/teams/lab/members/leaver', {}))
  await until('the page to be told', () => changed.length === 1, SOON_S)
  const before = heard()
  await happen()
  // An answer comes after whatever was sent to the socket before.
  expect(await joinAll(socket)).toEqual([true, false, false, false, false])
  expect(heard()).toEqual(before)
  expect((await new Api(person).fetch(`/api/runs/${runId}/console`)).status).toBe(404)

  const { token } = await done<{ token: string }>(
    ada.send('POST', '/api/teams/lab/invitations', { role: 'VIEWER' }),
  )
  await done(new Api(person).send('POST', '/api/invitations/accept', { token }))
  await until('the page to be told', () => changed.length === 2, SOON_S)
  expect(await joinAll(socket)).toEqual([true, true, true, true, true])
  await happen()
  await until('to hear again', () => heard().every((count, i) => count > before[i]!))
  socket.close()
})

it('a project that becomes private is taken from those it is not for, and given back', async () => {
  const { socket, heard, changed } = await watch(team.viewer)
  expect(await joinAll(socket)).toEqual([true, true, true, true, true])
  await setVisibility('PRIVATE')
  await until('the page to be told', () => changed.length === 1, SOON_S)
  const before = heard()
  await happen()
  expect(await joinAll(socket)).toEqual([true, false, false, false, false])
  expect(heard()).toEqual(before)
  const home = await done<{ projects: unknown[] }>(new Api(team.viewer).fetch('/api/home'))
  expect(home.projects).toEqual([])
  await setVisibility('TEAM')
  await until('the page to be told', () => changed.length === 2, SOON_S)
  expect(await joinAll(socket)).toEqual([true, true, true, true, true])
  socket.close()
})

it('its creator keeps a private project', async () => {
  const { socket, changed } = await watch(team.member)
  await joinAll(socket)
  await setVisibility('PRIVATE')
  await until('the page to be told', () => changed.length === 1, SOON_S)
  expect(await joinAll(socket)).toEqual([true, true, true, true, true])
  await setVisibility('TEAM')
  socket.close()
})

it('an open project is everybody’s to watch while it is open', async () => {
  const { socket, heard, changed } = await watch(team.stranger)
  expect(await joinAll(socket)).toEqual([true, false, false, false, false])
  await setVisibility('OPEN')
  await until('the page to be told', () => changed.length === 1, SOON_S)
  expect(await joinAll(socket)).toEqual([true, true, true, true, true])
  await happen()
  await until('to hear of the run', () =>
    heard()
      .slice(1)
      .every((count) => count > 0),
  )
  await setVisibility('TEAM')
  await until('the page to be told', () => changed.length === 2, SOON_S)
  const before = heard()
  await happen()
  expect(await joinAll(socket)).toEqual([true, false, false, false, false])
  expect(heard()).toEqual(before)
  socket.close()
})

it('a member who becomes a viewer writes no more, whatever was remembered of them', async () => {
  expect((await run.log([{ _step: step++, loss: 1 }])).status).toBe(200)
  await done(ada.send('PATCH', '/api/teams/lab/members/lab-member', { role: 'VIEWER' }))
  expect((await run.log([{ _step: step, loss: 1 }])).status).toBe(404)
  await done(ada.send('PATCH', '/api/teams/lab/members/lab-member', { role: 'MEMBER' }))
  expect((await run.log([{ _step: step++, loss: 1 }])).status).toBe(200)
})

it('a disabled person is signed out, by key as by session', async () => {
  const person = await addPerson(server, 'gone', { entity: 'lab', role: 'MEMBER' })
  const bySession = await connect(server.url, person.cookie)
  const authorization = `Bearer ${person.apiKey}`
  const byKey = await connect(server.url, undefined, { authorization })
  const ended = [record(bySession, 'session.ended'), record(byKey, 'session.ended')]
  await done(ada.send('PATCH', '/api/people/gone', { disabled: true }))
  const closed = () => ended.every((e) => e.length > 0) && !bySession.connected && !byKey.connected
  await until('both sockets to be closed', closed, SOON_S)
})
