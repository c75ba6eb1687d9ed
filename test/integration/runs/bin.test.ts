// Deleting runs, bringing them back, and deleting them for ever.
import fs from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { binSchema } from '@/lib/api/bin'
import { projectKeysSchema } from '@/lib/api/projects'
import { Api } from '../../support/api'
import { connect, record } from '../../support/live'
import { addPerson } from '../../support/people'
import { startServer, type TestServer } from '../../support/server'
import { sessionOf } from '../../support/session'
import { until } from '../../support/until'
import { uploadUrl } from '../../support/uploads'
import { graphql, WandbRun } from '../../support/wandbClient'

let server: TestServer
let api: Api
let database: pg.Pool

beforeAll(async () => {
  server = await startServer()
  api = new Api(server)
  database = new pg.Pool({ connectionString: server.databaseUrl, max: 2 })
})
afterAll(async () => {
  await database?.end()
  await server?.close()
})

const change = async (what: 'bin' | 'restore' | 'purge', runIds: number[]) => {
  const response = await api.send('POST', `/api/runs/${what}`, { runIds })
  expect([what, response.status]).toEqual([what, 200])
}
const bin = async (project: string) => {
  const response = await api.fetch(`/api/projects/ada/${project}/bin`)
  return binSchema.parse(await response.json()).runs.map(({ run }) => run.name)
}
const names = async (project: string) => (await api.runs(project)).runs.map((run) => run.name)
const historyKeys = async (project: string) => {
  const response = await api.fetch(`/api/projects/ada/${project}/keys`)
  return projectKeysSchema.parse(await response.json()).history
}
const status = async (url: string) => (await api.fetch(url)).status

async function logged(project: string, name: string, key: string, rows = 10) {
  const run = await WandbRun.start(server, { project, name })
  await run.log(Array.from({ length: rows }, (_, i) => ({ _step: i, loss: i, [key]: i })))
  const { id } = (await api.run(project, name)).run
  return { run, id }
}

describe('a deleted run', () => {
  it('is gone from lists, keys, counts, charts and the SDK’s API, and is in the bin', async () => {
    await logged('gone', 'kept', 'kept_key')
    const { id } = await logged('gone', 'deleted', 'own_key')
    await change('bin', [id])
    expect(await names('gone')).toEqual(['kept'])
    expect(await bin('gone')).toEqual(['deleted'])
    expect(await historyKeys('gone')).toEqual(['_step', 'kept_key', 'loss'])
    expect(await status('/api/projects/ada/gone/runs/deleted')).toBe(410)
    for (const part of ['rows?from=0&to=1', 'keys', 'files', 'console', 'export.csv']) {
      expect([part, await status(`/api/runs/${id}/${part}`)]).toEqual([part, 410])
    }
    const query = { runs: [id], stream: 'history', keys: ['loss'], x: '_step', buckets: 10 }
    expect((await api.send('POST', '/api/series', query)).status).toBe(404)
    const found = await graphql<{ project: object }>(
      server,
      `
        {
          project(name: "gone", entityName: "ada") {
            runCount
            run(name: "deleted") {
              name
            }
            runs(first: 5) {
              totalCount
              edges {
                node {
                  name
                }
              }
            }
          }
        }
      `,
    )
    expect(found.data?.project).toEqual({
      runCount: 1,
      run: null,
      runs: { totalCount: 1, edges: [{ node: { name: 'kept' } }] },
    })
  })

  it('comes back with everything it had, and what its client sent meanwhile', async () => {
    const { run, id } = await logged('back', 'busy', 'own_key')
    await change('bin', [id])
    expect((await run.log([{ _step: 10, loss: 10, late_key: 1 }])).status).toBe(200)
    await run.finish()
    expect(await historyKeys('back')).toEqual([])
    await change('restore', [id])
    const strays = await database.query(
      `SELECT name FROM project_key WHERE name = 'late_key'
      AND project_id <> (SELECT project_id FROM run WHERE id = $1)`,
      [id],
    )
    expect(strays.rows).toEqual([])
    expect(await names('back')).toEqual(['busy'])
    expect(await bin('back')).toEqual([])
    expect(await historyKeys('back')).toEqual(['_step', 'late_key', 'loss', 'own_key'])
    const rows = await api.rows(id)
    expect(rows).toHaveLength(11)
    expect(rows[10]).toEqual({ _step: 10, loss: 10, late_key: 1 })
    expect((await api.run('back', 'busy')).run.state).toBe('finished')
  })

  it('is told to those who watch, and watched no more', async () => {
    const { run, id } = await logged('watch', 'seen', 'k')
    const { projectId } = await api.run('watch', 'seen')
    const socket = await connect(server.url, await sessionOf(server))
    const deleted = record(socket, 'run.deleted')
    const changed = record(socket, 'run.changed')
    await socket.emitWithAck('project.join', projectId)
    expect(await socket.emitWithAck('run.join', id)).toEqual({ ok: true })
    await change('bin', [id])
    await until('the deletion to be told', () => deleted.find((event) => event.runId === id))
    expect(await socket.emitWithAck('run.join', id)).toMatchObject({ ok: false })
    await run.finish()
    await change('restore', [id])
    await until('the restored run', () => changed.find((event) => event.run.state === 'finished'))
    // While it was in the bin nobody heard that it had ended.
    expect(changed).toHaveLength(1)
    socket.close()
  })

  it('keeps its id: a new run by that name is refused with its reason until it is gone for ever', async () => {
    const { id } = await logged('again', 'same', 'k')
    await change('bin', [id])
    await expect(WandbRun.start(server, { project: 'again', name: 'same' })).rejects.toThrow(
      /The run same is in the bin/,
    )
    await change('purge', [id])
    const fresh = await WandbRun.start(server, { project: 'again', name: 'same' })
    expect(fresh.historyLine).toBe(0)
    expect(await names('again')).toEqual(['same'])
  })

  it('is not taken back to a step, nor changed by anybody but its client, unseen', async () => {
    const { run, id } = await logged('unseen', 'gone', 'k')
    await change('bin', [id])
    await expect(run.rewind(3)).rejects.toThrow('The run gone was deleted')
    const runId = Buffer.from(`Run:v1:${id}`).toString('base64')
    for (const mutation of [
      `stopRun(input: {id: "${runId}"}) { success }`,
      `updateRunState(input: {id: "${runId}", state: "failed"}) { success }`,
    ]) {
      const answer = await graphql(server, `mutation { ${mutation} }`)
      expect(answer.errors?.[0]?.message, mutation).toContain('The run gone was deleted')
    }
    // Deleting is done already, and is no error.
    const again = await graphql(
      server,
      `mutation { deleteRun(input: {id: "${runId}"}) { __typename } }`,
    )
    expect(again.errors).toBeUndefined()
    await change('restore', [id])
    expect(await api.rows(id)).toHaveLength(10)
    expect((await api.run('unseen', 'gone')).run).toMatchObject({ state: 'running' })
  })
})

