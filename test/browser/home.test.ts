import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  launchBrowser,
  PHONE,
  type Theme,
  visit,
} from '../support/browser'
import { startServer, type TestServer } from '../support/server'
import { graphql, WandbRun } from '../support/wandbClient'

let server: TestServer
let browser: Browser
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

describe('home', () => {
  it.each<Theme>(['light', 'dark'])('tells a newcomer what to paste (%s)', async (theme) => {
    const page = await visit(browser, server, '/', { theme, viewport: PHONE })
    await page.getByRole('heading', { name: 'Log your first run' }).waitFor()
    await page.getByText(`export WANDB_BASE_URL=${server.url}`).waitFor()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    expectNoProblems(page)
    await page.context().close()
  })

  it('makes a key for the lines, and opens the first run by itself', async () => {
    const page = await visit(browser, server, '/')
    await page.getByRole('button', { name: 'Create a key for these lines' }).click()
    const lines = page.getByText('export WANDB_API_KEY=')
    await expect.poll(() => lines.innerText()).toMatch(/WANDB_API_KEY=\w{40}/)
    const apiKey = /WANDB_API_KEY=(\w{40})/.exec(await lines.innerText())![1]!
    const { data } = await graphql({ url: server.url, apiKey }, '{ viewer { username } }')
    expect(data?.viewer).toEqual({ username: 'ada' })

    const run = await WandbRun.start({ ...server, apiKey }, { project: 'first', name: 'one' })
    await page.waitForURL(`**/${run.entity}/first/runs/one*`)
    await page.getByText('Your first run is here', { exact: true }).waitFor()
    await page.context().close()
  })

  it('shows projects and runs, and hears of new ones and of their ends', async () => {
    const page = await visit(browser, server, '/')
    await page.getByRole('heading', { name: 'Projects' }).waitFor()
    const run = await WandbRun.start(server, { project: 'second', displayName: 'calm fox' })
    const entry = page.getByRole('listitem').filter({ hasText: 'calm fox' })
    await entry.getByRole('img', { name: 'Running' }).waitFor()
    await page.getByRole('row', { name: /second/ }).waitFor()
    await run.finish(1)
    await entry.getByRole('img', { name: 'Failed' }).waitFor()
    await expectAccessible(page)
    expectNoProblems(page)
    await page.context().close()
  })

  it('opens the next run, too, when one asked for the lines', async () => {
    const page = await visit(browser, server, '/')
    await page.getByRole('button', { name: 'Log a run' }).click()
    await page.getByRole('dialog', { name: 'Log a run' }).waitFor()
    await WandbRun.start(server, { project: 'third', name: 'next' })
    await page.waitForURL('**/third/runs/next*')
    await page.context().close()
  })

  it('fits a phone', async () => {
    const page = await visit(browser, server, '/', { viewport: PHONE, theme: 'dark' })
    await page.getByRole('heading', { name: 'Projects' }).waitFor()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await page.context().close()
  })
})
