import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { authorization, graphql, WandbRun } from '../../support/wandbClient'
import { type Witness, witness } from '../../support/witness'

let server: TestServer
let beside: Witness

beforeAll(async () => {
  server = await startServer()
  beside = await witness(server)
})
afterEach(() => beside.isUnharmed())
afterAll(() => server?.close())

async function send(body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { authorization: authorization(server.apiKey), ...headers },
    body,
  })
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text) as { errors?: { message: string }[] } }
}

const UPSERT = `mutation ($i: UpsertBucketInput!) {
  upsertBucket(input: $i) { bucket { id name tags project { name } } inserted } }`

describe('a GraphQL request', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', 'query { viewer { id } }'],
    ['a list', '[]'],
    ['no query', '{"variables":{}}'],
    ['a query that is a number', '{"query":1}'],
    ['variables as a text', '{"query":"{ viewer { id } }","variables":"x"}'],
    ['broken syntax', '{"query":"query { viewer {"}'],
    ['an unknown field', '{"query":"{ viewer { passwordHash } }"}'],
    ['a wrong argument', '{"query":"{ project(name: 1, colour: 2) { id } }"}'],
    ['a fragment in a circle', '{"query":"{ viewer { ...A } } fragment A on User { ...A }"}'],
    ['ten thousand brackets', JSON.stringify({ query: '{ viewer '.repeat(10_000) })],
    ['a very long document', JSON.stringify({ query: `{ ${'viewer { id } '.repeat(50_000)} }` })],
  ])('of %s is refused with a reason', async (_what, body) => {
    const answer = await send(body)
    expect(answer.status).toBe(400)
    expect(answer.body.errors![0]!.message.length).toBeGreaterThan(5)
  })

  const OWN = 'query Own($entity: String) { project(name: "p", entityName: $entity) { id } }'

  it.each([
    ['names an operation that is not in it', { query: OWN, operationName: 'Other' }],
    ['has a variable of the wrong type', { query: OWN, variables: { entity: { a: 1 } } }],
    ['subscribes', { query: 'subscription { viewer { id } }' }],
  ])('that %s answers with errors', async (_what, request) => {
    const answer = await send(JSON.stringify(request))
    expect([200, 400]).toContain(answer.status)
    expect(answer.body.errors!.length).toBeGreaterThan(0)
  })

  it('for what does not exist answers null', async () => {
    const query = `{
      a: project(name: "nothing", entityName: "ada") { id }
      b: project(name: "witness", entityName: "nobody") { id }
      c: model(name: "a\\u0000b", entityName: "ada") { id }
      d: entity(name: "../nobody") { id }
      e: project(name: "witness", entityName: "ada") { run(name: "nobody") { id } bucket(name: "x", missingOk: true) { id } }
    }`
    const answer = await graphql(server, query)
    expect(answer.status).toBe(200)
    expect(answer.errors).toBeUndefined()
    expect(answer.data).toEqual({
      a: null,
      b: null,
      c: null,
      d: null,
      e: { run: null, bucket: null },
    })
  })

  it('says of an entity that nobody has made only that its name is free', async () => {
    const query = `{ entity(name: "nobody") { name available readOnly members { id } } }`
    const answer = await graphql(server, query)
    expect(answer.data).toEqual({
      entity: { name: 'nobody', available: true, readOnly: true, members: [] },
    })
  })

  it.each([
    ['config that is no JSON', { config: '{lr:' }, 'config'],
    ['config that is a list', { config: '[1]' }, 'config'],
    ['a summary that is no JSON', { summaryMetrics: '{' }, 'summaryMetrics'],
    ['a project that climbs', { modelName: '../x' }, 'project'],
    ['a project with a slash', { modelName: 'a/b' }, 'project'],
    ['a name with NUL', { name: 'a\u0000b' }, 'name'],
    ['a name that is too long', { name: 'x'.repeat(1000) }, 'name'],
    ['a display name that is too long', { displayName: 'x'.repeat(10_000) }, 'displayName'],
    ['an entity of nobody', { entityName: 'nobody' }, 'nobody'],
    ['an id that is none', { id: 'x' }, 'id'],
    ['an id of nothing', { id: Buffer.from('Run:v1:99999').toString('base64') }, 'run'],
  ])('to make a run with %s names what is wrong', async (_what, fields, named) => {
    const input = { modelName: 'refused', name: 'refused', ...fields }
    const answer = await graphql<{ upsertBucket: unknown }>(server, UPSERT, { i: input })
    expect(answer.status).toBe(200)
    expect(answer.data?.upsertBucket ?? null).toBeNull()
    expect(answer.errors![0]!.message).toContain(named)
  })

  it('takes null for "not given", never for "clear"', async () => {
    const api = new Api(server)
    const run = await WandbRun.start(server, { name: 'nulls', tags: ['a'], config: { lr: 1 } })
    const input = {
      name: run.name,
      modelName: run.project,
      displayName: null,
      tags: null,
      config: null,
      notes: null,
      groupName: null,
      config2: undefined,
    }
    expect((await graphql(server, UPSERT, { i: input })).errors).toBeUndefined()
    const found = await api.run(run.project, run.name)
    expect(found.run.tags).toEqual(['a'])
    expect(found.config).toEqual({ lr: 1 })
  })

  it('may ask for history in odd ways', async () => {
    const run = await WandbRun.start(server, { name: 'asked' })
    await run.log(Array.from({ length: 20 }, (_, i) => ({ _step: i, v: i })))
    const ask = (field: string) =>
      graphql<{ project: { run: Record<string, unknown> | null } }>(
        server,
        `{ project(name: "test", entityName: "ada") { run(name: "asked") { r: ${field} } } }`,
      )
    for (const field of [
      'history(samples: 0)',
      'history(samples: -5)',
      'history(minStep: 15, maxStep: 3)',
      'history(minStep: -1, maxStep: 99999999999)',
      'sampledHistory(specs: [])',
      'sampledHistory(specs: ["{}"])',
      'sampledHistory(specs: ["{\\"keys\\":[\\"none\\"]}"])',
      'files(first: -1) { edges { node { name } } }',
      'files(first: 100000, after: "???") { edges { node { name } } }',
      'logLines(last: -3) { edges { node { line } } }',
    ]) {
      const answer = await ask(field)
      expect(answer.status, field).toBe(200)
      expect(answer.errors, field).toBeUndefined()
    }
    for (const spec of [
      '{',
      'null',
      '1',
      '{\\"keys\\":\\"v\\"}',
      '{\\"keys\\":[1]}',
      '{\\"samples\\":\\"x\\"}',
    ]) {
      const answer = await ask(`sampledHistory(specs: ["${spec}"])`)
      expect([200, 400], spec).toContain(answer.status)
      expect(answer.errors?.[0]?.message, spec).toMatch(/specs|JSON/)
    }
  })
})
