import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScatterPanelSpec } from '@/lib/panels/otherPanels'
import { expectAccessible, expectNoProblems, launchBrowser, newContext } from '../support/browser'
import { saved } from '../support/downloads'
import { inked, tooltip } from '../support/panelActions'
import { openRunPanels, panel, parseSvg } from '../support/runPanels'
import type { RunPanelPageOptions } from '../support/runPanelPage'
import { startServer, type TestServer } from '../support/server'
import { seedSweep, sweep } from '../support/sweepRuns'
import type { WandbRun } from '../support/wandbClient'

let server: TestServer
let browser: Browser
let context: BrowserContext
let running: WandbRun
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  context = await newContext(browser, server)
  running = (await seedSweep(server)).at(-1)!
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const SPEC: ScatterPanelSpec = {
  id: 'scatter',
  type: 'scatter',
  x: 'config:lr',
  y: 'summary:val/loss',
  color: 'config:optimizer.name',
  xAxis: { scale: 'log' },
  regression: true,
  pareto: { x: 'min', y: 'min' },
}
/** The fourth run's loss is NaN. */
const DRAWN = sweep().filter(({ summary }) => Number.isFinite(summary['val/loss']))

async function open(spec: Partial<ScatterPanelSpec> = {}, more: Partial<RunPanelPageOptions> = {}) {
  const page = await openRunPanels(context, {
    entity: server.username,
    project: 'sweep',
    specs: [{ ...SPEC, ...spec }],
    height: 400,
    wide: true,
    ...more,
  })
  const plot = panel(page, 'scatter')
  if (spec.x !== null) await expect.poll(() => inked(plot)).toBeGreaterThan(500)
  return { page, plot }
}

const highlighted = (page: Page) => page.evaluate(() => window.seen.highlight.get())

/** Moves along a row of the plot until a point is read. */
async function findPoint(page: Page, plot: ReturnType<typeof panel>) {
  const box = (await plot.locator('canvas').first().boundingBox())!
  for (let fy = 0.75; fy > 0.2; fy -= 0.05) {
    for (let fx = 0.2; fx < 0.9; fx += 0.02) {
      await page.mouse.move(box.x + box.width * fx, box.y + box.height * fy)
      if (await tooltip(page).count()) return
    }
  }
  throw new Error('no point was found')
}

