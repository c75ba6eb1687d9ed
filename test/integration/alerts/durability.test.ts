// A server that dies at any moment fires for everything that was acknowledged, and for nothing twice.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AlertsOfTest } from '../../support/alerts'
import { Api } from '../../support/api'
import { isGenuine, type Receiver, startReceiver } from '../../support/receiver'
import { startServer, type TestServer } from '../../support/server'
import { until } from '../../support/until'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
let receiver: Receiver

beforeAll(async () => {
  receiver = await startReceiver()
  server = await startServer({ env: { RUNROOM_WEBHOOK_PRIVATE: 'allow' } })
})
afterAll(async () => {
  await server?.close()
  await receiver?.close()
})

it('delivers after a kill what had fired before it, under the same id and with the same bytes', async () => {
  const run = await WandbRun.start(server, { project: 'killed', name: 'run' })
  let alerts = new AlertsOfTest(new Api(server), 'killed')
  const { id, secret } = await alerts.webhook({ url: receiver.url })
  await alerts.rule({ condition: { kind: 'notFinite' } })
  receiver.answer(500)
  await run.log(['{"_step": 0, "loss": NaN}'])
  await until('a first attempt', () => receiver.received.length > 0)
  await server.kill()
  receiver.answer(200)
  server = await server.restart()
  alerts = new AlertsOfTest(new Api(server), 'killed')
  const delivered = await until('the delivery', async () => {
    const [delivery] = await alerts.deliveries(id)
    return delivery?.status === 'DELIVERED' && delivery
  })
  expect(delivered).toMatchObject({ responseStatus: 200, alertTitle: 'A rule' })
  expect(delivered.attempts).toBeGreaterThan(1)
  expect(await alerts.list()).toHaveLength(1)
  expect(new Set(receiver.received.map(({ messageId }) => messageId)).size).toBe(1)
  expect(new Set(receiver.received.map(({ text }) => text)).size).toBe(1)
  for (const message of receiver.received) expect(isGenuine(secret, message)).toBe(true)
})

it('fires exactly once for each of many episodes over several kills', async () => {
  const episodes = 30
  const run = await WandbRun.start(server, { project: 'kills', name: 'run' })
  await new AlertsOfTest(new Api(server), 'kills').rule({
    condition: { kind: 'threshold', key: 'loss', op: '>', value: 10 },
  })
  for (let episode = 0; episode < episodes; episode++) {
    const _step = 2 * episode
    const rows = [
      { _step, loss: 11 },
      { _step: _step + 1, loss: 1 },
    ]
    expect((await run.log(rows)).status).toBe(200)
    if (episode % 6 === 5) {
      await server.kill()
      server = await server.restart()
    }
  }
  const alerts = new AlertsOfTest(new Api(server), 'kills')
  const found = await alerts.count(episodes)
  const expected = Array.from({ length: episodes }, (_, i) => 2 * (episodes - 1 - i))
  expect(found.map(({ step }) => step).toSorted((a, b) => b! - a!)).toEqual(expected)
})
