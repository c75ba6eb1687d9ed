// Signing in at a provider, with a real one, all the way there and back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { Api } from '../support/api'
import {
  expectAccessible,
  expectNoSidewaysScroll,
  launchBrowser,
  PHONE,
  visit,
  type VisitOptions,
} from '../support/browser'
import { freePort } from '../support/freePort'
import { type IdentityProvider, startIdentityProvider } from '../support/identityProvider'
import { startServer, type TestServer } from '../support/server'
import { addTeam, done } from '../support/teams'

let provider: IdentityProvider
let server: TestServer
let browser: Browser
let ada: Api

beforeAll(async () => {
  const port = await freePort()
  provider = await startIdentityProvider(`http://127.0.0.1:${port}/api/oidc/callback`)
  const env = { ...provider.env, PORT: `${port}`, RUNROOM_OIDC_DOMAINS: 'lab.example' }
  ;[server, browser] = await Promise.all([startServer({ env }), launchBrowser()])
  ada = new Api(server)
  await addTeam(server, 'lab')
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await provider?.close()
})

const open = (to: string, options: VisitOptions = {}) =>
  visit(browser, server, to, { signedOut: true, ...options })

/** Through the provider's own pages. */
async function signInThere(page: Page, login: string) {
  await page.getByRole('link', { name: 'Continue with Example ID' }).click()
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('anything')
  await page.locator('button[type=submit]').click()
  // Consent, on its own page.
  await page.getByRole('button', { name: 'Continue' }).click()
}

const session = async (page: Page) =>
  (await (await page.request.get('/api/session')).json()) as {
    user?: { username: string; email: string | null; entities: string[] }
  }

describe('signing in at a provider', () => {
  it('makes an account for whose domain is allowed, and knows them again', async () => {
    const page = await open('/signin?next=/settings/keys', { viewport: PHONE })
    await page.getByRole('link', { name: 'Continue with Example ID' }).waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await signInThere(page, 'grace@lab.example')
    await page.waitForURL(`${server.url}/settings/keys`)
    const { user } = await session(page)
    expect(user).toMatchObject({ username: 'grace', email: 'grace@lab.example' })
    await page.context().close()

    const again = await open('/signin')
    await signInThere(again, 'grace@lab.example')
    await again.waitForURL(`${server.url}/`)
    expect((await session(again)).user?.username).toBe('grace')
    await again.context().close()
  })

  it('gives nobody a name or an address that is somebody else’s', async () => {
    const page = await open('/signin')
    await signInThere(page, 'ada@lab.example')
    await page.waitForURL(`${server.url}/`)
    expect((await session(page)).user).toMatchObject({ username: 'ada-2', entities: ['ada-2'] })
    await page.context().close()
  })

  it('refuses who is neither invited nor of an allowed domain, and an unverified address', async () => {
    for (const login of ['stranger@elsewhere.example', 'unverified@lab.example']) {
      const page = await open('/signin')
      await signInThere(page, login)
      await page.getByText('Accounts are made by invitation here.').waitFor()
      expect((await session(page)).user).toBeUndefined()
      await page.context().close()
    }
  })

  it('brings who is invited into the team', async () => {
    const made = ada.send('POST', '/api/teams/lab/invitations', { role: 'VIEWER' })
    const { token } = await done<{ token: string }>(made)
    const page = await open(`/invite/${token}`)
    await signInThere(page, 'guest@elsewhere.example')
    await page.waitForURL(`${server.url}/settings/teams/lab`)
    expect((await session(page)).user?.entities).toEqual(['guest', 'lab'])
    await page.context().close()
  })

  it('does not let in whom an admin keeps out', async () => {
    await done(ada.send('PATCH', '/api/people/grace', { disabled: true }))
    const page = await open('/signin')
    await signInThere(page, 'grace@lab.example')
    await page.getByText('This account is disabled.').waitFor()
    expect((await session(page)).user).toBeUndefined()
    await page.context().close()
  })

  it('says so when it is called off there', async () => {
    const page = await open('/signin')
    await page.getByRole('link', { name: 'Continue with Example ID' }).click()
    await page.getByRole('link', { name: /cancel/i }).click()
    await page.getByText('The sign-in provider did not sign you in.').waitFor()
    await page.context().close()
  })
})

describe('the way back', () => {
  const back = (query: string, cookie?: string) =>
    fetch(`${server.url}/api/oidc/callback?${query}`, {
      redirect: 'manual',
      headers: cookie === undefined ? {} : { cookie },
    })

  it('is closed to who did not set out, and to another’s state', async () => {
    const lost = await back('code=x&state=y')
    expect(lost.headers.get('location')).toBe('/signin?problem=trip_lost')
    const start = await fetch(`${server.url}/api/oidc/start?next=//evil.example`, {
      redirect: 'manual',
    })
    const there = new URL(start.headers.get('location')!)
    expect(there.searchParams.get('code_challenge_method')).toBe('S256')
    expect(there.searchParams.get('nonce')).toBeTruthy()
    const cookie = start.headers.get('set-cookie')!.split(';')[0]!
    const trip = JSON.parse(Buffer.from(cookie.split('=')[1]!, 'base64url').toString()) as object
    expect(trip).toMatchObject({ next: '/' })
    const forged = await back('code=x&state=y', cookie)
    expect(forged.headers.get('location')).toBe('/signin?problem=provider_refused')
    expect(forged.headers.get('set-cookie')).not.toMatch(/runroom_session/)
  })
})
