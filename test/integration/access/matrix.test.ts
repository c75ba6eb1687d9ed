// Everything one can ask of the server × everybody who may come and ask. The lists of what there is
// to ask come from the server itself, so that nothing new stays without an expectation.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLIENT_EVENTS } from '@/lib/live/events'
import { RawClient } from '../../support/collab'
import { connect } from '../../support/live'
import { type FieldRow, MUTATIONS, QUERIES } from './matrix/fields'
import { ALL_ROUTES as ROUTES } from './matrix/allRoutes'
import {
  type Actor,
  ACTORS,
  makeWorld,
  READERS,
  SIGNED_IN,
  type World,
  WRITERS,
} from './matrix/world'

let world: World
beforeAll(async () => {
  world = await makeWorld()
}, 60_000)
afterAll(() => world?.server.close())

const UNKNOWN: readonly Actor[] = ['nobody', 'revoked key']

describe('routes', () => {
  it('are all in the table, and the table has no others', () => {
    const lines = world.server.output().matchAll(/ debug route (\S+ \S+)$/gm)
    const routes = [...lines].map(([, route]) => route)
    expect(routes.length).toBeGreaterThan(30)
    expect(Object.keys(ROUTES).toSorted()).toEqual(routes.toSorted())
  })

  it.each(Object.keys(ROUTES))('%s', async (route) => {
    const row = ROUTES[route]!
    const method = route.split(' ')[0]!
    for (const actor of ACTORS) {
      const { path, body } = await row.request(world, actor)
      const headers = { ...world.headers[actor], 'content-type': 'application/json' }
      const init: RequestInit = { method, headers, redirect: 'manual' }
      if (method !== 'GET') init.body = JSON.stringify(body ?? {})
      const response = await fetch(world.server.url + path, init)
      const text = await response.text()
      const wanted = row.who.includes(actor)
        ? row.answers === undefined
          ? [200, 201]
          : [row.answers]
        : UNKNOWN.includes(actor)
          ? [401]
          : [403, 404]
      expect(wanted, `${actor}: ${response.status} ${text.slice(0, 200)}`).toContain(
        response.status,
      )
      if (response.status >= 400) expect(text).toMatch(/^\{"errors?":.*"message":"/)
    }
  })
})

describe('GraphQL', () => {
  async function ask(actor: Actor, query: string) {
    const headers = { ...world.headers[actor], 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify({ query }) }
    const response = await fetch(`${world.server.url}/graphql`, init)
    const body = (await response.json()) as {
      data?: Record<string, unknown> | null
      errors?: unknown[]
    }
    return { status: response.status, ...body }
  }

  it.each([
    ['queryType', QUERIES],
    ['mutationType', MUTATIONS],
  ])('fields of %s are all in the table', async (type, table) => {
    const answer = await ask('admin', `{ __schema { ${type} { fields { name } } } }`)
    const schema = answer.data!.__schema as Record<string, { fields: { name: string }[] }>
    const fields = schema[type]!.fields.map((field) => field.name)
    expect(Object.keys(table).toSorted()).toEqual(fields.toSorted())
  })

  const rows: [string, FieldRow, string][] = [
    ...Object.entries(QUERIES).map(([n, row]): [string, FieldRow, string] => [n, row, 'query']),
    ...Object.entries(MUTATIONS).map(([n, row]): [string, FieldRow, string] => [
      n,
      row,
      'mutation',
    ]),
  ]
  it.each(rows)('%s', async (name, row, kind) => {
    for (const actor of ACTORS) {
      const answer = await ask(actor, `${kind} { ${await row.ask(world, actor)} }`)
      const what = `${actor}: ${JSON.stringify(answer).slice(0, 300)}`
      expect(answer.status, what).toBe(UNKNOWN.includes(actor) ? 401 : 200)
      const value = answer.data?.[name] ?? null
      if (row.who.includes(actor)) {
        expect(answer.errors, what).toBeUndefined()
        if (!row.empty) expect(value, what).not.toBeNull()
      } else expect(value, what).toBeNull()
    }
  })

  it('hands out URLs to download with to readers, and to upload with to writers only', async () => {
    const query = `{ project(name: "p", entityName: "lab") { run(name: "run") {
      files(names: ["weights.bin"]) { edges { node { directUrl uploadUrl url(upload: true) } } } } } }`
    for (const actor of ACTORS) {
      const text = JSON.stringify(await ask(actor, query))
      expect(text.includes('/storage/get/'), `${actor}: ${text}`).toBe(READERS.includes(actor))
      expect(text.includes('/storage/put/'), `${actor}: ${text}`).toBe(WRITERS.includes(actor))
    }
  })
})

it('file URLs that were altered open nothing to anybody', async () => {
  const altered = [
    ['GET', world.downloadPath.replace('weights', 'other')],
    ['GET', world.uploadPath.replace('/put/', '/get/')],
    ['PUT', world.downloadPath.replace('/get/', '/put/')],
    ['PUT', world.uploadPath.replace(/\/put\/\d+/, `/put/${world.runId + 1}`)],
  ] as const
  for (const actor of ACTORS) {
    for (const [method, path] of altered) {
      const init: RequestInit = { method, headers: world.headers[actor] }
      if (method === 'PUT') init.body = 'x'
      const response = await fetch(world.server.url + path, init)
      expect(response.status, `${actor} ${method} ${path}`).toBe(403)
    }
  }
})

describe('the live socket', () => {
  const subscription = () => [{ stream: 'history', runs: [world.runId], keys: ['loss'] }]
  /** Who may, and what is sent; leaving is everybody's, and has no answer. */
  const EVENTS: Record<(typeof CLIENT_EVENTS)[number], [readonly Actor[], () => unknown[]] | null> =
    {
      'home.join': [SIGNED_IN, () => []],
      'project.join': [READERS, () => [world.projectId]],
      'run.join': [READERS, () => [world.runId]],
      'console.join': [READERS, () => [world.runId]],
      'report.join': [READERS, () => [world.reportDocumentId]],
      'series.subscribe': [READERS, () => [subscription()]],
      'home.leave': null,
      'project.leave': null,
      'run.leave': null,
      'console.leave': null,
      'report.leave': null,
    }

  it('has every event of clients in the table', () => {
    expect(Object.keys(EVENTS).toSorted()).toEqual(CLIENT_EVENTS.toSorted())
  })

  it.each(ACTORS)('%s', async (actor) => {
    const connecting = connect(world.server.url, undefined, world.headers[actor])
    if (UNKNOWN.includes(actor)) {
      await expect(connecting).rejects.toThrow(/unauthorized/)
      return
    }
    const socket = await connecting
    for (const [event, row] of Object.entries(EVENTS)) {
      if (!row) continue
      const [who, send] = row
      const answer = await socket.emitWithAck(event as never, ...(send() as never))
      expect(answer, event).toMatchObject({ ok: who.includes(actor) })
    }
    socket.close()
  })
})

describe('the collaboration socket', () => {
  it.each(ACTORS)('%s', async (actor) => {
    const { server, documentId } = world
    const headers = world.headers[actor]
    const client = await RawClient.open({ url: server.url }, documentId, { headers })
    if (READERS.includes(actor)) {
      await client.sync()
      expect(client.roles).toEqual([WRITERS.includes(actor) ? 'write' : 'read'])
      client.close()
    } else {
      expect((await client.whenClosed()).code).toBe(UNKNOWN.includes(actor) ? 4401 : 4404)
      expect(client.hasStep2).toBe(false)
    }
  })
})
