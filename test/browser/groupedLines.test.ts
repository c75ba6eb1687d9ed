import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LinePanelSpec } from '@/lib/panels/linePanel'
import { expectAccessible, expectNoProblems, launchBrowser, newContext } from '../support/browser'
import {
  CURVE_STEPS,
  curveRuns,
  METHODS,
  SEEDS,
  seedCurves,
  trainLoss,
  valLoss,
} from '../support/curveRuns'
import { saved } from '../support/downloads'
import { inked, point, tooltip } from '../support/panelActions'
import { openRunPanels, panel } from '../support/runPanels'
import type { RunPanelPageOptions } from '../support/runPanelPage'
import { startServer, type TestServer } from '../support/server'
import type { WandbRun } from '../support/wandbClient'

let server: TestServer
let browser: Browser
let context: BrowserContext
let growing: WandbRun
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  context = await newContext(browser, server)
  growing = (await seedCurves(server)).at(-1)!
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const SPEC: LinePanelSpec = {
  id: 'line',
  type: 'line',
  keys: ['train/loss'],
  stream: 'history',
  settings: {},
}
const GROUPED = { grouping: { by: ['config:method'] } } as const satisfies Partial<LinePanelSpec>

async function open(spec: object = {}, more: Partial<RunPanelPageOptions> = {}) {
  const page = await openRunPanels(context, {
    entity: server.username,
    project: 'curves',
    specs: [{ ...SPEC, ...spec }],
    height: 400,
    wide: true,
    ...more,
  })
  const chart = panel(page, 'line')
  await expect.poll(async () => (await inked(chart)) + (await inked(chart, 1))).toBeGreaterThan(500)
  return { page, chart }
}

async function csvOf(page: Page): Promise<Record<string, string>[]> {
  const text = await saved(page, panel(page, 'line'), 'CSV')
  const [head = '', ...lines] = text.trim().split('\n')
  const names = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, i) => [name, cells[i]!]))
  })
}

async function svgOf(page: Page) {
  const svg = await saved(page, panel(page, 'line'), 'SVG')
  const parsed = await page.evaluate((text) => {
    const file = new DOMParser().parseFromString(text, 'image/svg+xml')
    const all = (selector: string) => [...file.querySelectorAll(selector)]
    return {
      errors: all('parsererror').length,
      lines: all('g.line').length,
      bands: all('g.line path[fill-opacity]').length,
      strokes: all('g.line path[stroke]').map((path) => ({
        color: path.getAttribute('stroke'),
        width: path.getAttribute('stroke-width'),
        dash: path.getAttribute('stroke-dasharray'),
      })),
      texts: all('text').map((text) => text.textContent),
    }
  }, svg)
  return { svg, ...parsed }
}

describe('groups of runs', () => {
  it('are drawn as one line and band each, over all of their runs', async () => {
    const { page } = await open({ ...GROUPED, legend: { position: 'bottom' } })
    const legend = panel(page, 'line').getByRole('list', { name: 'Legend' })
    await expect
      .poll(() => legend.getByRole('listitem').allTextContents())
      .toEqual(METHODS.map((method) => `${method} (${SEEDS})`))
    const rows = await csvOf(page)
    const sgd = rows.filter((row) => row['group']!.startsWith('sgd'))
    expect(sgd).toHaveLength(CURVE_STEPS)
    for (const step of [0, 57, CURVE_STEPS - 1]) {
      const values = curveRuns()
        .filter(({ method }) => method === 'sgd')
        .map((run) => trainLoss(run, step))
      const row = sgd[step]!
      expect(row['runs']).toBe(String(SEEDS))
      expect(Number(row['mean'])).toBeCloseTo(values.reduce((a, b) => a + b) / SEEDS, 8)
      expect(Number(row['min'])).toBeCloseTo(Math.min(...values), 8)
      expect(Number(row['max'])).toBeCloseTo(Math.max(...values), 8)
    }
    const { errors, lines, bands, texts } = await svgOf(page)
    expect({ errors, lines, bands }).toEqual({ errors: 0, lines: 3, bands: 3 })
    expect(texts).toContain('adam (4)')
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('are what they were when one of their runs is hidden', async () => {
    const before = await open(GROUPED)
    const rows = await csvOf(before.page)
    await before.page.close()
    const after = await open(GROUPED, { hidden: ['adam-0', 'sgd-2'] })
    expect(await csvOf(after.page)).toEqual(rows)
    await after.page.close()
  })

  it('are grouped as the workspace says, unless the panel says otherwise', async () => {
    const inherited = await open({}, { groupBy: ['config:method'] })
    expect((await svgOf(inherited.page)).lines).toBe(3)
    await inherited.page.close()
    const own = await open({ grouping: { by: [] } }, { groupBy: ['config:method'] })
    expect((await svgOf(own.page)).lines).toBe(METHODS.length * SEEDS)
    await own.page.close()
  })

  it('say how many runs they are of where one points', async () => {
    const { page, chart } = await open({
      ...GROUPED,
      grouping: { ...GROUPED.grouping, line: 'median', band: 'stderr' },
    })
    await point(page, chart, 0.5, 0.7)
    await expect.poll(() => tooltip(page).textContent()).toMatch(/median of 4 runs, min .*σ/)
    await page.close()
  })

  it('follow their runs, without asking at every row', async () => {
    const { page } = await open(GROUPED)
    let asked = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/api/series/groups')) asked++
    })
    const last = curveRuns().at(-1)!
    for (let step = CURVE_STEPS; step < CURVE_STEPS + 20; step++) {
      await growing.log([{ _step: step, 'train/loss': trainLoss(last, step) }])
    }
    await expect
      .poll(
        async () => (await csvOf(page)).filter((row) => row['group']!.startsWith('sgd')).length,
        {
          timeout: 15_000,
        },
      )
      .toBe(CURVE_STEPS + 20)
    expect(asked).toBeLessThan(8)
    await page.close()
  })
})

