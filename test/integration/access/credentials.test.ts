// What is no credential opens nothing, and a credential is of no use to another site.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { addPerson, type Person } from '../../support/people'
import { sessionOf } from '../../support/session'
import { authorization, graphql, WandbRun } from '../../support/wandbClient'
import { ALL_ROUTES as ROUTES } from './matrix/allRoutes'
import { makeWorld, type World } from './matrix/world'

let world: World
let eve: Person

beforeAll(async () => {
  world = await makeWorld()
  eve = await addPerson(world.server, 'eve')
}, 60_000)
afterAll(() => world?.server.close())

async function ask(route: string, headers: Record<string, string>) {
  const method = route.split(' ')[0]!
  const { path, body } = await ROUTES[route]!.request(world, 'nobody')
  const init: RequestInit = { method, headers: { 'content-type': 'application/json', ...headers } }
  if (method !== 'GET') init.body = JSON.stringify(body ?? {})
  const response = await fetch(world.server.url + path, init)
  return { status: response.status, text: await response.text() }
}

const runNow = async () => (await world.admin.run('p', 'run')).run
const untouched = { state: 'running', notes: '', stopRequested: false }

describe('without a credential', () => {
  const closed = Object.keys(ROUTES).filter((route) => !ROUTES[route]!.who.includes('nobody'))

  it.each([
    ['a wrong key', { authorization: authorization('X'.repeat(40)) }],
    ['an empty key', { authorization: authorization('') }],
    ['half a header', { authorization: 'Basic' }],
    ['another scheme', { authorization: 'Digest abc' }],
    ['a key hash', { authorization: 'Bearer abc' }],
    ['a made-up session', { cookie: 'runroom_session=abc' }],
    ['a broken cookie', { cookie: '=;;runroom_session;%00' }],
  ])('(%s) every route refuses', async (_what, headers) => {
    for (const route of closed) {
      const answer = await ask(route, headers as Record<string, string>)
      expect(answer.status, route).toBe(401)
      expect(answer.text, route).not.toContain('lab')
    }
    expect(await runNow()).toMatchObject(untouched)
  })

  it('pages lead to the sign-in page, and back', async () => {
    const { url } = world.server
    for (const page of ['/', '/lab/p', '/lab/p/runs/run', '/settings/keys', '/nothing']) {
      const response = await fetch(url + page, { redirect: 'manual' })
      expect(response.status, page).toBe(302)
      expect(response.headers.get('location')).toBe(`/signin?next=${encodeURIComponent(page)}`)
    }
    expect((await fetch(`${url}/signin`)).status).toBe(200)
  })

  it('GraphQL answers no field', async () => {
    for (const query of [
      '{ viewer { id } }',
      '{ serverInfo { features { name } } }',
      '{ __typename }',
    ]) {
      const answer = await graphql({ url: world.server.url, apiKey: 'X'.repeat(40) }, query)
      expect(answer.status, query).toBe(401)
      expect(answer.errors![0]!.message).toContain('API key')
      expect(answer.data ?? null).toBeNull()
    }
  })
})

describe('somebody else', () => {
  it('hears the same of what is not theirs as of what does not exist', async () => {
    const stranger = new Api(eve)
    const there = await (await stranger.fetch('/api/projects/lab/p')).text()
    const not = await (await stranger.fetch('/api/projects/lab/q')).text()
    expect(there.replace('lab/p', '…')).toBe(not.replace('lab/q', '…'))
  })

  it('may do the same in a project of their own', async () => {
    const run = await WandbRun.start(eve, { project: 'p', name: 'run' })
    expect(run.entity).toBe('eve')
    expect((await run.log([{ _step: 0, loss: 5 }])).status).toBe(200)
    expect((await new Api(eve, 'eve').run('p', 'run')).steps).toBe(1)
    expect((await world.admin.run('p', 'run')).steps).toBe(1)
  })
})

describe('another site', () => {
  const changes = Object.keys(ROUTES).filter((route) => !/^(GET|OPTIONS) /.test(route))

  it('cannot make a browser change anything, whatever it sends along', async () => {
    const { url } = world.server
    const cookie = await sessionOf(world.server)
    const origins: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: url.replace('http:', 'https:').replace(/\d+$/, '1') },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const from of origins) {
      for (const route of changes) {
        const answer = await ask(route, { cookie, ...from })
        expect(answer.status, `${route} ${JSON.stringify(from)}`).toBe(403)
      }
    }
    expect(await runNow()).toMatchObject(untouched)
    expect((await fetch(`${url}/api/session`, { headers: { cookie } })).status).toBe(200)
  })

  it('gets no cookie to sign its visitors in with', async () => {
    for (const route of ['POST /api/session', 'POST /api/session/link', 'POST /api/signup']) {
      const answer = await ask(route, { origin: 'https://evil.example' })
      expect(answer.status, route).toBe(403)
    }
  })

  it('is not let into an answer by CORS', async () => {
    const response = await fetch(`${world.server.url}/api/home`, {
      headers: { cookie: await sessionOf(world.server), origin: 'https://evil.example' },
    })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})
