import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoSidewaysScroll, launchBrowser, PHONE, visit } from '../support/browser'
import { startServer, type TestServer } from '../support/server'

let server: TestServer
let browser: Browser
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

describe('the shell', () => {
  it('follows the system theme until told otherwise, without a flash at load', async () => {
    const page = await visit(browser, server, '/', { theme: 'dark' })
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const dark = await ground()
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(ground).not.toBe(dark)
    await page.context().close()
  })

  it('fits a phone', async () => {
    const page = await visit(browser, server, '/', { viewport: PHONE })
    await page.getByRole('navigation').first().waitFor({ state: 'attached' })
    await expectNoSidewaysScroll(page)
    await page.context().close()
  })
})
