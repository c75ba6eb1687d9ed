// The embedded database dies while runs log, and comes back.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { isAlive, killDatabase, postmasterPid } from '../../support/postmaster'
import { startServer, type TestServer } from '../../support/server'
import { until } from '../../support/until'
import { graphql, WandbRun } from '../../support/wandbClient'

let server: TestServer

beforeAll(async () => {
  server = await startServer({ embedded: true, env: { RUNROOM_LOG: 'info' } })
})
afterAll(() => server?.close())

it('keeps what was acknowledged, puts off what it cannot store, and says what happened', async () => {
  const run = await WandbRun.start(server, { name: 'patient' })
  const rowAt = (line: number) => ({ _step: line, value: line / 3 })
  for (let line = 0; line < 50; line++) await run.log([rowAt(line)])

  for (let death = 1; death <= 3; death++) {
    await killDatabase(server)
    const goal = run.historyLine + 20
    const statuses = new Set<number>()
    await until('rows to be stored again', async () => {
      const answer = await run.log([rowAt(run.historyLine)])
      statuses.add(answer.status)
      if (answer.status !== 200) expect(Number(answer.retryAfter)).toBeGreaterThan(0)
      return run.historyLine >= goal
    })
    // Where the database came back before the first post, no post was put off: both are well.
    expect([...statuses].filter((status) => ![200, 503].includes(status))).toEqual([])
    await until('readiness', async () => (await fetch(`${server.url}/ready`)).status === 200)
  }

  const api = new Api(server)
  const { run: found } = await api.run('test', 'patient')
  const rows = await api.rows(found.id)
  expect(rows).toEqual(Array.from({ length: run.historyLine }, (_, line) => rowAt(line)))
  expect(server.output()).toContain('the database has stopped; starting it again')
  expect(server.output()).toContain('the database is back')
})

it('answers everybody 503 while there is none, and nobody 500', async () => {
  await until('readiness', async () => (await fetch(`${server.url}/ready`)).status === 200)
  const pid = await postmasterPid(server)
  // Stopped rather than ended, so that nobody starts another.
  process.kill(pid, 'SIGSTOP')
  const run = WandbRun.start(server, { name: 'waiting' }).catch((error: unknown) => error)
  await killDatabase(server)
  expect(isAlive(pid)).toBe(false)
  const statuses = await Promise.all([
    graphql(server, '{ viewer { username } }').then((answer) => answer.status),
    new Api(server).fetch('/api/home').then((answer) => answer.status),
    fetch(`${server.url}/ready`).then((answer) => answer.status),
    fetch(`${server.url}/healthz`).then((answer) => answer.status),
  ])
  for (const status of statuses) expect([200, 503]).toContain(status)
  await run
  await until('the database', async () => {
    const answer = await graphql(server, '{ viewer { username } }').catch(() => undefined)
    return answer?.status === 200
  })
})
