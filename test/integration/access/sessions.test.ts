// Signing in and out, and what happens to open sockets then.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { connect, record } from '../../support/live'
import { addPerson, type Person } from '../../support/people'
import { startServer, type TestServer } from '../../support/server'
import { linkToken, sessionOf } from '../../support/session'
import { until } from '../../support/until'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
let run: WandbRun
let runId: number
let projectId: number
let eve: Person
let api: Api

beforeAll(async () => {
  server = await startServer()
  api = new Api(server)
  run = await WandbRun.start(server, { project: 'live', name: 'run' })
  await run.log([{ _step: 0, loss: 1 }])
  const detail = await api.run('live', 'run')
  runId = detail.run.id
  projectId = detail.projectId
  eve = await addPerson(server, 'eve')
})
afterAll(() => server?.close())

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

describe('a session', () => {
  it('comes from the printed link, once', async () => {
    const cookie = await sessionOf(server)
    expect(cookie).toMatch(/^runroom_session=[\w-]{43}$/)
    const again = await post('/api/session/link', { token: linkToken(server) })
    expect(again.status).toBe(401)
    expect(await again.json()).toMatchObject({ error: { code: 'link_used' } })
    expect(again.headers.get('set-cookie')).toBeNull()
    expect((await post('/api/session/link', { token: 'made up' })).status).toBe(401)
  })

  it('comes from a password, is out of reach for scripts, and ends with signing out', async () => {
    const cookie = await sessionOf(server)
    const password = 'correct horse battery'
    const set = await fetch(`${server.url}/api/session/password`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', cookie, origin: server.url },
      body: JSON.stringify({ next: password }),
    })
    expect(set.status).toBe(200)
    expect((await post('/api/session', { username: 'ada', password: 'wrong' })).status).toBe(401)
    expect((await post('/api/session', { username: 'nobody', password })).status).toBe(401)
    const signedIn = await post('/api/session', { username: 'ada', password })
    expect(signedIn.status).toBe(200)
    const header = signedIn.headers.get('set-cookie')!
    expect(header).toMatch(/HttpOnly/)
    expect(header).toMatch(/SameSite=Lax/)
    const mine = header.split(';')[0]!
    const whoAmI = () => fetch(`${server.url}/api/session`, { headers: { cookie: mine } })
    expect((await whoAmI()).status).toBe(200)
    const out = await fetch(`${server.url}/api/session`, {
      method: 'DELETE',
      headers: { cookie: mine, origin: server.url },
    })
    expect(out.status).toBe(200)
    expect((await whoAmI()).status).toBe(401)
  })
})

describe('a socket', () => {
  it('is refused without a session, and to another site', async () => {
    await expect(connect(server.url)).rejects.toThrow()
    await expect(connect(server.url, 'runroom_session=made-up')).rejects.toThrow(/unauthorized/)
    const cookie = await sessionOf(server)
    await expect(connect(server.url, cookie, { origin: 'https://evil.example' })).rejects.toThrow()
    const socket = await connect(server.url, cookie, { origin: server.url })
    socket.close()
  })

  it('enters no room of somebody else’s run, and hears nothing of it', async () => {
    const socket = await connect(server.url, eve.cookie)
    expect(await socket.emitWithAck('home.join')).toEqual({ ok: true })
    const heard = [
      ...(['run.changed', 'summary.replaced', 'console.written', 'series.appended'] as const),
      ...(['keys.added', 'files.changed', 'run.edited', 'home.run'] as const),
    ].map((event) => record(socket, event))
    const refused = { ok: false, error: expect.stringContaining('not yours') as string }
    expect(await socket.emitWithAck('project.join', projectId)).toEqual(refused)
    expect(await socket.emitWithAck('run.join', runId)).toEqual(refused)
    expect(await socket.emitWithAck('console.join', runId)).toEqual(refused)
    const subscription = { stream: 'history' as const, runs: [runId], keys: ['loss'] }
    expect(await socket.emitWithAck('series.subscribe', [subscription])).toEqual(refused)

    const watcher = await connect(server.url, await sessionOf(server))
    await watcher.emitWithAck('series.subscribe', [subscription])
    await watcher.emitWithAck('run.join', runId)
    await watcher.emitWithAck('home.join')
    const homes = record(watcher, 'home.run')
    const seen = record(watcher, 'series.appended')
    const summaries = record(watcher, 'summary.replaced')
    await run.log([{ _step: 1, loss: 2, fresh: 1 }])
    await run.summary({ loss: 2 })
    await run.print(['hello'])
    await api.send('PATCH', `/api/runs/${runId}`, { notes: 'changed' })
    await until('what happens, to those who may hear', () => {
      return seen.length > 0 && summaries.length > 0 && homes.length > 0
    })
    // An answer to the other socket comes after anything that was sent to it before.
    await socket.emitWithAck('run.join', runId)
    expect(heard.flat()).toEqual([])
    socket.close()
    watcher.close()
  })

  it('is told and closed at once when its session ends', async () => {
    const person = await addPerson(server, 'short')
    const socket = await connect(server.url, person.cookie)
    const ended = record(socket, 'session.ended')
    let closed = false
    socket.on('disconnect', () => (closed = true))
    const out = await fetch(`${server.url}/api/session`, {
      method: 'DELETE',
      headers: { cookie: person.cookie, origin: server.url },
    })
    expect(out.status).toBe(200)
    await until('the socket to be closed', () => closed)
    expect(ended).toHaveLength(1)
    await expect(connect(server.url, person.cookie)).rejects.toThrow(/unauthorized/)
  })

  it('that sends nonsense is answered, and brings nothing down', async () => {
    const socket = await connect(server.url, await sessionOf(server))
    const emit = (event: string, ...values: unknown[]) =>
      (socket as unknown as { emit(...all: unknown[]): void }).emit(event, ...values)
    const nonsense: unknown[] = [
      null,
      -1,
      0,
      1.5,
      2 ** 40,
      'x',
      [],
      {},
      { toString: 1, valueOf: 2 },
      [[[]]],
    ]
    for (const value of nonsense) {
      for (const event of ['project.join', 'run.join', 'console.join'] as const) {
        const answer = await socket.emitWithAck(event, value as number)
        expect(answer, `${event} ${JSON.stringify(value)}`).toMatchObject({ ok: false })
      }
      for (const event of ['project.leave', 'run.leave', 'console.leave', 'unknown']) {
        emit(event, value)
        emit(event, value, 'not a function')
      }
      emit('run.join', value)
      emit('series.subscribe', value, value)
    }
    const lists = [null, 'x', [1], [{}], [{ stream: 'x', runs: [], keys: [] }], Array(30).fill({})]
    for (const list of lists) {
      const answer = await socket.emitWithAck('series.subscribe', list as never)
      expect(answer, JSON.stringify(list)).toMatchObject({ ok: false })
    }
    expect(await socket.emitWithAck('run.join', runId)).toEqual({ ok: true })
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect(server.output()).not.toMatch(/ error |uncaught|unhandled/i)
    socket.close()
  })
})
