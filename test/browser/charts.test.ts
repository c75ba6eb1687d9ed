import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, newContext } from '../support/browser'
import { openPanels, panelOf } from '../support/panelBrowser'
import { startServer, type TestServer } from '../support/server'
import { WandbRun } from '../support/wandbClient'

let server: TestServer
let browser: Browser
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

class Logging {
  steps = 0
  private constructor(private readonly run: WandbRun) {}

  static async start(project: string): Promise<Logging> {
    const logging = new Logging(await WandbRun.start(server, { project, name: 'growing' }))
    await logging.log(10)
    return logging
  }

  async log(count: number): Promise<void> {
    const rows = Array.from({ length: count }, (_, i) => {
      const step = this.steps + i
      return { _step: step, _runtime: step, _timestamp: 1.76e9 + step, loss: Math.sqrt(step) }
    })
    this.steps += count
    expect((await this.run.log(rows)).status).toBe(200)
  }
}

async function open(project: string): Promise<{ page: Page; panel: Locator }> {
  const page = await openPanels(await newContext(browser, server), {
    entity: server.username,
    project,
    keys: ['loss'],
  })
  return { page, panel: panelOf(page, 'loss') }
}

/** Steps of the rows that the chart holds, read through its table. */
async function stepsShown(panel: Locator): Promise<string[]> {
  await panel.focus()
  await panel.press('t')
  const table = panel.getByRole('table')
  await table.waitFor()
  const count = Number(await table.getAttribute('aria-rowcount'))
  const last = await panel.getByRole('region').evaluate(async (region) => {
    region.scrollTop = region.scrollHeight
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    return [...region.querySelectorAll('tbody th')].at(-1)?.textContent ?? ''
  })
  await panel.focus()
  await panel.press('t')
  await table.waitFor({ state: 'detached' })
  return [String(count), last]
}

const shows = (panel: Locator, steps: number) =>
  expect
    .poll(() => stepsShown(panel), { timeout: 30_000 })
    .toEqual([String(steps), (steps - 1).toLocaleString('en')])

function countSeriesRequests(page: Page): () => number {
  let count = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/series')) count++
  })
  return () => count
}

describe('a chart in an open page', () => {
  it('grows with every post, without asking the server', async () => {
    const logging = await Logging.start('grows')
    const { page, panel } = await open('grows')
    await shows(panel, 10)
    await logging.log(1)
    await shows(panel, 11)
    const requests = countSeriesRequests(page)
    for (let i = 0; i < 20; i++) await logging.log(7)
    await shows(panel, 151)
    expect(requests()).toBe(0)
    await page.context().close()
  })

  it('takes thousands of rows at once and keeps few buckets', async () => {
    const logging = await Logging.start('floods')
    const { page, panel } = await open('floods')
    await shows(panel, 10)
    await logging.log(5000)
    await logging.log(5000)
    await expect
      .poll(async () => {
        const [count, last] = await stepsShown(panel)
        return Number(count) <= 1024 && last!.endsWith('10,009')
      })
      .toBe(true)
    await page.context().close()
  })

  it('is right again after the server was away', async () => {
    const logging = await Logging.start('returns')
    const { page, panel } = await open('returns')
    await logging.log(5)
    await shows(panel, 15)
    await server.kill()
    server = await server.restart()
    // Most likely before the page has found the server again.
    await logging.log(25)
    await shows(panel, 40)
    await logging.log(2)
    await shows(panel, 42)
    await page.context().close()
  })
})
