// Ten thousand random requests over every door: no mistake of the server, and no memory kept.
import fs from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { buildSchema } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import WebSocket from 'ws'
import { addApiRoutes } from '@/server/api'
import { Router } from '@/server/http/router'
import { Api } from '../../support/api'
import { root } from '../../support/freshDatabase'
import { documents } from '../../support/graphqlArbitrary'
import { connect } from '../../support/live'
import { addPerson, type Person } from '../../support/people'
import { startServer, type TestServer } from '../../support/server'
import { authorization, WandbRun } from '../../support/wandbClient'
import { type Witness, witness } from '../../support/witness'

const SEED = 20_261
const COUNTS = { graphql: 4000, api: 3000, fileStream: 1500, socket: 1500 }

let server: TestServer
let beside: Witness
/** Whose requests they are: somebody with things of their own to break. */
let mallory: Person
let runId: number

beforeAll(async () => {
  // A server that kept something of each request would not live through them with so small a heap.
  server = await startServer({ env: { NODE_OPTIONS: '--max-old-space-size=192' } })
  beside = await witness(server)
  mallory = await addPerson(server, 'mallory')
  const run = await WandbRun.start(mallory, { project: 'fuzzed', name: 'known' })
  await run.log(Array.from({ length: 50 }, (_, i) => ({ _step: i, loss: i })))
  await run.print(['hello'])
  const other = await WandbRun.start(mallory, { project: 'fuzzed', name: 'other' })
  await other.log([{ _step: 0, loss: 1 }])
  runId = (await new Api(mallory, 'mallory').run('fuzzed', 'known')).run.id
})
afterAll(() => server?.close())

const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number) =>
  fc.sample(arbitrary, { seed: SEED, numRuns: count })

/** Sends all, a few at a time; throws with the request at the first mistake of the server. */
async function sendAll<T>(requests: readonly T[], send: (request: T) => Promise<Response>) {
  const statuses = new Map<number, number>()
  let next = 0
  const work = async () => {
    while (next < requests.length) {
      const request = requests[next++]!
      const response = await send(request)
      const text = await response.text()
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
      const broken = response.status >= 500 || text.includes('The server could not do that')
      if (broken) throw new Error(`${response.status} ${text}\n${JSON.stringify(request)}`)
    }
  }
  await Promise.all(Array.from({ length: 6 }, work))
  return statuses
}

