// Limits that honest clients never meet: here they are made small enough to be met.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addPerson } from '../../support/people'
import { startServer, type TestServer } from '../../support/server'
import { uploadUrl } from '../../support/uploads'
import { authorization, WandbRun } from '../../support/wandbClient'

let server: TestServer
beforeAll(async () => {
  const env = { RUNROOM_LIMIT_INGEST: '40', RUNROOM_LIMIT_API: '20', RUNROOM_LIMIT_ADDRESS: '10' }
  server = await startServer({ env })
})
afterAll(() => server?.close())

/** Asks until refused; resolves with how often that went well, and the refusal. */
async function untilRefused(ask: () => Promise<Response>) {
  for (let count = 0; count < 1000; count++) {
    const response = await ask()
    if (response.status === 429) return { count, response }
    await response.arrayBuffer()
  }
  throw new Error('never refused')
}

it('a key that asks too often is told when to come back, and no other is', async () => {
  const hasty = await addPerson(server, 'hasty')
  const calm = await addPerson(server, 'calm')
  const home = (key: string) =>
    fetch(`${server.url}/api/home`, { headers: { authorization: authorization(key) } })
  const { count, response } = await untilRefused(() => home(hasty.apiKey))
  expect(count).toBeGreaterThanOrEqual(20)
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await response.json()).toMatchObject({ error: { code: 'too_many_requests' } })
  expect((await home(calm.apiKey)).status).toBe(200)
  const cookie = hasty.cookie
  expect((await fetch(`${server.url}/api/home`, { headers: { cookie } })).status).toBe(200)
})

it('rows have a limit of their own, which other requests do not use up', async () => {
  const person = await addPerson(server, 'trainer')
  const run = await WandbRun.start(person, { project: 'p' })
  await untilRefused(() =>
    fetch(`${server.url}/api/home`, { headers: { authorization: authorization(person.apiKey) } }),
  )
  for (let step = 0; step < 40; step++) {
    expect((await run.log([{ _step: step, loss: 1 }])).status, `step ${step}`).toBe(200)
  }
})

it('strangers share what their address may ask; signed URLs and health checks are not counted', async () => {
  const uploader = await addPerson(server, 'uploader')
  const url = await uploadUrl(await WandbRun.start(uploader, { project: 'p' }), 'a.txt')
  await untilRefused(() => fetch(`${server.url}/api/home`))
  for (let i = 0; i < 15; i++) {
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  }
})

it('behind a proxy each address has its own limit, which no invented header widens', async () => {
  const proxied = await startServer({
    env: { RUNROOM_PROXIES: '1', RUNROOM_LIMIT_ADDRESS: '10', RUNROOM_SIGNIN_TRIES: '3' },
  })
  try {
    let invented = 0
    const ask = (address: string) =>
      fetch(`${proxied.url}/api/home`, {
        headers: { 'x-forwarded-for': `203.0.113.${++invented}, ${address}` },
      })
    const { count } = await untilRefused(() => ask('198.51.100.1'))
    expect(count).toBeLessThan(20)
    expect((await ask('198.51.100.2')).status).toBe(401)

    const signIn = (address: string) =>
      fetch(`${proxied.url}/api/session`, {
        method: 'POST',
        headers: { 'x-forwarded-for': address, 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'ada', password: 'a wrong guess' }),
      })
    await untilRefused(() => signIn('198.51.100.3'))
    expect((await signIn('198.51.100.4')).status).toBe(401)
  } finally {
    await proxied.close()
  }
})
