// Numbers, bars and histograms.
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BarPanelSpec, ScalarPanelSpec } from '@/lib/panels/otherPanels'
import type { PanelSpec } from '@/lib/panels/spec'
import {
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  launchBrowser,
  newContext,
  PHONE,
} from '../support/browser'
import { curveRuns, METHODS, seedCurves } from '../support/curveRuns'
import { saved } from '../support/downloads'
import { inked, tooltip } from '../support/panelActions'
import { openRunPanels, panel, parseSvg } from '../support/runPanels'
import type { RunPanelPageOptions } from '../support/runPanelPage'
import { startServer, type TestServer } from '../support/server'

let server: TestServer
let browser: Browser
let context: BrowserContext
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  context = await newContext(browser, server)
  await seedCurves(server)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

async function open(spec: PanelSpec, more: Partial<RunPanelPageOptions> = {}, on = context) {
  const page = await openRunPanels(on, {
    entity: server.username,
    project: 'curves',
    specs: [spec],
    height: 360,
    wide: true,
    ...more,
  })
  return { page, shown: panel(page, spec.id) }
}

const accuracy = (method: number, seed: number) => 0.9 - 0.05 * method - 0.01 * seed

describe('a number', () => {
  const spec: ScalarPanelSpec = { id: 'n', type: 'scalar', column: 'summary:accuracy' }

  it('is of the runs that are drawn, and compared with one of them', async () => {
    const { page, shown } = await open(
      { ...spec, aggregate: 'max', baseline: 'sgd-0' },
      { hidden: ['adam-0'] },
    )
    await expect.poll(() => shown.textContent()).toContain('greatest of 11 runs')
    expect(await shown.textContent()).toMatch(/0\.89.*\+0\.09 \(\+11\.[23] %\) against sgd seed 0/)
    const svg = await parseSvg(page, await saved(page, shown, 'SVG'))
    expect(svg.errors).toBe(0)
    expect(svg.texts).toEqual(expect.arrayContaining(['accuracy', '0.89']))
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('of a group is over all of its runs, hidden or not', async () => {
    const grouped: PanelSpec = { ...spec, aggregate: 'mean', groupBy: ['config:method'] }
    const { page, shown } = await open(grouped, { hidden: ['adam-0'] })
    const mean = (method: number) => (accuracy(method, 0) + accuracy(method, 3)) / 2
    for (const [m, method] of METHODS.entries()) {
      await expect.poll(() => shown.textContent()).toContain(`${method}${mean(m).toFixed(3)}`)
    }
    await page.close()
  })
})

describe('bars', () => {
  const spec: BarPanelSpec = { id: 'b', type: 'bar', columns: ['summary:accuracy'] }

  it('are one a run, sorted, and say how many there are', async () => {
    const { page, shown } = await open({ ...spec, sort: 'ascending', limit: 5 })
    await expect.poll(() => inked(shown)).toBeGreaterThan(500)
    expect(await shown.textContent()).toContain('5 of 12 runs')
    const svg = await parseSvg(page, await saved(page, shown, 'SVG'))
    expect(svg.errors).toBe(0)
    // The ground and five bars.
    expect(svg.rects).toBe(6)
    const names = svg.texts.filter((text) => text.includes('seed'))
    expect(names).toEqual(['sgd seed 3', 'sgd seed 2', 'sgd seed 1', 'sgd seed 0', 'lion seed 3'])
    await page.close()
  })

  it('are read and pinned with keys, and as a table', async () => {
    const { page, shown } = await open({ ...spec, sort: 'descending' })
    await expect.poll(() => inked(shown)).toBeGreaterThan(500)
    await shown.focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => tooltip(page).textContent()).toContain('adam seed 0')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => window.seen.highlight.getPinned())).not.toBeNull()
    await page.keyboard.press('t')
    expect(await shown.getByRole('row').count()).toBe(13)
    await expectAccessible(page)
    await page.close()
  })

  it('of groups carry the spread of their runs; boxes and violins show all of it', async () => {
    const grouped: BarPanelSpec = { ...spec, groupBy: ['config:method'] }
    const bars = await open({ ...grouped, band: 'stddev' })
    await expect.poll(() => inked(bars.shown)).toBeGreaterThan(500)
    const csv = await saved(bars.page, bars.shown, 'CSV')
    expect(csv).toMatch(/adam \(4\),summary:accuracy,0\.885\d*,4,/)
    await bars.page.close()
    const boxes = await open({ ...grouped, shape: 'box' })
    await expect.poll(() => inked(boxes.shown)).toBeGreaterThan(300)
    const box = await parseSvg(boxes.page, await saved(boxes.page, boxes.shown, 'SVG'))
    expect({ errors: box.errors, rects: box.rects }).toEqual({ errors: 0, rects: 1 + 3 })
    await boxes.page.close()
    const violins = await open({ ...grouped, shape: 'violin', vertical: true })
    await expect.poll(() => inked(violins.shown)).toBeGreaterThan(300)
    const violin = await saved(violins.page, violins.shown, 'SVG')
    expect(violin.match(/class="area"/g)).toHaveLength(3)
    await violins.page.close()
  })

  it('are set up beside the chart', async () => {
    const { page, shown } = await open({ ...spec, columns: [] })
    await expect.poll(() => shown.textContent()).toContain('Choose one or more values')
    await shown.focus()
    await page.keyboard.press('e')
    await page.getByRole('button', { name: 'Add value' }).click()
    await page.getByRole('option', { name: /accuracy/ }).click()
    await expect.poll(() => inked(shown)).toBeGreaterThan(500)
    await page.getByRole('radio', { name: 'Boxes' }).click()
    await expect
      .poll(() => page.evaluate(() => window.seen.specs[0]))
      .toMatchObject({ columns: ['summary:accuracy'], shape: 'box' })
    await expectAccessible(page)
    await page.close()
  })
})

