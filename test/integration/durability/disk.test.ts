// The disk fills up while runs log, and somebody makes room.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { type SmallDisk, smallDisk } from '../../support/smallDisk'
import { until } from '../../support/until'
import { uploadUrl } from '../../support/uploads'
import { WandbRun } from '../../support/wandbClient'

const MEGABYTES = 300

const disk = await smallDisk(MEGABYTES)
const reason = typeof disk === 'string' ? ` (skipped: ${disk})` : ''

describe.skipIf(reason !== '')(`a full disk${reason}`, () => {
  const { folder, fill, clear, unmount } = disk as SmallDisk
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({
      embedded: true,
      env: { RUNROOM_DATA: folder, RUNROOM_LOG: 'info' },
    })
  })
  afterAll(async () => {
    await server?.close()
    await unmount()
  })

  const text = 'x'.repeat(50_000)
  const rowAt = (line: number) => ({ _step: line, value: line / 3, text: `${line} ${text}` })

  it('acknowledges nothing that it cannot store, says so, and goes on when there is room', async () => {
    const run = await WandbRun.start(server, { name: 'big' })
    expect((await run.log([rowAt(0)])).status).toBe(200)
    await fill(1024 * 1024)

    const refused = await until('the disk to be full', async () => {
      const answer = await run.log(Array.from({ length: 8 }, (_, i) => rowAt(run.historyLine + i)))
      return answer.status !== 200 && answer
    })
    expect([503, 507]).toContain(refused.status)
    expect(Number(refused.retryAfter)).toBeGreaterThan(0)
    await until('the operator to be told', () => /No space left on device/.test(server.output()))

    await clear()
    const goal = run.historyLine + 50
    await until('rows to be stored again', async () => {
      const answer = await run.log([rowAt(run.historyLine)])
      expect([200, 503]).toContain(answer.status)
      return run.historyLine >= goal
    })
    const api = new Api(server)
    const rows = await api.rows((await api.run('test', 'big')).run.id)
    expect(rows).toEqual(Array.from({ length: run.historyLine }, (_, line) => rowAt(line)))
  })

  it('refuses an upload it has no room for, and keeps the file that was there', async () => {
    const run = await WandbRun.start(server, { name: 'files' })
    const url = await uploadUrl(run, 'weights.bin')
    const put = (bytes: number) => fetch(url, { method: 'PUT', body: Buffer.alloc(bytes, 7) })
    expect((await put(1000)).status).toBe(200)
    await fill(4 * 1024 * 1024)
    const answer = await put(20 * 1024 * 1024)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('full')
    await clear()

    const api = new Api(server)
    const { run: found } = await api.run('test', 'files')
    const [kept] = await api.files(found.id)
    expect(kept).toMatchObject({ name: 'weights.bin', sizeBytes: 1000 })
    expect((await put(2000)).status).toBe(200)
    expect((await api.files(found.id))[0]).toMatchObject({ sizeBytes: 2000 })
  })
})
