// Who may ask: every route, with no credential, a wrong one, and one of somebody else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { addPerson, type Person } from '../../support/people'
import { startServer, type TestServer } from '../../support/server'
import { sessionOf } from '../../support/session'
import { uploadUrl } from '../../support/uploads'
import { authorization, graphql, WandbRun } from '../../support/wandbClient'

let server: TestServer
let eve: Person
let viewer: Person
let runId: number
let keyId: number

beforeAll(async () => {
  server = await startServer()
  const api = new Api(server)
  const run = await WandbRun.start(server, { project: 'secret', name: 'run' })
  await run.log([{ _step: 0, loss: 1 }])
  await run.print(['a secret'])
  await fetch(await uploadUrl(run, 'weights.bin'), { method: 'PUT', body: 'secret' })
  runId = (await api.run('secret', 'run')).run.id
  const made = await api.send('POST', '/api/keys', { name: 'mine' })
  keyId = ((await made.json()) as { id: number }).id
  eve = await addPerson(server, 'eve')
  viewer = await addPerson(server, 'vic', { entity: 'ada', role: 'VIEWER' })
})
afterAll(() => server?.close())

interface Route {
  method: string
  path: string
  body?: unknown
}

/** Everything that shows or changes what is Ada's. */
function routesOfAda(): Route[] {
  const run = `/api/runs/${runId}`
  return [
    { method: 'GET', path: '/api/projects/ada/secret' },
    { method: 'GET', path: '/api/projects/ada/secret/runs' },
    { method: 'GET', path: '/api/projects/ada/secret/keys' },
    { method: 'GET', path: '/api/projects/ada/secret/runs/run' },
    { method: 'GET', path: `${run}/rows?from=0&to=10` },
    { method: 'GET', path: `${run}/console` },
    { method: 'GET', path: `${run}/console/search?q=a` },
    { method: 'GET', path: `${run}/console.txt` },
    { method: 'GET', path: `${run}/files` },
    { method: 'GET', path: `${run}/files/weights.bin` },
    { method: 'GET', path: `${run}/export.csv` },
    { method: 'GET', path: `${run}/export.jsonl` },
    { method: 'POST', path: '/api/series', body: { runs: [runId], keys: ['loss'] } },
    ...changesOfAda(),
  ]
}

function changesOfAda(): Route[] {
  return [
    { method: 'PATCH', path: `/api/runs/${runId}`, body: { notes: 'was here' } },
    { method: 'POST', path: `/api/runs/${runId}/stop`, body: {} },
    {
      method: 'POST',
      path: '/files/ada/secret/run/file_stream',
      body: { complete: true, exitcode: 1 },
    },
  ]
}

const ownRoutes: Route[] = [
  { method: 'GET', path: '/api/home' },
  { method: 'GET', path: '/api/session' },
  { method: 'GET', path: '/api/keys' },
  { method: 'POST', path: '/api/keys', body: { name: 'x' } },
  { method: 'PUT', path: '/api/session/password', body: { next: 'long enough for a password' } },
  { method: 'DELETE', path: '/api/session', body: {} },
]

async function ask({ method, path, body }: Route, headers: Record<string, string>) {
  const init: RequestInit = { method, headers: { 'content-type': 'application/json', ...headers } }
  if (body !== undefined) init.body = JSON.stringify(body)
  const response = await fetch(server.url + path, init)
  const text = await response.text()
  return { status: response.status, text }
}

const runNow = async () => (await new Api(server).run('secret', 'run')).run

describe('without a credential', () => {
  it.each([
    ['none', {}],
    ['a wrong key', { authorization: authorization('X'.repeat(40)) }],
    ['an empty key', { authorization: authorization('') }],
    ['half a header', { authorization: 'Basic' }],
    ['another scheme', { authorization: 'Digest abc' }],
    ['a key hash', { authorization: 'Bearer abc' }],
    ['a made-up session', { cookie: 'runroom_session=abc' }],
    ['a broken cookie', { cookie: '=;;runroom_session;%00' }],
  ])('(%s) every route refuses', async (_what, headers) => {
    for (const route of [...routesOfAda(), ...ownRoutes]) {
      const answer = await ask(route, headers as Record<string, string>)
      expect(answer.status, `${route.method} ${route.path}`).toBe(401)
      expect(JSON.parse(answer.text)).toHaveProperty('error.message')
      expect(answer.text).not.toContain('secret')
    }
    expect(await runNow()).toMatchObject({ state: 'running', notes: '', stopRequested: false })
  })

  it('pages lead to the sign-in page, and back', async () => {
    for (const page of ['/', '/ada/secret', '/ada/secret/runs/run', '/settings/keys', '/nothing']) {
      const response = await fetch(server.url + page, { redirect: 'manual' })
      expect(response.status, page).toBe(302)
      expect(response.headers.get('location')).toBe(`/signin?next=${encodeURIComponent(page)}`)
    }
    expect((await fetch(`${server.url}/signin`)).status).toBe(200)
  })

  it('GraphQL answers no field', async () => {
    for (const query of [
      '{ viewer { id } }',
      '{ serverInfo { features { name } } }',
      '{ __typename }',
    ]) {
      const answer = await graphql({ url: server.url, apiKey: 'X'.repeat(40) }, query)
      expect(answer.status, query).toBe(401)
      expect(answer.errors![0]!.message).toContain('API key')
      expect(answer.data ?? null).toBeNull()
    }
  })
})

