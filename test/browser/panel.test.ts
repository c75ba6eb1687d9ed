import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  launchBrowser,
  newContext,
  PHONE,
} from '../support/browser'
import {
  inked,
  drawn,
  xLabels,
  yLabels,
  tooltip,
  seriesRequests,
  settled,
  textOf,
} from '../support/panelActions'
import { openPanels, panelOf } from '../support/panelBrowser'
import { panelRow, seedPanelRuns, STEPS } from '../support/panelRuns'
import { startServer, type TestServer } from '../support/server'
import type { WandbRun } from '../support/wandbClient'

let server: TestServer
let browser: Browser
let context: BrowserContext
let growing: WandbRun
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  context = await newContext(browser, server)
  growing = await seedPanelRuns(server)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const open = (keys: string[], more: object = {}, own = context) =>
  openPanels(own, { entity: server.username, project: 'p', keys, ...more })

describe('settings', () => {
  it('take effect at once beside the chart', async () => {
    const page = await open(['loss'])
    const panel = await drawn(page, 'loss')
    await panel.focus()
    await page.keyboard.press('e')
    const drawer = page.getByRole('dialog', { name: 'loss' })
    await drawer.getByLabel('Y scale').getByText('Log').click()
    await expect.poll(() => yLabels(panel)).toContain('0.1')
    await drawer.getByRole('combobox', { name: 'X axis' }).click()
    await page.getByRole('option', { name: 'Relative time' }).click()
    await expect.poll(() => xLabels(panel)).toContain('5m')
    await drawer.getByRole('combobox', { name: 'Smoothing' }).click()
    const before = await inked(panel)
    await page.getByRole('option', { name: 'Time-weighted average' }).click()
    await expect.poll(() => inked(panel)).not.toBe(before)
    await drawer.getByRole('button', { name: 'Use the workspace’s settings' }).click()
    await expect.poll(() => yLabels(panel)).not.toContain('0.1')
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('let one metric be drawn against another, which may run backwards', async () => {
    const page = await open(['loss'], { defaults: { x: 'signed' } })
    const panel = await drawn(page, 'loss')
    expect(await xLabels(panel)).toContain('500')
    await panel.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => tooltip(page).textContent()).toMatch(/^signed −/)
    await page.close()
  })

  it('say how many outliers are left out, and what a log axis cannot show', async () => {
    const page = await open(['signed'], { defaults: { ignoreOutliers: true } })
    const panel = await drawn(page, 'signed')
    await expect.poll(() => panel.textContent()).toMatch(/\d+ outliers outside/)
    expect((await yLabels(panel)).join(' ')).not.toContain('500')
    const log = await open(['signed'], { defaults: { yScale: 'log' } })
    await expect
      .poll(() => panelOf(log, 'signed').textContent())
      .toContain('values ≤ 0 not on the log axis')
    await Promise.all([page.close(), log.close()])
  })
})

describe('full screen, table and exports', () => {
  it('fills the screen and comes back with Escape', async () => {
    const page = await open(['loss'])
    const panel = await drawn(page, 'loss')
    await panel.focus()
    await page.keyboard.press('f')
    const dialog = page.getByRole('dialog', { name: 'loss' })
    await dialog.waitFor()
    const box = (await dialog.locator('canvas').first().boundingBox())!
    expect(box.width).toBeGreaterThan(1300)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.close()
  })

  it('shows the data as a table with exact values', async () => {
    const page = await open(['loss'])
    const panel = await drawn(page, 'loss')
    await panel.focus()
    await page.keyboard.press('t')
    const table = panel.getByRole('table')
    await table.waitFor()
    expect(await table.getByRole('columnheader').allTextContents()).toEqual(
      expect.arrayContaining(['Step', 'alpha', 'beta']),
    )
    const first = table.locator('tbody tr').filter({ hasText: /^3/ }).first()
    expect(await first.textContent()).toMatch(/2\.5/)
    await page.close()
  })

  it('saves SVG, PNG and CSV of what is drawn', async () => {
    const page = await open(['loss'])
    const panel = await drawn(page, 'loss')
    const save = async (name: string) => {
      await panel.hover()
      await panel.getByRole('button', { name: 'More' }).click()
      const download = page.waitForEvent('download')
      await page.getByRole('menuitem', { name }).click()
      return download
    }
    const csv = await save('Save as CSV')
    expect(csv.suggestedFilename()).toBe('loss.csv')
    const lines = (await textOf(csv)).trim().split('\n')
    expect(lines).toHaveLength(1 + 2 * STEPS)
    expect(lines[0]).toBe('run,run_id,key,_step,x_end,value,min,max,last,rows,not_finite')
    expect(lines.find((line) => line.startsWith('alpha') && line.includes(',4,4,'))).toMatch(
      /,4,4,2,2,2,2,1,0$/,
    )
    const svg = await textOf(await save('Save as SVG'))
    expect(svg).toMatch(/^<svg [^>]*width="\d+"/)
    expect(svg).toContain('alpha')
    const png = await (await save('Save as PNG')).createReadStream()
    const parts: Buffer[] = []
    for await (const part of png) parts.push(part as Buffer)
    expect(Buffer.concat(parts).subarray(1, 4).toString()).toBe('PNG')
    await page.close()
  })
})

describe('states', () => {
  it('says that nothing is there yet, and shows it when it comes', async () => {
    const page = await open(['later/key'])
    const panel = panelOf(page, 'later/key')
    await expect.poll(() => panel.textContent()).toContain('No run here logs later/key yet')
    await growing.log([{ ...panelRow(STEPS, 2), 'later/key': 1 }])
    await growing.log([{ ...panelRow(STEPS + 1, 2), 'later/key': 2 }])
    await drawn(page, 'later/key')
    expect(await panel.textContent()).not.toContain('No run here')
    await page.close()
  })

  it('says what went wrong and tries again', async () => {
    const page = await open(['loss'], { above: 3000 })
    let broken = true
    await page.route('**/api/series', (route) =>
      broken
        ? route.fulfill({
            status: 503,
            json: { error: { code: 'unavailable', message: 'The database is away.' } },
          })
        : route.continue(),
    )
    const panel = panelOf(page, 'loss')
    await panel.scrollIntoViewIfNeeded()
    await panel.getByRole('alert').waitFor()
    broken = false
    await panel.getByRole('button', { name: 'Try again' }).click()
    await drawn(page, 'loss')
    await page.close()
  })

  it('does not ask for panels that are out of sight', async () => {
    const page = await open(['loss'], { above: 3000 })
    const sent = seriesRequests(page)
    await panelOf(page, 'loss').waitFor({ state: 'attached' })
    await expect.poll(() => page.locator('canvas').count()).toBe(3)
    expect(sent.filter((query) => query.keys.includes('loss'))).toEqual([])
    await panelOf(page, 'loss').scrollIntoViewIfNeeded()
    await drawn(page, 'loss')
    expect(sent.filter((query) => query.keys.includes('loss'))).toHaveLength(1)
    await page.close()
  })
})

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it('has nothing for axe to complain about, on a phone too', async () => {
    const own = await newContext(browser, server, { theme })
    const page = await open(['loss', 'signed'], {}, own)
    const panel = await drawn(page, 'loss')
    await expectAccessible(page)
    await panel.focus()
    await page.keyboard.press('e')
    await page.getByRole('dialog').waitFor()
    // Away from the button whose hint is shown, and until nothing is half transparent any more.
    await page.keyboard.press('Tab')
    await settled(page)
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await panel.focus()
    await page.keyboard.press('t')
    await panel.getByRole('table').waitFor()
    await expectAccessible(page)
    await page.setViewportSize(PHONE)
    await expectNoSidewaysScroll(page)
    await own.close()
  })
})