describe('deleting for ever', () => {
  const TABLES = ['metric_block', 'metric_key', 'console_chunk', 'ingest_state', 'run_file']
  const left = async (runId: number) => {
    const counts = await Promise.all(
      TABLES.map(async (table) => {
        const { rows } = await database.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM ${table} WHERE run_id = $1`,
          [runId],
        )
        return [table, rows[0]!.n] as const
      }),
    )
    return Object.fromEntries(counts)
  }
  const blobs = async () => {
    const folder = path.join(server.dataDir, 'files')
    const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).length
  }

  it('leaves no row, line or file', async () => {
    const { run, id } = await logged('forever', 'big', 'k', 9000)
    await run.print(Array.from({ length: 1500 }, (_, i) => `line ${i}`))
    const before = await blobs()
    for (const name of ['a.txt', 'b/c.txt']) {
      await fetch(await uploadUrl(run, name), { method: 'PUT', body: name })
    }
    expect(await blobs()).toBe(before + 2)
    await run.finish()
    await change('bin', [id])
    expect(Object.values(await left(id)).every((count) => count > 0)).toBe(true)
    await change('purge', [id])
    expect(await left(id)).toEqual(Object.fromEntries(TABLES.map((table) => [table, 0])))
    expect(await blobs()).toBe(before)
    expect(await bin('forever')).toEqual([])
    expect(await status(`/api/projects/ada/forever/runs/big`)).toBe(404)
    // Its client is told for good.
    expect((await run.log([{ _step: 9000 }])).status).toBe(404)
  })

  it('takes only what is in the bin', async () => {
    const { id } = await logged('safe', 'alive', 'k')
    await change('purge', [id])
    expect(await names('safe')).toEqual(['alive'])
    expect(await api.rows(id)).toHaveLength(10)
  })

  it('happens by itself after seven days, also to what was half deleted by a crash', async () => {
    const old = await logged('week', 'old', 'k')
    const recent = await logged('week', 'recent', 'k')
    await change('bin', [old.id, recent.id])
    const set = `UPDATE run SET deleted_at = now() - interval '1 day' * $2 WHERE id = $1`
    await database.query(set, [old.id, 7.01])
    await database.query(set, [recent.id, 6.99])
    expect(await bin('week')).toEqual(['recent'])
    // Too late.
    await change('restore', [old.id])
    expect(await names('week')).toEqual([])
    await server.kill()
    server = Object.assign(server, await server.restart())
    await until('the old run to be gone', async () => {
      const found = await database.query('SELECT 1 FROM run WHERE id = $1', [old.id])
      return found.rowCount === 0
    })
    expect(await bin('week')).toEqual(['recent'])
  })

  it('waits for forks, which show the run’s rows', async () => {
    const parent = await logged('family', 'parent', 'k')
    const child = await parent.run.fork(4, { name: 'child' })
    await child.log([{ _step: 5, loss: 50 }])
    await change('bin', [parent.id])
    await change('purge', [parent.id])
    expect(await bin('family')).toEqual([])
    await expect(WandbRun.start(server, { project: 'family', name: 'parent' })).rejects.toThrow(
      /still show its rows/,
    )
    const { id } = (await api.run('family', 'child')).run
    expect((await api.rows(id)).map((row) => row.loss)).toEqual([0, 1, 2, 3, 4, 50])
    expect((await left(parent.id)).metric_block).toBeGreaterThan(0)
    await change('bin', [id])
    await change('purge', [id])
    expect((await left(id)).metric_key).toBe(0)
  })
})

describe('who may', () => {
  it('delete: those who may write; the others see the bin at most', async () => {
    const { id } = await logged('rights', 'run', 'k')
    const viewer = await addPerson(server, 'vera', { entity: 'ada', role: 'VIEWER' })
    const stranger = await addPerson(server, 'sam')
    for (const what of ['bin', 'restore', 'purge']) {
      const send = (person: typeof viewer) =>
        new Api(person).send('POST', `/api/runs/${what}`, { runIds: [id] })
      expect([what, (await send(viewer)).status]).toEqual([what, 403])
      expect([what, (await send(stranger)).status]).toEqual([what, 404])
    }
    const see = async (person: typeof viewer) =>
      (await new Api(person).fetch('/api/projects/ada/rights/bin')).status
    expect([await see(viewer), await see(stranger)]).toEqual([200, 404])
    expect(await names('rights')).toEqual(['run'])
  })
})