async function residentMiB(): Promise<number> {
  const status = await fs.readFile(`/proc/${server.process.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024
}

const json = { 'content-type': 'application/json' }

/** Names and numbers of what is there, and of what is not. */
const segment = () =>
  fc.oneof(
    fc.constantFrom(`${runId}`, '999999', '-1', '1e99', 'mallory', 'fuzzed', 'known', 'ada'),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )

const jsonBody = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc
    .dictionary(
      fc.constantFrom(
        ...['name', 'notes', 'tags', 'runs', 'keys', 'x', 'range', 'buckets', 'stream', 'role'],
        ...['username', 'password', 'token', 'current', 'next', 'displayName', 'scope', 'email'],
      ),
      fc.oneof(
        fc.jsonValue(),
        fc.string({ unit: 'binary' }),
        fc.array(fc.constantFrom(1, 2, 'loss')),
        fc.constantFrom('_step', 'loss', 'history', 'MEMBER', 1, 64, null),
      ),
    )
    .map((value) => JSON.stringify(value)),
)

async function graphqlRequests() {
  const sdl = await fs.readFile(path.join(root, 'server/wandb/schema.graphql'), 'utf8')
  const known = {
    names: ['mallory', 'fuzzed', 'known', 'other', 'ada', '_step'],
    // What a config may ask for: forks, of others and of itself, and metrics of every kind.
    json: [
      ...[3, -1, 1e300, 'x'].map((step) => sdkConfig({ branch_point: { run_id: 'known', step } })),
      sdkConfig({ branch_point: { run_id: 'other', step: 1 } }),
      sdkConfig({
        m: [{ '1': 'loss', '5': 2, '7': [1] }, { '2': '*', '5': 9 }, 7],
        t: { '1': [1] },
      }),
    ],
  }
  return sample(documents(buildSchema(sdl), known), COUNTS.graphql)
}

function sdkConfig(value: object) {
  return { lr: { value: 0.1 }, _wandb: { value } }
}

function apiRequests() {
  const router = new Router()
  // Only what is registered matters here: no handler is called.
  addApiRoutes(router, { config: {}, alerts: {}, reports: {}, sharing: {} } as never)
  // Without its key and its session nothing else could be reached any more.
  const routes = router.routes.filter(({ pattern }) => !/^\/api\/(keys\/|session)/.test(pattern))
  const request = fc.constantFrom(...routes).chain(({ method, pattern }) => {
    const parts = pattern.split('/').map((part) => {
      if (!part.startsWith(':') && part !== '*') return fc.constant(part)
      return segment().map(encodeURIComponent)
    })
    return fc.record({
      method: fc.constant(method as string),
      path: fc.tuple(...parts).map((all) => all.join('/')),
      query: fc.dictionary(
        fc.constantFrom('from', 'to', 'q', 'stream', 'keys', 'after', 'limit'),
        fc.oneof(fc.string({ unit: 'binary' }), fc.integer().map(String)),
      ),
      body: jsonBody,
    })
  })
  return sample(request, COUNTS.api)
}

const streamBodies = fc.oneof(
  jsonBody,
  fc
    .record(
      {
        files: fc.dictionary(
          fc.constantFrom('wandb-history.jsonl', 'wandb-events.jsonl', 'output.log', 'x'),
          fc.record({
            offset: fc.oneof(fc.nat(60), fc.double(), fc.string()),
            content: fc.array(fc.oneof(fc.json(), fc.string({ unit: 'binary' }))),
          }),
        ),
        complete: fc.boolean(),
        exitcode: fc.oneof(fc.integer(), fc.double()),
        preempting: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
)

const socketCalls = fc.record({
  event: fc.constantFrom(
    ...['home.join', 'project.join', 'run.join', 'console.join', 'series.subscribe'],
    ...['home.leave', 'project.leave', 'run.leave', 'console.leave', 'no.such.event'],
  ),
  arguments: fc.array(
    fc.oneof(
      fc.jsonValue(),
      fc.integer({ min: -3, max: 5 }),
      fc.array(
        fc.record({
          stream: fc.constantFrom('history', 'events', 'nothing'),
          runs: fc.array(fc.oneof(fc.nat(3), fc.double())),
          keys: fc.array(fc.oneof(fc.constantFrom('loss', '_step'), fc.string())),
        }),
      ),
    ),
    { maxLength: 3 },
  ),
})

it('answers each of them, and keeps nothing of them', async () => {
  const all = {
    graphql: await graphqlRequests(),
    api: apiRequests(),
    fileStream: sample(streamBodies, COUNTS.fileStream),
    socket: sample(socketCalls, COUNTS.socket),
  }
  const half = (part: 0 | 1) => {
    const of = <T>(list: T[]) => list.filter((_, i) => i % 2 === part)
    return send({
      graphql: of(all.graphql),
      api: of(all.api),
      fileStream: of(all.fileStream),
      socket: of(all.socket),
    })
  }
  await half(0)
  const before = await residentMiB()
  await half(1)
  await beside.isUnharmed()
  // One large answer moves it by dozens of MiB; what is kept of each request would add up.
  expect((await residentMiB()) / before).toBeLessThan(1.6)
}, 400_000)

async function send(requests: {
  graphql: string[]
  api: ReturnType<typeof apiRequests>
  fileStream: string[]
  socket: { event: string; arguments: unknown[] }[]
}) {
  const auth = { authorization: authorization(mallory.apiKey) }
  const post = (place: string, body: string) =>
    fetch(server.url + place, { method: 'POST', headers: { ...json, ...auth }, body })

  const graphql = await sendAll(requests.graphql, (query) =>
    post('/graphql', JSON.stringify({ query })),
  )
  expect(graphql.get(200)).toBeGreaterThan(requests.graphql.length * 0.8)

  const api = await sendAll(requests.api, ({ method, path: place, query, body }) => {
    const url = `${server.url}${place}?${new URLSearchParams(query).toString()}`
    const init = { method, headers: { ...json, ...auth } }
    return fetch(url, method === 'GET' ? init : { ...init, body })
  })
  expect(api.get(401)).toBeUndefined()
  expect(api.get(200)).toBeGreaterThan(0)

  await sendAll(requests.fileStream, (body) =>
    post('/files/mallory/fuzzed/known/file_stream', body),
  )

  const socket = await connect(server.url, mallory.cookie)
  for (const { event, arguments: args } of requests.socket) {
    socket.emit(event as 'home.leave', ...(args as []))
  }
  // Answered in order: whoever hears this has been heard.
  await socket.timeout(20_000).emitWithAck('run.join', runId)
  socket.close()
  await rawFrames()
  expect(server.process.exitCode).toBeNull()
  expect(server.output()).not.toMatch(/ error /)
}

/** Bytes that are no socket.io at all. */
async function rawFrames() {
  const address = `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`
  for (const bytes of sample(fc.uint8Array({ maxLength: 200 }), 50)) {
    const socket = new WebSocket(address, { headers: { cookie: mallory.cookie } })
    await new Promise((resolve) => socket.once('open', resolve))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.send(bytes)
    socket.send('4' + Buffer.from(bytes).toString('latin1'))
    socket.close()
    await closed
  }
}
