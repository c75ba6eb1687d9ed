// What no client should send to file_stream, and what must come of it.
import http from 'node:http'
import zlib from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { authorization, toLine, WandbRun } from '../../support/wandbClient'
import { type Witness, witness } from '../../support/witness'

let server: TestServer
let api: Api
let beside: Witness

beforeAll(async () => {
  server = await startServer()
  api = new Api(server)
  beside = await witness(server)
})
afterEach(() => beside.isUnharmed())
afterAll(() => server?.close())

interface Answer {
  status: number
  text: string
}

/** Sends a body as it is; resolves with the answer even when the server stops reading. */
function post(path: string, body: Buffer | Buffer[], headers: Record<string, string> = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const request = http.request(server.url + path, {
      method: 'POST',
      headers: { authorization: authorization(server.apiKey), ...headers },
    })
    let answered = false
    request.on('response', (response) => {
      answered = true
      let text = ''
      const done = () => resolve({ status: response.statusCode!, text })
      response.on('data', (chunk) => (text += chunk))
      response.on('end', done)
      response.on('error', done)
    })
    request.on('error', (error) => answered || reject(error))
    for (const chunk of Array.isArray(body) ? body : [body]) request.write(chunk)
    request.end()
  })
}

describe('a body', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['JSON that breaks off', '{"files":{"wandb-history.jsonl":{"offset":0,"content":["{}"'],
    ['two documents', '{}{}'],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x7b, 0x80])],
    ['an array', '[]'],
    ['null', 'null'],
    ['files as a list', '{"files":[]}'],
    ['a file as a text', '{"files":{"wandb-history.jsonl":"x"}}'],
    ['no offset', '{"files":{"wandb-history.jsonl":{"content":[]}}}'],
    ['a negative offset', '{"files":{"wandb-history.jsonl":{"offset":-1,"content":["{}"]}}}'],
    ['a broken offset', '{"files":{"wandb-history.jsonl":{"offset":0.5,"content":["{}"]}}}'],
    ['a huge offset', '{"files":{"wandb-history.jsonl":{"offset":1e300,"content":["{}"]}}}'],
    ['a NaN offset', '{"files":{"wandb-history.jsonl":{"offset":NaN,"content":["{}"]}}}'],
    ['content as a text', '{"files":{"wandb-history.jsonl":{"offset":0,"content":"{}"}}}'],
    ['lines that are objects', '{"files":{"wandb-history.jsonl":{"offset":0,"content":[{}]}}}'],
    ['lines that are numbers', '{"files":{"output.log":{"offset":0,"content":[1]}}}'],
    ['a summary that is none', '{"files":{"wandb-summary.json":{"offset":0,"content":["[1]"]}}}'],
    ['a broken summary', '{"files":{"wandb-summary.json":{"offset":0,"content":["{"]}}}'],
    ['an exit code in words', '{"complete":true,"exitcode":"one"}'],
    ['complete in words', '{"complete":"yes"}'],
  ])('of %s is refused with a reason', async (_what, body) => {
    const run = await WandbRun.start(server)
    const answer = await post(run.path, Buffer.from(body))
    expect(answer.status).toBe(400)
    const { error } = JSON.parse(answer.text) as { error: { code: string; message: string } }
    expect(error.code).toBe('bad_request')
    expect(error.message.length).toBeGreaterThan(5)
    expect((await api.run('test', run.name)).steps).toBe(0)
  })

  it('may nest a hundred thousand levels deep without bringing anything down', async () => {
    const run = await WandbRun.start(server)
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect((await post(run.path, Buffer.from(deep))).status).toBe(400)
    const line = `{"_step":0,"deep":${deep}}`
    const answer = await run.log([line])
    expect([200, 400]).toContain(answer.status)
  })

  it('may be gzip, but not half of it, nor anything else', async () => {
    const run = await WandbRun.start(server)
    const body = Buffer.from(
      JSON.stringify({
        files: { 'wandb-history.jsonl': { offset: 0, content: ['{"_step":0,"v":1}'] } },
      }),
    )
    const packed = zlib.gzipSync(body)
    const gzip = { 'content-encoding': 'gzip' }
    for (const broken of [packed.subarray(0, packed.length - 9), packed.subarray(0, 5), body]) {
      expect((await post(run.path, broken, gzip)).status).toBe(400)
    }
    const flipped = Buffer.from(packed)
    flipped[flipped.length - 6]! ^= 1
    expect((await post(run.path, flipped, gzip)).status).toBe(400)
    expect((await post(run.path, body, { 'content-encoding': 'br' })).status).toBe(400)
    expect((await api.run('test', run.name)).steps).toBe(0)
    expect((await post(run.path, packed, gzip)).status).toBe(200)
    expect((await api.run('test', run.name)).steps).toBe(1)
  })

  it('of 100 MB is refused, however it is sent', async () => {
    const run = await WandbRun.start(server)
    const size = 100 * 1024 * 1024
    const announced = await post(run.path, [], { 'content-length': `${size}` })
    expect(announced.status).toBe(413)
    expect(announced.text).toContain('32 MiB')

    const chunk = Buffer.alloc(1024 * 1024, ' ')
    const chunks = Array.from({ length: 100 }, () => chunk)
    const chunked = await post(run.path, chunks, { 'transfer-encoding': 'chunked' }).catch(
      (error: NodeJS.ErrnoException) => ({ status: 413, text: error.code }),
    )
    expect(chunked).toMatchObject({ status: 413 })

    const bomb = zlib.gzipSync(Buffer.alloc(size))
    expect((await post(run.path, bomb, { 'content-encoding': 'gzip' })).status).toBe(413)
  })
})

