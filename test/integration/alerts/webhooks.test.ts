// Messages reach their receivers, signed, again after failures, and nowhere they should not go.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AlertsOfTest } from '../../support/alerts'
import { Api } from '../../support/api'
import { isGenuine, type Receiver, startReceiver } from '../../support/receiver'
import { startServer, type TestServer } from '../../support/server'
import { until } from '../../support/until'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
let receiver: Receiver
let alerts: AlertsOfTest
let run: WandbRun

beforeAll(async () => {
  receiver = await startReceiver()
  server = await startServer({
    env: { RUNROOM_WEBHOOK_PRIVATE: 'allow' },
  })
  run = await WandbRun.start(server, { project: 'hooks', name: 'run' })
  alerts = new AlertsOfTest(new Api(server), 'hooks')
  await alerts.rule({ name: 'NaN', severity: 'WARN', condition: { kind: 'notFinite' } })
})
afterAll(async () => {
  await server?.close()
  await receiver?.close()
})

let step = 0
/** Each far enough from the one before to be an episode of its own. */
async function logNaN(): Promise<void> {
  const rows = Array.from({ length: 101 }, () => ({ _step: step++, loss: 1 }))
  await run.log([...rows, { _step: step++, loss: NaN }])
}

const settled = (id: number, status = 'DELIVERED') =>
  until(`a delivery to be ${status}`, async () => {
    const [delivery] = await alerts.deliveries(id)
    return delivery?.status === status && delivery
  })

async function only(wanted: object) {
  receiver.received.length = 0
  receiver.answer(200)
  const response = await alerts.api.fetch('/api/projects/ada/hooks/webhooks')
  const { webhooks } = (await response.json()) as { webhooks: { id: number }[] }
  for (const { id } of webhooks) await alerts.api.send('DELETE', `/api/webhooks/${id}`, {})
  return alerts.webhook({ url: receiver.url, ...wanted })
}

describe('a webhook', () => {
  it('is sent the alert, signed with the secret that was shown once', async () => {
    const { id, secret } = await only({})
    await logNaN()
    await settled(id)
    const [message] = receiver.received
    expect(message!.body).toMatchObject({
      id: message!.messageId,
      type: 'alert',
      alert: { title: 'NaN', severity: 'WARN', run: { name: 'run' }, key: 'loss' },
      // Where nobody said how the server is reached there is nothing to link to.
      url: null,
    })
    expect(isGenuine(secret, message!)).toBe(true)
    expect(isGenuine('whsec_other', message!)).toBe(false)
    const listed = await alerts.api.fetch('/api/projects/ada/hooks/webhooks')
    expect(await listed.text()).not.toContain(secret)
  })

  it('may want what Slack takes, and nothing below a severity', async () => {
    const { id } = await only({ format: 'SLACK', minSeverity: 'WARN' })
    await logNaN()
    await settled(id)
    const { displayName } = (await alerts.api.run('hooks', 'run')).run
    expect(receiver.received[0]!.body).toMatchObject({
      text: `Warning: NaN (${displayName})`,
      blocks: expect.any(Array),
    })
    const quiet = await only({ minSeverity: 'ERROR' })
    await logNaN()
    await until('the alert', async () => (await alerts.list()).length >= 3)
    expect(await alerts.deliveries(quiet.id)).toEqual([])
  })

  it('is tried again, later and later, until it takes the message', async () => {
    const { id } = await only({})
    receiver.answer(503)
    await logNaN()
    await until('three attempts', () => receiver.received.length >= 3)
    receiver.answer(204)
    expect(await settled(id)).toMatchObject({ responseStatus: 204, error: null })
    const at = receiver.received.map((message) => message.at)
    // Each wait is at least half of twice the one before.
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(450)
    expect(at[2]! - at[1]!).toBeGreaterThanOrEqual(950)
    expect(new Set(receiver.received.map(({ messageId }) => messageId)).size).toBe(1)
  })

  it('is given up when it says that it is gone', async () => {
    const { id } = await only({})
    receiver.answer(410)
    await logNaN()
    expect(await settled(id, 'FAILED')).toMatchObject({ attempts: 1, responseStatus: 410 })
  })

  it('can be tested, and the outcome is seen', async () => {
    const { id } = await only({})
    await alerts.api.send('POST', `/api/webhooks/${id}/test`, {})
    expect(await settled(id)).toMatchObject({ alertTitle: null, responseStatus: 200 })
    expect(receiver.received[0]!.body).toMatchObject({ type: 'test' })
    receiver.answer(302, { location: 'http://127.0.0.1:1/elsewhere' })
    await alerts.api.send('POST', `/api/webhooks/${id}/test`, {})
    const failed = await settled(id, 'FAILED')
    expect(failed.error).toBe('answered 302; redirects are not followed')
  })
})

describe('by default', () => {
  let strict: TestServer
  beforeAll(async () => {
    strict = await startServer()
    await WandbRun.start(strict, { project: 'hooks', name: 'run' })
  })
  afterAll(() => strict?.close())

  it('private addresses are refused, written or resolved', async () => {
    const hooks = new AlertsOfTest(new Api(strict), 'hooks')
    for (const host of ['127.0.0.1', '10.0.0.1', '[::1]', '169.254.169.254', '2130706433']) {
      const body = { name: 'x', url: `http://${host}/latest` }
      const answer = await hooks.api.send('POST', '/api/projects/ada/hooks/webhooks', body)
      expect(answer.status, host).toBe(400)
      expect(await answer.json()).toMatchObject({ error: { field: 'url' } })
    }
    const { port } = new URL(receiver.url)
    receiver.received.length = 0
    const { id } = await hooks.webhook({ url: `http://localhost:${port}/hook` })
    await hooks.api.send('POST', `/api/webhooks/${id}/test`, {})
    const delivery = await until('the refusal', async () => {
      const [found] = await hooks.deliveries(id)
      return found?.status === 'FAILED' && found
    })
    expect(delivery.error).toMatch(/localhost is a private address/)
    expect(receiver.received).toEqual([])
  })

  it.each([
    [{ name: 'x', url: 'ftp://example.org' }, 'url'],
    [{ name: 'x', url: 'https://u:p@example.org' }, 'url'],
    [{ name: '', url: 'https://example.org' }, 'name'],
    [{ name: 'x', url: 'https://example.org', format: 'XML' }, 'format'],
  ])('%j is refused by name of the field', async (body, field) => {
    const answer = await new Api(strict).send('POST', '/api/projects/ada/hooks/webhooks', body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { field } })
  })
})
