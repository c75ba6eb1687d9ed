// A shared report as somebody without an account sees it, and the dialog that makes its links.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  launchBrowser,
  newContext,
  newPage,
  PHONE,
  type VisitOptions,
} from '../support/browser'
import { showBundle } from '../support/panelHarness'
import { makeSharedWorld, type SharedWorld, type TestLink } from '../support/sharedReports'
import { done } from '../support/teams'

let world: SharedWorld
let browser: Browser
beforeAll(async () => {
  ;[world, browser] = await Promise.all([makeSharedWorld(), launchBrowser()])
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await world?.server.close()
})

/** Scripts may weigh so much, packed as they travel. */
const MOST_SCRIPT_BYTES = 250_000

async function open(path: string, options: VisitOptions = {}): Promise<Page> {
  const context = await newContext(browser, world.server, { signedOut: true, ...options })
  const page = await newPage(context)
  await page.goto(path)
  return page
}

/** What the axes of the line chart say. */
const ticksOf = async (page: Page) =>
  (await lineOf(page).locator('svg text').allTextContents()).join(' ')

const lineOf = (page: Page) => page.getByRole('region', { name: 'line, line chart' })
const remove = ({ item }: TestLink) =>
  done(world.member.send('DELETE', `/api/reports/${world.report.slug}/links/${item.id}`, {}))

describe('a stakeholder without an account, at a phone', () => {
  it('reads the report, sees a curve move, and is told when the link is withdrawn', async () => {
    const link = await world.link()
    const page = await open(link.path, { viewport: PHONE })
    await page.getByRole('heading', { name: 'Shared title' }).waitFor()
    await page.getByText('Live, updated').waitFor()
    const chart = lineOf(page)
    await chart.scrollIntoViewIfNeeded()
    await expect.poll(() => ticksOf(page)).toMatch(/\b15\b/)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)

    await world.running.log([{ _step: 4000, loss: 0.02 }])
    await expect.poll(() => ticksOf(page)).toMatch(/\b4(k|\D?000)\b/)
    // What the server draws, and what is text.
    await page.getByRole('region', { name: 'loss by lr, scatter plot' }).scrollIntoViewIfNeeded()
    await expect
      .poll(() =>
        page
          .getByRole('img', { name: 'loss by lr' })
          .evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0),
      )
      .toBe(true)
    await page.getByText('Words of a panel').waitFor()
    expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined()
    expectNoProblems(page)

    await remove(link)
    await page.getByText('This link was withdrawn by its author').waitFor()
    expect(await page.getByText('What we saw').count()).toBe(0)
    await page.reload()
    await page.getByText('This link does not work').waitFor()
    await page.context().close()
  })

  it('changes the view for themselves alone, passes it on, and comes back to the author’s', async () => {
    const link = await world.link()
    const page = await open(link.path, { viewport: PHONE, theme: 'dark' })
    const legend = lineOf(page).getByRole('list', { name: 'Legend' })
    await expect.poll(() => legend.getByRole('listitem').count()).toBe(2)
    await page.getByRole('button', { name: 'View' }).click()
    await page.getByRole('checkbox', { name: 'visible run' }).click()
    await expect.poll(() => legend.getByRole('listitem').count()).toBe(1)
    await expectAccessible(page)
    const address = page.url()
    expect(address).toContain('#view?hide=')

    const other = await open(address)
    const theirs = lineOf(other).getByRole('list', { name: 'Legend' })
    await expect.poll(() => theirs.getByRole('listitem').count()).toBe(1)
    await page.getByRole('button', { name: 'Back to the author’s view' }).click()
    await expect.poll(() => legend.getByRole('listitem').count()).toBe(2)
    expect(page.url()).not.toContain('#')
    expectNoProblems(page)
    expectNoProblems(other)
    await Promise.all([page.context().close(), other.context().close()])
  })

  it('loads no more script than fits', async () => {
    const link = await world.link()
    const page = await newPage(await newContext(browser, world.server, { signedOut: true }))
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    const scripts = new Set<string>()
    let bytes = 0
    session.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId)
    })
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength
    })
    await page.goto(link.path)
    await page.getByText('Live, updated').waitFor()
    await expect.poll(() => lineOf(page).locator('svg text').count()).toBeGreaterThan(3)
    console.log(`a shared page loads ${Math.round(bytes / 1000)} kB of script, packed`)
    expect(scripts.size).toBeGreaterThan(3)
    expect(bytes).toBeLessThan(MOST_SCRIPT_BYTES)
    await page.context().close()
  })

  it('needs the password first, where there is one', async () => {
    const link = await world.link({ password: 'open sesame' })
    const page = await open(link.path, { viewport: PHONE })
    await page.getByLabel('Password').fill('wrong')
    await page.getByRole('button', { name: 'Open the report' }).click()
    await page.getByText('That is not the password of this link.').waitFor()
    await expectAccessible(page)
    await page.getByLabel('Password').fill('open sesame')
    await page.getByRole('button', { name: 'Open the report' }).click()
    await page.getByText('Live, updated').waitFor()
    await expect.poll(() => lineOf(page).locator('svg text').count()).toBeGreaterThan(3)
    // Only the refusal was an error.
    expectNoProblems(page, [/403/])
    await page.context().close()
  })
})

