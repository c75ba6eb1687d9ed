// One run written by several processes at once, each under a name and with line numbers of its own.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { authorization, graphql, toLine, WandbRun } from '../../support/wandbClient'

let server: TestServer
let api: Api

beforeAll(async () => {
  server = await startServer({ env: { RUNROOM_IDLE_SEAL_S: '1' } })
  api = new Api(server)
})
afterAll(() => server?.close())

async function post(run: WandbRun, client: string, body: object) {
  const response = await fetch(server.url + run.path, {
    method: 'POST',
    headers: {
      authorization: authorization(server.apiKey),
      'content-type': 'application/json',
      'x-wandb-use-async-filestream': 'true',
      'x-wandb-async-client-id': client,
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

const history = (offset: number, rows: Record<string, unknown>[]) => ({
  files: { 'wandb-history.jsonl': { offset, content: rows.map(toLine) } },
})
const lines = (offset: number, content: string[]) => ({
  files: { 'output.log': { offset, content } },
})
const summary = (value: object) => ({
  files: { 'wandb-summary.json': { offset: 0, content: [JSON.stringify(value)] } },
})

const detail = (run: WandbRun) => api.run(run.project, run.name)
const rowsOf = async (run: WandbRun) => api.rows((await detail(run)).run.id)

describe('a shared run', () => {
  it('keeps the rows of every process, in order of arrival, and counts the steps itself', async () => {
    const run = await WandbRun.start(server)
    await post(run, 'one', history(0, [{ a: 1 }, { a: 2 }]))
    await post(run, 'two', history(0, [{ b: 10 }]))
    await post(run, 'one', history(2, [{ a: 3 }]))
    await post(run, 'two', history(1, [{ b: 20 }]))
    expect(await rowsOf(run)).toEqual([
      { _step: 0, a: 1 },
      { _step: 1, a: 2 },
      { _step: 2, b: 10 },
      { _step: 3, a: 3 },
      { _step: 4, b: 20 },
    ])
    expect(await detail(run)).toMatchObject({ writers: 2, shared: true })
  })

  it('takes a repeated post for a repetition, even when two processes say the same', async () => {
    const run = await WandbRun.start(server)
    for (const client of ['one', 'two', 'one', 'two']) {
      expect(await post(run, client, history(0, [{ a: 1 }, { a: 2 }]))).toEqual({
        status: 200,
        body: {},
      })
    }
    expect(await rowsOf(run)).toHaveLength(4)
  })

  it('knows its processes again after a crash, before and after their rows were sealed', async () => {
    const run = await WandbRun.start(server)
    await post(run, 'one', history(0, [{ a: 1 }]))
    await post(run, 'two', history(0, [{ b: 1 }]))
    await post(run, 'two', lines(0, ['two says']))
    for (let round = 0; round < 2; round++) {
      await server.kill()
      server = await server.restart()
      api = new Api(server)
      await post(run, 'one', history(0, [{ a: 1 }]))
      await post(run, 'two', history(0, [{ b: 1 }, { b: 2 }]))
      await post(run, 'two', lines(0, ['two says', 'more']))
      expect(await rowsOf(run)).toEqual([
        { _step: 0, a: 1 },
        { _step: 1, b: 1 },
        { _step: 2, b: 2 },
      ])
      expect(await api.console((await detail(run)).run.id)).toEqual(['two says', 'more'])
      // Stopped properly, everything moves to its tables.
      server.process.kill('SIGINT')
      await new Promise((resolve) => server.process.once('exit', resolve))
      server = await server.restart()
      api = new Api(server)
    }
  })

  it('holds rows back that come ahead of others of the same process', async () => {
    const run = await WandbRun.start(server)
    await post(run, 'one', history(0, [{ a: 0 }]))
    await post(run, 'one', history(2, [{ a: 2 }]))
    await post(run, 'two', history(7, [{ b: 7 }]))
    await post(run, 'two', history(8, [{ b: 8 }]))
    expect(await rowsOf(run)).toHaveLength(3)
    await post(run, 'one', history(1, [{ a: 1 }]))
    const a = (await rowsOf(run)).map((row) => row.a).filter((value) => value !== undefined)
    expect(a).toEqual([0, 1, 2])
  })

  it('shows the console lines of all, and lets each overwrite only its own', async () => {
    const run = await WandbRun.start(server)
    await post(run, 'one', lines(0, ['1: 10 %']))
    await post(run, 'two', lines(0, ['2: 10 %', '2: next']))
    await post(run, 'one', lines(0, ['1: 90 %', '1: next']))
    await post(run, 'two', lines(0, ['2: 90 %']))
    const { run: found } = await detail(run)
    expect(await api.console(found.id)).toEqual(['1: 90 %', '2: 90 %', '2: next', '1: next'])
  })

  it('has a summary of everything its processes logged or set', async () => {
    const run = await WandbRun.start(server)
    await post(run, 'one', history(0, [{ a: 1, deep: { er: 1 } }, { a: 2 }]))
    await post(run, 'one', summary({ best: 9, _wandb: { runtime: 3 } }))
    await post(run, 'two', history(0, [{ b: 5, deep: { est: 2 } }]))
    await post(run, 'two', summary({ b: 5 }))
    await post(run, 'one', history(0, [{ a: 1, deep: { er: 1 } }]))
    expect((await detail(run)).summary).toEqual({
      _step: 2,
      a: 2,
      b: 5,
      best: 9,
      deep: { er: 1, est: 2 },
      _wandb: { runtime: 3 },
    })
  })

  it('keeps the environment of every writer', async () => {
    const member = (e: object, more = {}) => ({ _wandb: { e, ...more } })
    const run = await WandbRun.start(server, { config: member({ w1: { host: 'a' } }, { m: [] }) })
    const { project, name } = run
    await WandbRun.start(server, { project, name, config: member({ w2: { host: 'b' } }) })
    const answer = await graphql<{ project: { run: { wandbConfig: string } } }>(
      server,
      `{ project(entityName: "ada", name: "${project}") { run(name: "${name}") { wandbConfig } } }`,
    )
    expect(JSON.parse(answer.data!.project.run.wandbConfig)).toEqual({
      e: { w1: { host: 'a' }, w2: { host: 'b' } },
    })
  })
})