describe('somebody else', () => {
  it('sees and changes nothing of a private project, by key or by session', async () => {
    const credentials: Record<string, string>[] = [
      { authorization: authorization(eve.apiKey) },
      { cookie: eve.cookie, origin: server.url },
    ]
    for (const headers of credentials) {
      for (const route of routesOfAda()) {
        const answer = await ask(route, headers)
        expect(answer.status, `${route.method} ${route.path}`).toBe(404)
      }
      const home = await ask({ method: 'GET', path: '/api/home' }, headers)
      expect(JSON.parse(home.text)).toEqual({ projects: [], recentRuns: [] })
      const keys = await ask({ method: 'GET', path: '/api/keys' }, headers)
      expect(keys.text).not.toContain('mine')
      const revoke = await ask({ method: 'DELETE', path: `/api/keys/${keyId}` }, headers)
      expect(revoke.status).toBe(404)
    }
    expect(await runNow()).toMatchObject({ state: 'running', notes: '', stopRequested: false })
  })

  it('hears the same of what is private as of what does not exist', async () => {
    const headers = { authorization: authorization(eve.apiKey) }
    const there = await ask({ method: 'GET', path: '/api/projects/ada/secret' }, headers)
    const not = await ask({ method: 'GET', path: '/api/projects/ada/nothing' }, headers)
    expect(there.text.replace('secret', '…')).toBe(not.text.replace('nothing', '…'))
  })

  it('sees nothing of it through GraphQL, and makes no run in it', async () => {
    const read = await graphql(
      eve,
      `
        {
          project(name: "secret", entityName: "ada") {
            id
          }
          model(name: "secret", entityName: "ada") {
            id
          }
          entity(name: "ada") {
            id
          }
          models(entityName: "ada") {
            edges {
              node {
                name
              }
            }
          }
        }
      `,
    )
    expect(read).toMatchObject({
      status: 200,
      data: { project: null, model: null, entity: null, models: null },
    })
    const id = Buffer.from(`Run:v1:${runId}`).toString('base64')
    const mutations = [
      `mutation { upsertBucket(input: {entityName: "ada", modelName: "secret", name: "run", notes: "x"}) { inserted } }`,
      `mutation { upsertBucket(input: {id: "${id}", notes: "x"}) { inserted } }`,
      `mutation { upsertModel(input: {entityName: "ada", name: "secret", description: "x"}) { inserted } }`,
      `mutation { stopRun(input: {id: "${id}"}) { success } }`,
      `mutation { createRunFiles(input: {entityName: "ada", projectName: "secret", runName: "run", files: ["a"]}) { runID } }`,
      `mutation { markRunFilesUploaded(input: {entityName: "ada", projectName: "secret", runName: "run", files: ["a"]}) { success } }`,
    ]
    for (const mutation of mutations) {
      const answer = await graphql(eve, mutation)
      expect(answer.status, mutation).toBe(200)
      expect(Object.values(answer.data ?? { none: null }), mutation).toEqual([null])
      expect(answer.errors![0]!.message, mutation).toMatch(/does not exist, or you may not see it/)
    }
    expect(await runNow()).toMatchObject({ state: 'running', notes: '', stopRequested: false })
  })

  it('may do the same in a project of their own', async () => {
    const run = await WandbRun.start(eve, { project: 'secret', name: 'run' })
    expect(run.entity).toBe('eve')
    expect((await run.log([{ _step: 0, loss: 5 }])).status).toBe(200)
    expect((await new Api(eve, 'eve').run('secret', 'run')).steps).toBe(1)
    expect((await new Api(server).run('secret', 'run')).steps).toBe(1)
  })
})

describe('a viewer', () => {
  it('reads everything and changes nothing', async () => {
    const headers = { authorization: authorization(viewer.apiKey) }
    const changes = changesOfAda()
    for (const route of routesOfAda()) {
      const answer = await ask(route, headers)
      const isChange = changes.some(
        ({ method, path }) => method === route.method && path === route.path,
      )
      const wanted = isChange ? [403, 404] : [200]
      expect(wanted, `${route.method} ${route.path}: ${answer.text}`).toContain(answer.status)
    }
    const made = WandbRun.start(viewer, { entity: 'ada', project: 'secret', name: 'new' })
    await expect(made).rejects.toThrow(/may read but not write/)
    expect(await runNow()).toMatchObject({ state: 'running', notes: '', stopRequested: false })
  })
})

describe('another site', () => {
  it('cannot make a browser change anything, whatever it sends along', async () => {
    const cookie = await sessionOf(server)
    const changes: Route[] = [
      ...changesOfAda(),
      ...ownRoutes.filter((route) => route.method !== 'GET'),
      { method: 'DELETE', path: `/api/keys/${keyId}` },
      {
        method: 'POST',
        path: '/graphql',
        body: { query: 'mutation { stopRun(input: {id: "x"}) { success } }' },
      },
    ]
    const origins: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: server.url.replace('http:', 'https:').replace(/\d+$/, '1') },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const from of origins) {
      for (const route of changes) {
        const answer = await ask(route, { cookie, ...from })
        expect(answer.status, `${route.method} ${route.path} ${JSON.stringify(from)}`).toBe(403)
      }
    }
    expect(await runNow()).toMatchObject({ state: 'running', notes: '', stopRequested: false })
    const session = await ask({ method: 'GET', path: '/api/session' }, { cookie })
    expect(session.status).toBe(200)
  })

  it('gets no cookie to sign its visitors in with', async () => {
    const body = { token: 'x' }
    for (const path of ['/api/session', '/api/session/link']) {
      const answer = await ask({ method: 'POST', path, body }, { origin: 'https://evil.example' })
      expect(answer.status).toBe(403)
    }
  })

  it('is not let into an answer by CORS', async () => {
    const response = await fetch(`${server.url}/api/home`, {
      headers: { cookie: await sessionOf(server), origin: 'https://evil.example' },
    })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})
