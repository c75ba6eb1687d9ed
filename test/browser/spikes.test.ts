import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, newContext } from '../support/browser'
import { openPanels, panelOf } from '../support/panelBrowser'
import { startServer, type TestServer } from '../support/server'
import { WandbRun } from '../support/wandbClient'

const ROWS = 1_000_000
const POST_ROWS = 25_000
const SPIKES = Array.from({ length: 20 }, (_, i) => Math.round(((i + 0.37) * ROWS) / 20) + i * 997)

let server: TestServer
let browser: Browser
let context: BrowserContext
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  context = await newContext(browser, server)
  const run = await WandbRun.start(server, { project: 'spikes', name: 'million' })
  const wild = new Set(SPIKES)
  for (let at = 0; at < ROWS; at += POST_ROWS) {
    const lines = Array.from({ length: POST_ROWS }, (_, i) => {
      const step = at + i
      const noise = ((step * 7919) % 1000) / 5000
      return `{"_step":${step},"loss":${wild.has(step) ? 8 : 1 + noise}}`
    })
    expect((await run.log(lines)).status).toBe(200)
  }
  await run.finish()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/**
 * Where colour stands halfway up the chart, in CSS pixels: only spikes reach there. Two pixels side by
 * side are one spike.
 */
async function spikesOnCanvas(panel: Locator): Promise<number[]> {
  return panel.evaluate((element) => {
    const canvas = element.querySelector('canvas')!
    const scale = canvas.width / canvas.clientWidth
    const row = Math.round(canvas.height * 0.45)
    const { data } = canvas.getContext('2d')!.getImageData(0, row, canvas.width, 1)
    const found: number[] = []
    let start = -1
    for (let x = 0; x <= canvas.width; x++) {
      const inked = x < canvas.width && data[x * 4 + 3]! > 60
      if (inked && start < 0) start = x
      if (!inked && start >= 0) {
        found.push((start + x - 1) / 2 / scale)
        start = -1
      }
    }
    return found
  })
}

/** Left and right end of the axes, from the grid. */
async function plotEnds(panel: Locator): Promise<[number, number]> {
  return panel.evaluate((element) => {
    const line = element.querySelector('.visx-rows line')!
    const group = line.closest('g[transform]')!
    const box = element.querySelector('canvas')!.getBoundingClientRect()
    const drawn = (group as SVGGElement).getBoundingClientRect()
    return [drawn.left - box.left, drawn.right - box.left] as [number, number]
  })
}

async function dragAcross(page: Page, panel: Locator, from: number, to: number): Promise<void> {
  const box = (await panel.locator('canvas').first().boundingBox())!
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + from, y)
  await page.mouse.down()
  await page.mouse.move(box.x + (from + to) / 2, y)
  await page.mouse.move(box.x + to, y)
  await page.mouse.up()
  await page.mouse.move(2, 2)
}

describe('twenty spikes of one row each among a million', () => {
  it.each([
    ['an ordinary panel', 260, 1],
    ['a sharp screen', 400, 2],
  ])('are all on the canvas at every zoom: %s', async (_name, height, deviceScaleFactor) => {
    const own = await newContext(browser, server, { context: { deviceScaleFactor } })
    const page = await openPanels(own, {
      entity: server.username,
      project: 'spikes',
      keys: ['loss'],
      height,
    })
    const panel = panelOf(page, 'loss')
    await expect
      .poll(async () => (await spikesOnCanvas(panel)).length, { timeout: 20_000 })
      .toBe(20)
    let [low, high] = [0, ROWS - 1]
    // Each zoom keeps a part of the one before, down to a few hundred rows around one spike.
    for (let depth = 0; depth < 9; depth++) {
      const [left, right] = await plotEnds(panel)
      const place = (row: number) => left + ((row - low) / (high - low)) * (right - left)
      const inside = SPIKES.filter((row) => row > low && row < high)
      expect(inside.length).toBeGreaterThan(0)
      await expect
        .poll(
          async () => {
            const found = await spikesOnCanvas(panel)
            const missing = inside.filter((row) => !found.some((x) => Math.abs(x - place(row)) < 4))
            return { missing, tooMany: found.length > inside.length }
          },
          { timeout: 20_000, message: `rows ${low} to ${high}` },
        )
        .toEqual({ missing: [], tooMany: false })
      const target = inside[Math.floor(inside.length / 2)]!
      const middle = place(target)
      const width = (right - left) / 5
      const from = Math.min(Math.max(left, middle - width), right - 2 * width)
      await dragAcross(page, panel, Math.round(from), Math.round(from + 2 * width))
      const value = (x: number) => low + ((x - left) / (right - left)) * (high - low)
      ;[low, high] = [value(Math.round(from)), value(Math.round(from + 2 * width))]
    }
    expect(high - low).toBeLessThan(1000)
    await own.close()
  })

  it('are all in the exported picture too', async () => {
    const page = await openPanels(context, {
      entity: server.username,
      project: 'spikes',
      keys: ['loss'],
    })
    const panel = panelOf(page, 'loss')
    await expect
      .poll(async () => (await spikesOnCanvas(panel)).length, { timeout: 20_000 })
      .toBe(20)
    await panel.hover()
    await panel.getByRole('button', { name: 'More' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Save as SVG' }).click()
    const svg = await readAll(await (await download).createReadStream())
    // One stroke a spike: up from the line, on its own.
    const strokes = [
      ...svg.matchAll(/<path d="((?:M[\d. ]+L[\d. ]+)+)" stroke="[^"]+" stroke-width="1"/g),
    ]
    const reaching = strokes.flatMap(([, d]) => d!.match(/M[\d. ]+L[\d. ]+/g) ?? [])
    expect(reaching.length).toBeGreaterThanOrEqual(20)
    await page.close()
  })
})

async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
