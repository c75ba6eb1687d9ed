import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ParallelPanelSpec } from '@/lib/panels/otherPanels'
import { expectNoProblems, launchBrowser, newContext } from '../support/browser'
import { saved } from '../support/downloads'
import { inked, tooltip } from '../support/panelActions'
import { openRunPanels, panel, parseSvg } from '../support/runPanels'
import { startServer, type TestServer } from '../support/server'
import { seedSweep, sweep } from '../support/sweepRuns'

let server: TestServer
let browser: Browser
let context: BrowserContext
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  context = await newContext(browser, server)
  await seedSweep(server)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const SPEC: ParallelPanelSpec = {
  id: 'parallel',
  type: 'parallel',
  axes: [
    { column: 'config:lr', scale: 'log' },
    { column: 'config:optimizer.name' },
    { column: 'config:dropout' },
    { column: 'summary:val/accuracy' },
  ],
}

async function open(spec: Partial<ParallelPanelSpec> = {}, readOnly = false) {
  const page = await openRunPanels(context, {
    entity: server.username,
    project: 'sweep',
    specs: [{ ...SPEC, ...spec }],
    height: 400,
    wide: true,
    readOnly,
  })
  const plot = panel(page, 'parallel')
  if (spec.axes?.length !== 0) await expect.poll(() => inked(plot)).toBeGreaterThan(2000)
  return { page, plot }
}

const specOf = async (page: Page) =>
  (await page.evaluate(() => window.seen.specs[0])) as ParallelPanelSpec
const axis = (plot: Locator, name: string) => plot.getByRole('button', { name: `Axis ${name},` })
const order = (plot: Locator) =>
  plot.getByRole('group', { name: 'Axes' }).getByRole('button').allTextContents()

/** A press at the axis of a name, and a way down it in fractions of the plot's height. */
async function brush(page: Page, plot: Locator, name: string, from: number, to = from) {
  // The last axis's name stands to its left, so that it stays in the panel; its middle is no guide.
  const names = await order(plot)
  const box = (await plot.locator('canvas').first().boundingBox())!
  const at = names.findIndex((text) => text.startsWith(name))
  const x = box.x + 56 + ((box.width - 96) * at) / (names.length - 1)
  await page.mouse.move(x, box.y + box.height * from)
  await page.mouse.down()
  if (to !== from) {
    await page.mouse.move(x, box.y + (box.height * (from + to)) / 2)
    await page.mouse.move(x, box.y + box.height * to)
  }
  await page.mouse.up()
}

describe('parallel coordinates', () => {
  it('filter by a brush, which may become a filter of the runs', async () => {
    const { page, plot } = await open()
    await brush(page, plot, 'dropout', 0.3, 0.6)
    const [low, high] = (await specOf(page)).axes[2]!.brushes![0]!
    const inside = sweep().filter(({ config }) => config.dropout >= low && config.dropout <= high)
    expect(inside.length).toBeGreaterThan(3)
    const actions = plot.getByRole('group', { name: 'Brushes' })
    await expect.poll(() => actions.textContent()).toContain(`${inside.length} of 60 runs`)
    // A second axis narrows it; a category is chosen by a press.
    await brush(page, plot, 'optimizer.name', 0.5)
    expect((await specOf(page)).axes[1]!.kept).toEqual(['lion'])
    const both = inside.filter(({ config }) => config.optimizer.name === 'lion')
    await expect.poll(() => actions.textContent()).toContain(`${both.length} of 60 runs`)
    await actions.getByRole('button', { name: 'Keep as filter' }).click()
    expect(await page.evaluate(() => window.seen.filters)).toEqual([
      {
        kind: 'and',
        filters: [
          { kind: 'in', key: 'config:optimizer.name', values: ['lion'] },
          {
            kind: 'and',
            filters: [
              { kind: 'compare', key: 'config:dropout', op: '>=', value: low },
              { kind: 'compare', key: 'config:dropout', op: '<=', value: high },
            ],
          },
        ],
      },
    ])
    await expect.poll(() => actions.count()).toBe(0)
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('have several brushes on an axis, and lose one by a press on it', async () => {
    const { page, plot } = await open()
    await brush(page, plot, 'dropout', 0.2, 0.35)
    await brush(page, plot, 'dropout', 0.6, 0.8)
    expect((await specOf(page)).axes[2]!.brushes).toHaveLength(2)
    await brush(page, plot, 'dropout', 0.7)
    expect((await specOf(page)).axes[2]!.brushes).toHaveLength(1)
    await plot.getByRole('button', { name: 'Clear' }).click()
    expect((await specOf(page)).axes[2]!.brushes).toBeUndefined()
    await page.close()
  })

  it('are reordered by dragging and by arrow keys, and inverted', async () => {
    const { page, plot } = await open()
    const from = (await axis(plot, 'lr').boundingBox())!
    const to = (await axis(plot, 'dropout').boundingBox())!
    await page.mouse.move(from.x + from.width / 2, from.y + 8)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y + 8)
    await page.mouse.move(to.x + to.width + 20, to.y + 8)
    await page.mouse.up()
    await expect
      .poll(() => order(plot))
      .toEqual(['optimizer.name', 'dropout', 'lr (log)', 'val/accuracy'])
    await axis(plot, 'dropout').focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(async () => (await order(plot))[0]).toBe('dropout')
    await page.keyboard.press('i')
    await expect.poll(async () => (await specOf(page)).axes[0]!.inverted).toBe(true)
    await page.close()
  })

  it('light the run whose line is pointed at, and are read by keyboard', async () => {
    const { page, plot } = await open()
    await plot.focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => tooltip(page).textContent()).toContain('trial-59')
    expect(await page.evaluate(() => window.seen.highlight.get())).not.toBeNull()
    await expect.poll(() => inked(plot, 1)).toBeGreaterThan(200)
    await page.close()
  })

  it('are saved with a line for each run and the names of the axes', async () => {
    const { page, plot } = await open()
    const file = await saved(page, plot, 'SVG')
    expect(file.length).toBeLessThan(100_000)
    const svg = await parseSvg(page, file)
    expect(svg).toMatchObject({ errors: 0, root: 'svg' })
    // Beside the runs: four axes and the ticks of each.
    const ticks = svg.texts.length - 1 - SPEC.axes.length
    expect(svg.lines).toBe(60 + 4 + ticks)
    for (const name of ['lr', 'optimizer.name', 'dropout', 'val/accuracy', 'adam']) {
      expect(svg.texts).toContain(name)
    }
    await page.close()
  })

  it('suggest axes that differ between runs', async () => {
    const { page, plot } = await open({ axes: [] })
    await plot.getByRole('button', { name: 'Suggest axes' }).click()
    await expect.poll(async () => (await specOf(page)).axes.length).toBeGreaterThan(3)
    const columns = (await specOf(page)).axes.map(({ column }) => column)
    expect(columns).toContain('config:lr')
    expect(columns).not.toContain('config:epochs')
    expect(columns).not.toContain('config:output')
    await page.close()
  })

  it('keep brushes to oneself where nothing may be changed', async () => {
    const { page, plot } = await open({}, true)
    await brush(page, plot, 'dropout', 0.3, 0.6)
    const actions = plot.getByRole('group', { name: 'Brushes' })
    await expect.poll(() => actions.textContent()).toMatch(/\d+ of 60 runs/)
    expect(await actions.getByRole('button').allTextContents()).toEqual(['Clear'])
    expect((await specOf(page)).axes[2]!.brushes).toBeUndefined()
    await page.close()
  })
})
