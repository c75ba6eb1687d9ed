import net from 'node:net'
import { expect, it } from 'vitest'
import { Api } from '../../support/api'
import { isAlive, postmasterPid } from '../../support/postmaster'
import { startServer } from '../../support/server'
import { until } from '../../support/until'
import { authorization, WandbRun } from '../../support/wandbClient'

it('stops on Ctrl-C with its database, and has everything at the next start', async () => {
  const server = await startServer({ embedded: true })
  const run = await WandbRun.start(server, { name: 'kept' })
  await run.log([{ _step: 0, loss: 1 }])
  const pid = await postmasterPid(server)
  server.process.kill('SIGINT')
  await until('the end', () => server.process.exitCode !== null)
  expect(server.process.exitCode).toBe(0)
  expect(isAlive(pid)).toBe(false)

  const again = await server.restart()
  const api = new Api(again)
  const { run: found } = await api.run('test', 'kept')
  expect(await api.rows(found.id)).toEqual([{ _step: 0, loss: 1 }])
  await again.close()
})

it.each(['SIGINT', 'SIGTERM'] as const)(
  'does not wait for a client that stalls in the middle of a request (%s)',
  async (signal) => {
    const server = await startServer()
    const run = await WandbRun.start(server)
    const socket = net.connect(server.port, '127.0.0.1')
    socket.on('error', () => {})
    const head = [
      `POST ${run.path} HTTP/1.1`,
      'host: test',
      `authorization: ${authorization(server.apiKey)}`,
      'content-length: 1000',
      '',
      '{"files":',
    ]
    await new Promise<void>((resolve) => socket.write(head.join('\r\n'), () => resolve()))
    // The answer to a later request: by then the server has read the stalled one's head.
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    server.process.kill(signal)
    await until('the end', () => server.process.exitCode !== null, 40)
    expect(server.process.exitCode).toBe(0)
    socket.destroy()
    await server.close()
  },
)
