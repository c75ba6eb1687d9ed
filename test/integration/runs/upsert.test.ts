// Runs and projects as many clients make them at once, and what later calls may change.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { graphql, WandbRun } from '../../support/wandbClient'

let server: TestServer
let api: Api

beforeAll(async () => {
  server = await startServer({ env: { RUNROOM_HEARTBEAT_TIMEOUT_S: '2' } })
  api = new Api(server)
})
afterAll(() => server?.close())

const UPSERT = `mutation ($i: UpsertBucketInput!) { upsertBucket(input: $i) {
  bucket { id name displayName config tags project { name entity { name } } } inserted } }`

interface Upserted {
  upsertBucket: {
    bucket: { id: string; name: string; displayName: string; config: string; tags: string[] }
    inserted: boolean
  } | null
}

async function upsert(input: Record<string, unknown>) {
  const answer = await graphql<Upserted>(server, UPSERT, { i: input })
  expect(answer.errors).toBeUndefined()
  return answer.data!.upsertBucket!
}

describe('many clients at once', () => {
  it('make one project, with runs numbered without a gap', async () => {
    const made = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        upsert({ modelName: 'crowd', name: `r${i}`, host: 'h' }),
      ),
    )
    expect(made.every(({ inserted }) => inserted)).toBe(true)
    const { runs } = await api.runs('crowd')
    expect(runs.map((run) => run.number)).toEqual(Array.from({ length: 24 }, (_, i) => 24 - i))
  })

  it('that name the same run make it once', async () => {
    const made = await Promise.all(
      Array.from({ length: 16 }, () => upsert({ modelName: 'twins', name: 'same', host: 'h' })),
    )
    expect(made.filter(({ inserted }) => inserted)).toHaveLength(1)
    expect(new Set(made.map(({ bucket }) => bucket.id)).size).toBe(1)
    expect((await api.runs('twins')).runs).toHaveLength(1)
  })
})

describe('a run', () => {
  it('without a name gets one, and keeps it', async () => {
    const { bucket } = await upsert({ modelName: 'names', host: 'h' })
    expect(bucket.name).toMatch(/^[0-9a-z]{8}$/)
    expect(bucket.displayName).toMatch(/^[a-z]+-[a-z]+-1$/)
    const again = await upsert({ id: bucket.id, modelName: 'names', name: bucket.name })
    expect(again.inserted).toBe(false)
    expect(again.bucket.displayName).toBe(bucket.displayName)
  })

  it('merges config by its keys', async () => {
    const input = { modelName: 'merged', name: 'config' }
    await upsert({ ...input, config: '{"a":{"value":1},"b":{"value":{"c":2}}}' })
    await upsert({ ...input, config: '{"b":{"value":3},"d":{"value":NaN}}' })
    const { config } = await api.run('merged', 'config')
    expect(config).toEqual({ a: 1, b: 3, d: NaN })
  })

  it('runs again when a client starts it again, but not when one edits it', async () => {
    const run = await WandbRun.start(server, { project: 'again', name: 'run' })
    await run.log([{ _step: 0, v: 1 }])
    await run.finish(1)
    await api.inState('again', 'run', ['failed'])
    await upsert({ modelName: 'again', name: 'run', notes: 'edited afterwards' })
    expect((await api.run('again', 'run')).run).toMatchObject({
      state: 'failed',
      exitCode: 1,
      notes: 'edited afterwards',
    })
    await upsert({ modelName: 'again', name: 'run', host: 'h' })
    expect((await api.run('again', 'run')).run).toMatchObject({
      state: 'running',
      exitCode: null,
      finishedAt: null,
    })
  })

  it('is called crashed after its silence, keeps its rows, and is revived by a post', async () => {
    const run = await WandbRun.start(server, { project: 'silent', name: 'run' })
    await run.log([{ _step: 0, v: 1 }])
    const crashed = await api.inState('silent', 'run', ['crashed'])
    expect(crashed.run.finishedAt).not.toBeNull()
    expect(crashed.steps).toBe(1)
    expect((await run.log([{ _step: 1, v: 2 }])).status).toBe(200)
    const revived = await api.inState('silent', 'run', ['running'])
    expect(revived.run.finishedAt).toBeNull()
    expect(revived.steps).toBe(2)
  })

  it('that is being preempted is not called crashed', async () => {
    const run = await WandbRun.start(server, { project: 'spot', name: 'run' })
    const other = await WandbRun.start(server, { project: 'spot', name: 'other' })
    expect((await run.post({ preempting: true })).status).toBe(200)
    await other.log([{ _step: 0 }])
    await api.inState('spot', 'other', ['crashed'])
    expect((await api.run('spot', 'run')).run.state).toBe('preempting')
    await run.finish(255)
    expect((await api.run('spot', 'run')).run.state).toBe('preempting')
  })

  it('is told to stop by the answer to its next post, until it has ended', async () => {
    const run = await WandbRun.start(server, { project: 'stopped', name: 'run' })
    const { run: found } = await api.run('stopped', 'run')
    expect((await run.log([{ _step: 0 }])).body).toEqual({})
    await api.send('POST', `/api/runs/${found.id}/stop`, {})
    expect((await run.log([{ _step: 1 }])).body).toEqual({ stopped: true })
    await run.finish(1)
    expect((await api.run('stopped', 'run')).run.state).toBe('killed')
    const again = await WandbRun.start(server, { project: 'stopped', name: 'run' })
    expect((await again.post({})).body).toEqual({})
  })
})
