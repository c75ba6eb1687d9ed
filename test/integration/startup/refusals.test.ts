// Starts that cannot succeed say why, in words, and leave no trace.
import fs from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { freshDatabaseUrl } from '../../support/freshDatabase'
import { failToStart, startServer, type TestServer } from '../../support/server'
import { WandbRun } from '../../support/wandbClient'

const NOBODY = 65534
let server: TestServer

beforeAll(async () => {
  server = await startServer({ embedded: true })
})
afterAll(() => server?.close())

function expectPlainWords({ code, output }: { code: number | null; output: string }): void {
  expect(code).toBe(1)
  expect(output).toContain('Runroom did not start: ')
  expect(output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m)
}

it('a second start on the same folder says that one is running, and does it no harm', async () => {
  const run = await WandbRun.start(server, { name: 'undisturbed' })
  const second = await failToStart({ RUNROOM_DATA: server.dataDir })
  expectPlainWords(second)
  expect(second.output).toMatch(/another Runroom server already/)
  expect((await run.log([{ _step: 0, v: 1 }])).status).toBe(200)
  const { run: found } = await new Api(server).run('test', 'undisturbed')
  expect(await new Api(server).rows(found.id)).toEqual([{ _step: 0, v: 1 }])
})

it('a taken port says which, and names another', async () => {
  const database = await freshDatabaseUrl()
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'runroom-data-'))
  const env = { DATABASE_URL: database, RUNROOM_DATA: folder }
  const refused = await failToStart({ ...env, PORT: `${server.port}` })
  expectPlainWords(refused)
  expect(refused.output).toContain(`port ${server.port} is taken`)
  expect(refused.output).toContain(`PORT=${server.port + 1}`)
  // Nothing holds on to the database: the advice works.
  const advised = await startServer({ env })
  await advised.close()
  await fs.rm(folder, { recursive: true, force: true })
})

it.each([
  ['PORT', 'seven', 'PORT must be a port number'],
  ['PORT', '99999', 'PORT'],
  ['RUNROOM_TAIL_MB', 'many', 'RUNROOM_TAIL_MB must be a number of megabytes'],
  ['RUNROOM_URL', 'runs.example.org', 'RUNROOM_URL must be a URL'],
  ['RUNROOM_ADMIN', 'no spaces please', 'RUNROOM_ADMIN'],
])('%s=%s is named as the mistake', async (name, value, words) => {
  const refused = await failToStart({
    DATABASE_URL: 'postgresql://127.0.0.1:1/nothing',
    [name]: value,
  })
  expectPlainWords(refused)
  expect(refused.output).toContain(words)
})

it('a database that cannot be reached says so, with where it was looked for', async () => {
  const closed = await freePort()
  const refused = await failToStart({
    DATABASE_URL: `postgresql://me:pass@127.0.0.1:${closed}/runs`,
  })
  expectPlainWords(refused)
  expect(refused.output).toContain('DATABASE_URL')
  expect(refused.output).toContain(`127.0.0.1:${closed}`)
  expect(refused.output).not.toContain('pass@')
})

it('a data folder that is a file says so', async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'runroom-data-'))
  const file = path.join(folder, 'data')
  await fs.writeFile(file, '')
  const refused = await failToStart({ RUNROOM_DATA: file })
  expectPlainWords(refused)
  expect(refused.output).toContain(file)
  await fs.rm(folder, { recursive: true })
})

const root = process.getuid?.() === 0

it.skipIf(!root)('a data folder that may not be written says so', async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'runroom-data-'))
  await fs.chmod(folder, 0o555)
  const refused = await failToStart({ RUNROOM_DATA: folder, HOME: folder }, NOBODY)
  expectPlainWords(refused)
  expect(refused.output).toContain(folder)
  await fs.rm(folder, { recursive: true })
})

it.skipIf(!root)('an ordinary user can run it, with a database of their own', async () => {
  const ordinary = await startServer({ embedded: true, uid: NOBODY })
  const run = await WandbRun.start(ordinary, { name: 'ordinary' })
  expect((await run.log([{ _step: 0, v: 1 }])).status).toBe(200)
  for (const name of await fs.readdir(ordinary.dataDir)) {
    expect((await fs.stat(path.join(ordinary.dataDir, name))).uid).toBe(NOBODY)
  }
  const socket = await fs.stat(path.join(ordinary.dataDir, 'postgres/socket'))
  expect(socket.mode & 0o077).toBe(0)
  await ordinary.close()
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
