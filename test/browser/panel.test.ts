import type { Browser, BrowserContext, Download, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  launchBrowser,
  newContext,
  PHONE,
} from '../support/browser'
import { openPanels, panelOf } from '../support/panelBrowser'
import { startServer, type TestServer } from '../support/server'
import { WandbRun } from '../support/wandbClient'

const STEPS = 400
const T0 = 1_760_000_000

let server: TestServer
let browser: Browser
let context: BrowserContext
let growing: WandbRun

function row(step: number, scale: number) {
  return {
    _step: step,
    _runtime: step * 2,
    _timestamp: T0 + step * 2,
    loss: (scale * 10) / (step + 1),
    signed: step === 100 ? 500 : Math.sin(step / 30) * scale,
    ...(step === 50 ? { gappy: NaN } : { gappy: step }),
  }
}

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  context = await newContext(browser, server)
  for (const [name, scale] of [
    ['alpha', 1],
    ['beta', 2],
  ] as const) {
    const run = await WandbRun.start(server, { project: 'p', name, displayName: name })
    await run.log(Array.from({ length: STEPS }, (_, step) => row(step, scale)))
    if (name === 'alpha') await run.finish()
    else growing = run
  }
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const open = (keys: string[], more: object = {}, own = context) =>
  openPanels(own, { entity: server.username, project: 'p', keys, ...more })

/** Waits until something is drawn; returns the number of inked pixels of the given layer. */
async function inked(panel: Locator, layer = 0): Promise<number> {
  return panel.evaluate((element, index) => {
    const canvas = element.querySelectorAll('canvas')[index]!
    if (canvas.width === 0) return 0
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    let count = 0
    for (let i = 3; i < data.length; i += 4) if (data[i]! > 0) count++
    return count
  }, layer)
}

async function drawn(page: Page, key: string): Promise<Locator> {
  const panel = panelOf(page, key)
  await expect.poll(async () => (await inked(panel)) + (await inked(panel, 1))).toBeGreaterThan(200)
  return panel
}

const xLabels = (panel: Locator) => panel.locator('.visx-axis-bottom text').allTextContents()
const yLabels = (panel: Locator) => panel.locator('.visx-axis-left text').allTextContents()
const tooltip = (page: Page) => page.getByTestId('chart-tooltip')

/** Moves the mouse over the chart, in fractions of its width and height. */
async function point(page: Page, panel: Locator, fx: number, fy: number): Promise<void> {
  const box = (await panel.locator('canvas').first().boundingBox())!
  await page.mouse.move(box.x + box.width * fx, box.y + box.height * fy)
}

async function drag(page: Page, panel: Locator, from: number, to: number, shift = false) {
  await point(page, panel, from, 0.25)
  if (shift) await page.keyboard.down('Shift')
  await page.mouse.down()
  await point(page, panel, (from + to) / 2, 0.4)
  await point(page, panel, to, 0.6)
  await page.mouse.up()
  if (shift) await page.keyboard.up('Shift')
}

function seriesRequests(page: Page): { range?: [number, number]; x: string; keys: string[] }[] {
  const sent: { range?: [number, number]; x: string; keys: string[] }[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/series')) sent.push(request.postDataJSON())
  })
  return sent
}

/** Resolves when no animation with an end runs. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const running = document.getAnimations().filter((animation) => {
      return animation.effect?.getComputedTiming().endTime !== Infinity
    })
    await Promise.all(running.map((animation) => animation.finished))
  })
  await expect.poll(() => page.getByRole('tooltip').count()).toBe(0)
}

async function textOf(download: Download): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

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
    await growing.log([{ ...row(STEPS, 2), 'later/key': 1 }])
    await growing.log([{ ...row(STEPS + 1, 2), 'later/key': 2 }])
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