it('a frozen link stays as it was', async () => {
  const link = await world.link({ frozen: true })
  await world.running.log([{ _step: 90_000, loss: 0.01 }])
  const page = await open(link.path)
  await page.getByText(/^As of /).waitFor()
  await expect.poll(async () => (await ticksOf(page)).length).toBeGreaterThan(10)
  const live = await open((await world.link()).path)
  const late = /\b80(k|\D?000)\b/
  await expect.poll(() => ticksOf(live)).toMatch(late)
  expect(await ticksOf(page)).not.toMatch(late)
  expectNoProblems(page)
  await Promise.all([page.context().close(), live.context().close()])
})

it('an author makes a link, pauses it, and withdraws it', async () => {
  const { member } = world.team
  const context = await newContext(browser, world.server, { signedOut: true })
  const at = member.cookie.indexOf('=')
  const [name, value] = [member.cookie.slice(0, at), member.cookie.slice(at + 1)]
  await context.addCookies([{ name, value, url: world.server.url }])
  const page = await newPage(context)
  const { slug } = world.other
  await showBundle(page, 'test/support/shareDialogPage.tsx', { shareDialogPage: { slug } })
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByText('Nobody else can see this report').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'New link' }).click()
  await page.getByLabel('Name', { exact: true }).fill('For the board')
  await page.getByLabel('Sites that may embed it').fill('not an origin')
  await page.getByRole('button', { name: 'Make the link' }).click()
  await page.getByText(/is no origin/).waitFor()
  await page.getByLabel('Sites that may embed it').fill('https://wiki.example/')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Make the link' }).click()
  await page.getByText('Copy it now').waitFor()
  const address = (await page.locator('code').first().textContent())!
  const answered = await fetch(address)
  expect(answered.status).toBe(200)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Done' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'For the board' })
  await row.getByText('1 view').waitFor()

  const choose = async (item: string) => {
    await row.getByRole('button', { name: 'Link For the board' }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await choose('Pause')
  await row.getByText('Paused').waitFor()
  expect(await (await fetch(address)).text()).toContain('paused by its author')
  await choose('Resume')
  await expect.poll(() => row.getByText('Paused').count()).toBe(0)
  await choose('Withdraw')
  await row.getByRole('button', { name: 'Withdraw' }).click()
  await page.getByText('Nobody else can see this report').waitFor()
  expect((await fetch(address)).status).toBe(404)
  expectNoProblems(page, [/400/, /favicon/])
  await context.close()
})
