import { describe, expect, it } from 'vitest'
import { browserSuite, expectNoSidewaysScroll, PHONE } from '../support/browser'

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