describe('a line', () => {
  it('of 10 MB is kept whole', async () => {
    const run = await WandbRun.start(server)
    const text = 'ä'.repeat(5 * 1024 * 1024)
    expect(
      (
        await run.log([
          { _step: 0, text, loss: 1 },
          { _step: 1, loss: 2 },
        ])
      ).status,
    ).toBe(200)
    expect((await run.print([text])).status).toBe(200)
    const { run: found } = await api.run('test', run.name)
    const rows = await api.rows(found.id)
    expect(rows[0]!.text === text).toBe(true)
    expect(rows.map((row) => row.loss)).toEqual([1, 2])
    expect((await api.console(found.id))[0]!.endsWith(text)).toBe(true)
  })

  it('that is not a JSON object keeps its place and its text', async () => {
    const run = await WandbRun.start(server)
    const lines = ['{"_step":0,"v":1}', '{broken', '[1]', 'null', '', '7', '{"_step":6,"v":2}']
    expect((await run.log(lines)).status).toBe(200)
    const { run: found, steps } = await api.run('test', run.name)
    expect(steps).toBe(7)
    const rows = await api.rows(found.id)
    expect(rows[0]).toEqual({ _step: 0, v: 1 })
    expect(rows[6]).toEqual({ _step: 6, v: 2 })
    for (const [i, text] of lines.slice(1, 6).entries()) {
      expect(Object.values(rows[i + 1]!)).toContain(text)
    }
  })

  it('may hold any types under the names the SDK uses', async () => {
    const run = await WandbRun.start(server)
    const rows: Record<string, unknown>[] = [
      { _step: 'three', _timestamp: null, _runtime: [1], loss: 1 },
      { _step: { a: 1 }, loss: 'x' },
      { _step: -5, _timestamp: -1, _runtime: -1, loss: 2 },
      { _step: 1e308, _timestamp: NaN, _runtime: Infinity, loss: {} },
      { '': 1, ' ': 2, __proto__x: 3, constructor: 4, toString: 5, 'a\u0000b': 6 },
    ]
    expect((await run.log([...rows, '{"__proto__":{"polluted":1},"loss":9}'])).status).toBe(200)
    const { run: found, steps } = await api.run('test', run.name)
    expect(steps).toBe(6)
    const read = await api.rows(found.id)
    expect(read[0]).toMatchObject({ _step: 'three', loss: 1 })
    expect(read[4]).toMatchObject({ ' ': 2, constructor: 4, toString: 5 })
    for (const x of ['_step', '_runtime', '_timestamp', 'loss']) {
      await api.series({ runs: [found.id], keys: ['loss', 'constructor'], x })
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('a client', () => {
  it.each([
    ['an unknown run', '/files/ada/test/nobody/file_stream'],
    ['an unknown project', '/files/ada/nothing/run/file_stream'],
    ['an unknown entity', '/files/eve/test/run/file_stream'],
    ['a run with NUL in its name', '/files/ada/test/a%00b/file_stream'],
    ['a path that climbs', '/files/ada/..%2f..%2fetc/passwd/file_stream'],
    ['broken percent signs', '/files/ada/%E0%A4%A/run/file_stream'],
  ])('that names %s is told so', async (_what, path) => {
    const answer = await post(path, Buffer.from('{}'))
    expect([400, 404]).toContain(answer.status)
    expect(JSON.parse(answer.text)).toHaveProperty('error.message')
  })

  it('whose key was revoked is refused from the next post on', async () => {
    const made = await api.send('POST', '/api/keys', { name: 'short-lived' })
    const { id, key } = (await made.json()) as { id: number; key: string }
    const run = await WandbRun.start({ url: server.url, apiKey: key })
    expect((await run.log([{ _step: 0, v: 1 }])).status).toBe(200)
    expect((await api.send('DELETE', `/api/keys/${id}`, {})).status).toBe(200)
    const refused = await run.log([{ _step: 1, v: 2 }])
    expect(refused.status).toBe(401)
    expect(refused.body).toHaveProperty('error.message')
    expect((await api.run('test', run.name)).steps).toBe(1)
  })

  it('may share a run with a second one: the rows of both are kept', async () => {
    const first = await WandbRun.start(server, { name: 'shared' })
    const second = await WandbRun.start(server, { name: 'shared' })
    const rowOf = (who: number, i: number) => ({
      _step: i,
      _timestamp: 1.7e9 + i + who / 10,
      who,
      value: who * 1000 + i,
    })
    let warned = false
    for (let i = 0; i < 20; i++) {
      for (const [who, run] of [first, second].entries()) {
        const answer = await run.log([rowOf(who, i)])
        expect(answer.status).toBe(200)
        warned ||= 'warning' in answer.body
      }
    }
    expect(warned).toBe(true)
    const { run, writers } = await api.run('test', 'shared')
    expect(writers).toBe(2)
    const rows = await api.rows(run.id)
    for (const who of [0, 1]) {
      const own = rows.filter((row) => row.who === who)
      expect(own.map((row) => row.value)).toEqual(
        Array.from({ length: 20 }, (_, i) => who * 1000 + i),
      )
    }
  })

  it('whose clock goes backwards loses nothing, and its chart is in order', async () => {
    const run = await WandbRun.start(server)
    const clock = (i: number) => (i < 50 ? 1000 + i : 900 + i)
    const rows = Array.from({ length: 100 }, (_, i) => ({
      _step: i,
      _timestamp: clock(i),
      _runtime: clock(i) - 1000,
      v: i,
    }))
    for (let at = 0; at < 100; at += 10) await run.log(rows.slice(at, at + 10).map(toLine))
    const { run: found } = await api.run('test', run.name)
    expect(await api.rows(found.id)).toEqual(rows)
    for (const x of ['_timestamp', '_runtime']) {
      const [series] = await api.series({ runs: [found.id], keys: ['v'], x })
      const { length, xMin, last } = series!.buckets
      const xs = [...xMin.subarray(0, length)]
      expect(xs).toEqual(xs.toSorted((a, b) => a - b))
      expect([...last.subarray(0, length)].toSorted((a, b) => a - b)).toEqual(rows.map((r) => r.v))
    }
  })
})
