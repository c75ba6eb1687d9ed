import { describe, expect, it } from 'vitest'
import {
  browserSuite,
  expectAccessible,
  expectNoSidewaysScroll,
  PHONE,
  type Theme,
} from '../support/browser'

const suite = browserSuite()

describe('the shell', () => {
  it('follows the system theme until told otherwise, without a flash at load', async () => {
    const page = await suite.visit('/', { theme: 'dark' })
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const dark = await ground()
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(ground).not.toBe(dark)
    await page.context().close()
  })

  it('fits a phone', async () => {
    const page = await suite.visit('/', { viewport: PHONE })
    await page.getByRole('navigation').first().waitFor({ state: 'attached' })
    await expectNoSidewaysScroll(page)
    await page.context().close()
  })
})

describe.each<Theme>(['light', 'dark'])(
  'an address that leads nowhere, in the %s theme',
  (theme) => {
    it('says so, and leads home', async () => {
      const page = await suite.visit('/nobody/nothing/nowhere/at/all', { theme })
      await page.getByText('There is no such page').waitFor()
      await expectAccessible(page)
      await page.getByRole('link', { name: 'Go home' }).click()
      await page.getByRole('navigation').first().waitFor()
      expect(new URL(page.url()).pathname).toBe('/')
      await page.context().close()
    })
  },
)
