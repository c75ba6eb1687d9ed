import { describe, expect, it } from 'vitest'
import {
  browserSuite,
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  PHONE,
  type Theme,
} from '../support/browser'
import { graphql } from '../support/wandbClient'

const suite = browserSuite()

const viewerOf = async (apiKey: string) => {
  const answer = await graphql({ url: suite.server.url, apiKey }, '{ viewer { username } }')
  return answer.data?.viewer ?? null
}

describe('API keys', () => {
  it('are shown once, work at once, and stop when revoked', async () => {
    const page = await suite.visit('/settings/keys')
    await page.getByRole('button', { name: 'New key' }).click()
    await page.getByLabel('Name').fill('lab workstation')
    await page.getByRole('button', { name: 'Create key' }).click()
    const dialog = page.getByRole('dialog', { name: 'Your new key' })
    const key = await dialog.locator('code').innerText()
    expect(key).toMatch(/^\w{40}$/)
    expect(await viewerOf(key)).toEqual({ username: 'ada' })
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Done' }).click()

    const row = page.getByRole('row', { name: /lab workstation/ })
    await row.getByText(`…${key.slice(-4)}`).waitFor()
    expect(await page.content()).not.toContain(key)

    await row.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('button', { name: 'Revoke key' }).click()
    await page.getByText('“lab workstation” was revoked', { exact: true }).waitFor()
    expect(await row.count()).toBe(0)
    expect(await viewerOf(key)).toBeNull()
    expectNoProblems(page)
    await page.context().close()
  })

  it('are made where `wandb login` leads', async () => {
    const page = await suite.visit('/authorize?ref=models')
    await page.getByRole('button', { name: 'Create key' }).click()
    const key = await page.locator('code.select-all').innerText()
    expect(await viewerOf(key)).toEqual({ username: 'ada' })
    await expectAccessible(page)
    await page.context().close()
  })
})

describe('the profile', () => {
  it('keeps a new name', async () => {
    const page = await suite.visit('/settings/profile')
    await page.getByLabel('Display name').fill('Ada Lovelace')
    await page.getByRole('button', { name: 'Save name' }).click()
    await page.getByText('Name saved', { exact: true }).waitFor()
    await page.reload()
    await expect.poll(() => page.getByLabel('Display name').inputValue()).toBe('Ada Lovelace')
    await page.context().close()
  })

  it('switches the theme and keeps it', async () => {
    const page = await suite.visit('/settings/profile', { theme: 'light' })
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme)
    await page.getByRole('radio', { name: 'Dark' }).click()
    expect(await theme()).toBe('dark')
    await page.reload()
    expect(await theme()).toBe('dark')
    await page.context().close()
  })
})

describe.each<Theme>(['light', 'dark'])('settings in the %s theme', (theme) => {
  it.each(['/settings/profile', '/settings/keys', '/authorize'])(
    '%s is accessible and fits a phone',
    async (path) => {
      const page = await suite.visit(path, { theme, viewport: PHONE })
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'detached' })
      await expectNoSidewaysScroll(page)
      await expectAccessible(page)
      expectNoProblems(page)
      await page.context().close()
    },
  )
})
