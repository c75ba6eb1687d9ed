import { describe, expect, it } from 'vitest'
import {
  browserSuite,
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  PHONE,
} from '../support/browser'

const suite = browserSuite()

const PASSWORD = 'correct horse battery'

describe('signing in', () => {
  it('leads back to the page one wanted, by the link of the terminal, once', async () => {
    const page = await suite.visit('/settings/keys', { signedOut: true })
    await page.waitForURL('**/signin?next=%2Fsettings%2Fkeys')
    await page.goto(`${suite.server.signInPath}&next=/settings/keys`)
    await page.waitForURL('**/settings/keys')
    await page.getByRole('heading', { name: 'Settings' }).waitFor()

    // The link was used: another browser hears why it does not work, and can still sign in.
    const other = await suite.visit(suite.server.signInPath, { signedOut: true })
    await other.getByRole('alert').getByText('was used already').waitFor()
    await other.getByLabel('User name').waitFor()

    await page.goto('/settings/profile')
    await page.getByLabel('New password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Set password' }).click()
    await page.getByText('Password saved', { exact: true }).waitFor()
    expectNoProblems(page, [/401/])
    await page.context().close()
    await other.context().close()
  })

  it('by password says what is wrong, and then works', async () => {
    const page = await suite.visit('/signin', { signedOut: true })
    await page.getByLabel('User name').fill('ada')
    await page.getByLabel('Password').fill('a wrong guess')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('User name or password is wrong.').waitFor()
    await expectAccessible(page)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${suite.server.url}/`)
    await page.getByRole('heading', { name: 'Log your first run' }).waitFor()
    await page.context().close()
  })

  it('never leads to another site', async () => {
    const elsewhere = encodeURIComponent('//example.org/x')
    const page = await suite.visit(`/signin?next=${elsewhere}`, { signedOut: true })
    await page.getByLabel('User name').fill('ada')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${suite.server.url}/`)
    await page.context().close()
  })

  it('fits a phone, in the dark too', async () => {
    const page = await suite.visit('/signin', {
      signedOut: true,
      viewport: PHONE,
      theme: 'dark',
    })
    await page.getByLabel('User name').waitFor()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await page.context().close()
  })

  it('out ends the session everywhere in this browser', async () => {
    const page = await suite.visit('/signin', { signedOut: true })
    await page.getByLabel('User name').fill('ada')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${suite.server.url}/`)
    const second = await page.context().newPage()
    await second.goto('/settings/profile')
    await second.getByRole('button', { name: 'Sign out' }).click()
    await second.waitForURL('**/signin')
    await page.getByText('Your session has ended.').waitFor()
    expect((await page.request.get('/api/session')).status()).toBe(401)
    await page.context().close()
  })
})