describe('a scatter plot', () => {
  it('is saved with a dot for each run that has both values, the fit, the front and the names', async () => {
    const { page, plot } = await open()
    await expect.poll(() => plot.textContent()).toContain('1 run without both values')
    const file = await saved(page, plot, 'SVG')
    expect(file.length).toBeLessThan(100_000)
    const svg = await parseSvg(page, file)
    expect(svg).toMatchObject({ errors: 0, root: 'svg', dashed: 2 })
    // Three more dots are the legend's.
    expect(svg.dots).toBe(DRAWN.length + 3)
    expect(svg.dotColors).toBe(3)
    expect(svg.circles).toBeGreaterThan(2)
    const texts = svg.texts.join('|')
    for (const text of ['val/loss by lr', '↑ val/loss', 'lr →', 'adam', 'lion', 'sgd']) {
      expect(texts).toContain(text)
    }
    expect(texts).toMatch(/r² = 0\.\d+, n = 59/)
    const csv = await saved(page, plot, 'CSV')
    expect(csv.split('\n')[0]).toBe('run,id,config:lr,summary:val/loss,config:optimizer.name')
    expect(csv.trim().split('\n')).toHaveLength(61)
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('lights the run pointed at everywhere, and keeps it lit after a click', async () => {
    const { page, plot } = await open()
    await findPoint(page, plot)
    expect(await tooltip(page).textContent()).toMatch(/trial-\d+|a-name/)
    const id = await highlighted(page)
    expect(id).not.toBeNull()
    await expect.poll(() => inked(plot, 1)).toBeGreaterThan(20)
    await page.mouse.down()
    await page.mouse.up()
    await page.mouse.move(2, 2)
    expect(await tooltip(page).count()).toBe(0)
    expect(await highlighted(page)).toBe(id)
    await page.keyboard.press('Escape')
    await expect.poll(() => highlighted(page)).toBeNull()
    await page.close()
  })

  it('filters to the runs in a rectangle, or zooms to them', async () => {
    const { page, plot } = await open()
    const box = (await plot.locator('canvas').first().boundingBox())!
    const drag = async () => {
      await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.5)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.7)
      await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.9)
      await page.mouse.up()
    }
    await drag()
    await plot.getByRole('button', { name: 'Filter to these runs' }).click()
    const filters = await page.evaluate(() => window.seen.filters)
    const conditions = JSON.stringify(filters[0])
    expect(conditions.match(/"key":"config:lr"/g)).toHaveLength(2)
    expect(conditions.match(/"key":"summary:val\/loss"/g)).toHaveLength(2)
    // Ends are short numbers that a person can read.
    for (const [number] of conditions.matchAll(/(?<="value":)[-\d.e]+/g)) {
      expect(number.length).toBeLessThan(10)
    }
    const before = await inked(plot)
    await drag()
    await plot.getByRole('button', { name: 'Zoom in' }).click()
    await expect.poll(() => inked(plot)).not.toBe(before)
    await plot.getByRole('button', { name: 'Reset zoom' }).click()
    await expect.poll(() => inked(plot)).toBe(before)
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('is read by keyboard, and shows its numbers as a table', async () => {
    const { page, plot } = await open()
    await plot.focus()
    await page.keyboard.press('ArrowRight')
    const least = DRAWN.toSorted((a, b) => a.config.lr - b.config.lr)[0]!
    await expect.poll(() => tooltip(page).textContent()).toContain(least.displayName)
    await page.keyboard.press('Enter')
    await page.keyboard.press('t')
    const table = plot.getByRole('table')
    const row = table.getByRole('row', { name: 'trial-59' })
    expect(await row.textContent()).toContain(String(sweep()[59]!.summary['val/loss']))
    await page.close()
  })

  it('follows runs that go on', async () => {
    const { page, plot } = await open()
    await plot.focus()
    await page.keyboard.press('t')
    const row = plot.getByRole('row', { name: 'trial-59' })
    await row.waitFor()
    await running.summary({ ...sweep()[59]!.summary, 'val/loss': 0.0625 })
    await expect.poll(() => row.textContent()).toContain('0.0625')
    await page.close()
  })

  it('is set up from nothing: axes by typing, colour, scales', async () => {
    const { page, plot } = await open({
      ...{ x: null, y: null, color: null, xAxis: undefined },
      ...{ regression: false, pareto: null },
    })
    await expect.poll(() => plot.textContent()).toContain('Choose what the x and the y axis show.')
    await plot.focus()
    await page.keyboard.press('e')
    // Its name follows from the axes, and changes with them.
    const drawer = page.getByRole('dialog').first()
    const choose = async (field: string, text: string, found: string) => {
      await drawer.getByRole('combobox', { name: new RegExp(`^${field}`) }).click()
      const search = page.getByPlaceholder('Search keys')
      await search.fill(text)
      await page.getByRole('option', { selected: true }).filter({ hasText: found }).waitFor()
      await search.press('Enter')
      await drawer.getByRole('combobox', { name: `${field}: ${found}` }).waitFor()
      await search.waitFor({ state: 'detached' })
    }
    await choose('X axis', 'dropout', 'dropout')
    await choose('Y axis', 'val/acc', 'val/accuracy')
    await choose('Colour by', 'optim', 'optimizer.name')
    await drawer.getByLabel('X scale').getByText('Log').click()
    await expect.poll(() => inked(plot)).toBeGreaterThan(500)
    const [spec] = await page.evaluate(() => window.seen.specs)
    expect(spec).toMatchObject({
      ...{ x: 'config:dropout', y: 'summary:val/accuracy', color: 'config:optimizer.name' },
      xAxis: { scale: 'log' },
    })
    await expectAccessible(page)
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('leaves hidden runs out and says so; text on an axis is explained', async () => {
    const { page, plot } = await open({}, { hidden: ['sweep-0', 'sweep-1'] })
    await expect.poll(() => plot.textContent()).toContain('2 runs hidden')
    const svg = await parseSvg(page, await saved(page, plot, 'SVG'))
    expect(svg.dots).toBe(DRAWN.length - 2 + 3)
    await page.close()
    const text = await openRunPanels(context, {
      entity: server.username,
      project: 'sweep',
      specs: [{ ...SPEC, x: 'config:optimizer.name' }],
    })
    await expect.poll(() => panel(text, 'scatter').textContent()).toContain('holds text')
    await text.close()
  })
})
