import type { Browser, BrowserContext, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoProblems, launchBrowser, newContext, PHONE } from '../support/browser'
import {
  inked,
  drawn,
  xLabels,
  yLabels,
  tooltip,
  point,
  drag,
  seriesRequests,
} from '../support/panelActions'
import { openPanels, panelOf } from '../support/panelBrowser'
import { seedPanelRuns, STEPS } from '../support/panelRuns'
import { startServer, type TestServer } from '../support/server'

let server: TestServer
let browser: Browser
let context: BrowserContext
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  context = await newContext(browser, server)
  await seedPanelRuns(server)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const open = (keys: string[], more: object = {}, own = context) =>
  openPanels(own, { entity: server.username, project: 'p', keys, ...more })

describe('reading', () => {
  it('shows the nearest run first, with exact value, step and time', async () => {
    const page = await open(['loss'])
    const panel = await drawn(page, 'loss')
    await panel.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => tooltip(page).textContent()).toContain('Step 1')
    const text = (await tooltip(page).textContent())!
    expect(text).toMatch(/(alpha5|beta10)/)
    await expect.poll(() => tooltip(page).textContent()).toMatch(/Oct 2025, \d\d:\d\d:\d\d/)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => tooltip(page).locator('.font-medium').textContent()).not.toBe(text)
    await page.keyboard.press('Escape')
    await tooltip(page).waitFor({ state: 'detached' })
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('moves one crosshair over all panels of the same axis', async () => {
    const page = await open(['loss', 'signed'])
    const loss = await drawn(page, 'loss')
    const signed = await drawn(page, 'signed')
    await point(page, loss, 0.5, 0.5)
    const shown = (panel: Locator) => panel.getByTestId('crosshair').isVisible()
    await expect.poll(() => shown(signed)).toBe(true)
    await page.mouse.move(1, 1)
    await expect.poll(() => shown(signed)).toBe(false)
    await page.close()
  })

  it('lights the run pointed at, in every panel, and the reverse', async () => {
    const page = await open(['loss', 'signed'])
    const loss = await drawn(page, 'loss')
    const signed = await drawn(page, 'signed')
    const id = await page.evaluate(async (entity) => {
      const answer = await fetch(`/api/projects/${entity}/p/runs/alpha`)
      return ((await answer.json()) as { run: { id: number } }).run.id
    }, server.username)
    await page.evaluate((run) => window.highlightStore.set(run), id)
    await expect.poll(() => inked(signed, 2)).toBeGreaterThan(100)
    await page.evaluate(() => window.highlightStore.set(null))
    await expect.poll(() => inked(signed, 2)).toBe(0)
    // Along the bottom, where both runs' losses lie late in the chart.
    await point(page, loss, 0.8, 0.88)
    await expect.poll(() => page.evaluate(() => window.highlightStore.get())).not.toBeNull()
    await expect.poll(() => inked(signed, 2)).toBeGreaterThan(100)
    await page.close()
  })

  it('marks NaN on the axis and leaves a gap', async () => {
    const page = await open(['gappy'])
    const panel = await drawn(page, 'gappy')
    await panel.focus()
    for (let i = 0; i < 51; i++) await page.keyboard.press('ArrowRight')
    await expect.poll(() => tooltip(page).textContent()).toMatch(/Step 50.*NaN/)
    await page.close()
  })
})

describe('zooming', () => {
  it('asks for the dragged range in full detail, and a double click shows everything', async () => {
    const page = await open(['loss'])
    const sent = seriesRequests(page)
    const panel = await drawn(page, 'loss')
    const before = await xLabels(panel)
    const yBefore = await yLabels(panel)
    await drag(page, panel, 0.5, 0.7)
    await expect.poll(() => sent.at(-1)?.range).toBeDefined()
    const [low, high] = sent.at(-1)!.range!
    expect(low).toBeGreaterThan(STEPS * 0.35)
    expect(high).toBeLessThan(STEPS * 0.8)
    await expect.poll(() => xLabels(panel)).not.toEqual(before)
    // The y axis follows what is left in sight.
    await expect.poll(() => yLabels(panel)).not.toEqual(yBefore)
    await panel.getByRole('button', { name: 'Reset zoom' }).waitFor()
    const box = (await panel.locator('canvas').first().boundingBox())!
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2)
    await expect.poll(() => xLabels(panel)).toEqual(before)
    await expect.poll(() => yLabels(panel)).toEqual(yBefore)
    await page.close()
  })

  it('zooms both axes with shift', async () => {
    const page = await open(['signed'])
    const panel = await drawn(page, 'signed')
    await drag(page, panel, 0.2, 0.6, true)
    await expect
      .poll(async () => (await yLabels(panel)).map((label) => parseFloat(label.replace('−', '-'))))
      .toSatisfy((ticks: number[]) => Math.min(...ticks) > 100 && Math.max(...ticks) < 500)
    await page.close()
  })

  it('leaves the wheel to the page', async () => {
    const page = await open(['loss'], { above: 2000 })
    const panel = panelOf(page, 'loss')
    await panel.scrollIntoViewIfNeeded()
    await drawn(page, 'loss')
    const before = await page.evaluate(() => window.scrollY)
    const labels = await xLabels(panel)
    await point(page, panel, 0.5, 0.5)
    await page.mouse.wheel(0, -400)
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeLessThan(before)
    expect(await xLabels(panel)).toEqual(labels)
    await page.close()
  })
})

describe('by touch', () => {
  it('reads with one finger, pinches with two, shows everything on a double tap', async () => {
    const own = await newContext(browser, server, {
      viewport: PHONE,
      context: { hasTouch: true, isMobile: true },
    })
    const page = await open(['loss'], {}, own)
    const panel = await drawn(page, 'loss')
    const before = await xLabels(panel)
    const box = (await panel.locator('canvas').first().boundingBox())!
    const at = (fx: number) => ({ x: box.x + box.width * fx, y: box.y + box.height / 2 })
    const client = await own.newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...fingers: number[]) =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: fingers.map((fx, id) => ({ ...at(fx), id })),
      })
    await touch('touchStart', 0.5)
    await touch('touchEnd')
    await expect.poll(() => tooltip(page).textContent()).toMatch(/^Step \d+/)
    await touch('touchStart', 0.45)
    await touch('touchStart', 0.45, 0.6)
    for (let i = 1; i <= 5; i++) await touch('touchMove', 0.45 - i * 0.03, 0.6 + i * 0.03)
    await touch('touchEnd')
    await panel.getByRole('button', { name: 'Reset zoom' }).waitFor()
    await expect.poll(() => xLabels(panel)).not.toEqual(before)
    await page.touchscreen.tap(at(0.5).x, at(0.5).y)
    await page.touchscreen.tap(at(0.5).x, at(0.5).y)
    await expect.poll(() => xLabels(panel)).toEqual(before)
    await own.close()
  })
})