describe('histograms', () => {
  it('count the values of the runs that are drawn', async () => {
    const { page, shown } = await open({
      id: 'h',
      type: 'histogram',
      source: { kind: 'column', column: 'summary:accuracy' },
      bins: 4,
    })
    await expect.poll(() => inked(shown)).toBeGreaterThan(500)
    const csv = await saved(page, shown, 'CSV')
    const counts = csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',').at(-1)))
    expect(counts).toHaveLength(4)
    expect(counts.reduce((a, b) => a + b, 0)).toBe(curveRuns().length)
    await page.close()
  })

  it('that runs log are shown at the last step, and at any other', async () => {
    const { page, shown } = await open({
      id: 'h',
      type: 'histogram',
      source: { kind: 'key', key: 'weights' },
    })
    await expect.poll(() => inked(shown)).toBeGreaterThan(500)
    await expect.poll(() => shown.textContent()).toContain('Step 190')
    expect(await shown.textContent()).toContain('8 of 12 runs')
    await shown.focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => shown.textContent()).toContain('Step 180')
    const svg = await saved(page, shown, 'SVG')
    const parsed = await parseSvg(page, svg)
    expect(parsed.errors).toBe(0)
    // An outline a run.
    expect(svg.match(/class="area"/g)).toHaveLength(8)
    await page.close()
  })

  it('over steps are one column a step', async () => {
    const { page, shown } = await open({
      id: 'h',
      type: 'histogram',
      source: { kind: 'key', key: 'weights' },
      mode: 'overSteps',
    })
    await expect.poll(() => inked(shown)).toBeGreaterThan(500)
    const svg = await saved(page, shown, 'SVG')
    expect((await parseSvg(page, svg)).errors).toBe(0)
    const columns = new Set([...svg.matchAll(/<rect x="([\d.]+)"/g)].map(([, x]) => x))
    // Twenty steps, and the frame that clips them.
    expect(columns.size).toBeGreaterThanOrEqual(20)
    expect(svg.length).toBeLessThan(100_000)
    await page.close()
  })

  it('that nobody logs are waited for', async () => {
    const { page, shown } = await open({
      id: 'h',
      type: 'histogram',
      source: { kind: 'key', key: 'nowhere' },
    })
    await expect.poll(() => shown.textContent()).toContain('No run here logs histograms of nowhere')
    await page.close()
  })
})

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it('axe finds nothing, and nothing is cut off on a phone', async () => {
    const phone = await newContext(browser, server, { theme, viewport: PHONE })
    const specs: PanelSpec[] = [
      { id: 'n', type: 'scalar', column: 'summary:accuracy', groupBy: ['config:method'] },
      { id: 'b', type: 'bar', columns: ['summary:accuracy', 'summary:val/loss'] },
      { id: 'h', type: 'histogram', source: { kind: 'column', column: 'summary:val/loss' } },
      { id: 'k', type: 'histogram', source: { kind: 'key', key: 'weights' } },
    ]
    const { page, shown } = await open(specs[0]!, { specs }, phone)
    await expect.poll(() => shown.textContent()).toContain('sgd')
    await expect.poll(() => inked(panel(page, 'b'))).toBeGreaterThan(300)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    expectNoProblems(page, [/favicon/])
    await phone.close()
  })
})