describe('formulas and patterns', () => {
  it('are computed of each run’s rows', async () => {
    const { page } = await open({ keys: [], expressions: ['val/loss - train/loss'] })
    const rows = await csvOf(page)
    const run = curveRuns()[5]!
    const row = rows.find((one) => one['run'] === run.displayName && one['_step'] === '50')!
    expect(Number(row['value'])).toBeCloseTo(valLoss(run, 50) - trainLoss(run, 50), 8)
    await page.close()
  })

  it('say where a formula is wrong, in the chart and in its field', async () => {
    const { page, chart } = await open({ expressions: ['train/loss +'] })
    await expect.poll(() => chart.textContent()).toContain('at character 13')
    await chart.focus()
    await page.keyboard.press('e')
    const field = page.getByRole('textbox', { name: 'Formula 1' })
    await field.fill('log(train/loss')
    expect(await page.getByRole('alert').allTextContents()).toEqual([
      'expected ")", not the end at character 15',
    ])
    await field.fill('log(train/loss)')
    await field.press('Enter')
    await expect
      .poll(() => page.evaluate(() => window.seen.specs[0]))
      .toMatchObject({ expressions: ['log(train/loss)'] })
    await expectAccessible(page)
    await page.close()
  })

  it('bring in keys that match as they are logged', async () => {
    const { page, chart } = await open({
      keys: [],
      keyPattern: 'loss$',
      legend: { position: 'top' },
    })
    const names = () => chart.getByRole('list', { name: 'Legend' }).textContent()
    await expect.poll(names).toContain('val/loss')
    expect(await names()).not.toContain('extra/loss')
    await growing.log([{ _step: 900, 'extra/loss': 1 }])
    await expect.poll(names, { timeout: 15_000 }).toContain('extra/loss')
    await page.close()
  })
})

describe('looks', () => {
  it('of single lines, their names and how many there are, are in the picture', async () => {
    const { page, chart } = await open({
      limit: 3,
      legend: { position: 'right', template: '${config.method} ${config.seed}' },
      series: { 'sgd-3/train/loss': { color: '#12ab34', width: 3, dash: 'dotted', title: 'Ours' } },
    })
    await expect.poll(() => chart.textContent()).toContain('3 of 12 lines')
    const legend = chart.getByRole('list', { name: 'Legend' }).getByRole('listitem')
    await expect.poll(() => legend.allTextContents()).toEqual(['Ours', 'sgd 2', 'sgd 1'])
    const { lines, strokes, texts } = await svgOf(page)
    expect(lines).toBe(3)
    expect(strokes).toContainEqual({ color: '#12ab34', width: '3', dash: '2 3' })
    expect(texts).toContain('Ours')
    await page.close()
  })

  it('as shares of the sum add up to a hundred', async () => {
    const { page } = await open({ area: 'percent', limit: 4, legend: { position: 'bottom' } })
    const { lines, bands, texts } = await svgOf(page)
    expect({ lines, bands }).toEqual({ lines: 4, bands: 4 })
    expect(texts).toContain('100%')
    await page.close()
  })

  it('are chosen in the settings, and seen at once', async () => {
    const { page, chart } = await open()
    await chart.focus()
    await page.keyboard.press('e')
    await page.getByLabel('Title of the y axis').fill('Cross entropy')
    await expect.poll(() => chart.textContent()).toContain('Cross entropy')
    await page.getByRole('combobox', { name: 'Legend' }).click()
    await page.getByRole('option', { name: 'Bottom' }).click()
    await chart.getByRole('list', { name: 'Legend' }).waitFor()
    await page.close()
  })
})

describe('pointing', () => {
  it('keeps a run lit after a click, until Escape', async () => {
    const { page, chart } = await open({ legend: { position: 'bottom' }, limit: 2 })
    const [first] = await chart.getByRole('list', { name: 'Legend' }).getByRole('button').all()
    await first!.click()
    await page.mouse.move(5, 5)
    const lit = () => page.evaluate(() => window.seen.highlight.get())
    expect(await lit()).not.toBeNull()
    await page.keyboard.press('Escape')
    expect(await lit()).toBeNull()
    await page.close()
  })
})

describe('export', () => {
  it('writes a picture for print at the size chosen, below 100 kB', async () => {
    const { page, chart } = await open()
    await chart.hover()
    await chart.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Export…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Size' }).click()
    await page.getByRole('option', { name: /Column of a paper/ }).click()
    await dialog.getByLabel('Font size').fill('8')
    await dialog.getByLabel('Line width').fill('1')
    await expect.poll(() => dialog.textContent()).toMatch(/312 × 220 · \d+ kB/)
    await expectAccessible(page)
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Save SVG' }).click()
    const parts: Buffer[] = []
    for await (const part of await (await download).createReadStream()) parts.push(part as Buffer)
    const svg = Buffer.concat(parts).toString('utf8')
    expect(svg).toMatch(/^<svg [^>]*width="312" height="220"/)
    expect(svg).toContain('font-size="8"')
    expect(svg).toContain('fill="#ffffff"')
    expect(svg.length).toBeLessThan(100_000)
    await page.close()
  })
})
