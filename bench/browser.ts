// What people feel: how soon a logged row is seen, what drawing costs, how a large workspace opens and
// moves.
import type { BrowserContext, Page } from 'playwright-core'
import { bundled } from '../test/support/panelHarness'
import { metricNames, seed, seedRow } from '../test/support/seed'
import { WandbRun } from '../test/support/wandbClient'
import {
  alsoSignedIn,
  type Frames,
  framesDuring,
  launchChromium,
  signedIn,
} from './support/chromium'
import { report } from './support/report'
import { startStandaloneServer } from '../test/support/standalone'

const RUNS = 100
const KEYS = 30
const STEPS = 500
const STREAMING = 10
const POSTS = 100

/** The next step of the runs that stream. */
let step = STEPS

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const server = await startStandaloneServer()
const browser = await launchChromium()
try {
  const context = await signedIn(browser, server)
  await drawCosts(context)
  await postToPainted(context)
  await workspace(context)
} finally {
  await browser.close()
  await server.close()
}

async function drawCosts(context: BrowserContext): Promise<void> {
  const page = await context.newPage()
  await page.goto('/healthz')
  await page.addScriptTag({ content: await bundled('bench/support/drawCost.ts') })
  for (const [lines, entries, rows] of [
    [10, 1000, 1],
    [100, 1000, 1],
    [10, 1000, 64],
    [500, 500, 1],
  ] as const) {
    const cost = await page.evaluate(
      ([count, length, width]) => window.drawCost(count, length, width),
      [lines, entries, rows] as const,
    )
    const what = rows > 1 ? `buckets of ${rows} rows` : 'rows'
    report('browser', `draw ${lines} lines × ${entries} ${what}`, {
      'chart ms': cost.chart,
      'plain polyline ms': cost.polyline,
      ratio: cost.chart / cost.polyline,
    })
  }
  await page.close()
}

/** From sending a post to the frame that shows its row in the second of two browsers that watch. */
async function postToPainted(context: BrowserContext): Promise<void> {
  const run = await WandbRun.start(server, { project: 'latency', name: 'one' })
  const row = (step: number) => ({
    _step: step,
    _runtime: step,
    _timestamp: step,
    loss: Math.sin(step),
  })
  await run.log([row(0), row(1)])
  const second = await launchChromium()
  const first = await context.newPage()
  const page = await (await alsoSignedIn(second, context, server)).newPage()
  for (const one of [first, page]) {
    await one.goto('/ada/latency')
    await one.waitForFunction(() => window.watched.painted.length > 0)
  }
  await wait(1000)
  const latencies: number[] = []
  for (let i = 0; i < POSTS; i++) {
    await page.evaluate(() => void (window.watched.painted.length = 0))
    const sent = Date.now()
    await run.log([row(i + 2)])
    await page.waitForFunction(() => window.watched.painted.length > 0)
    latencies.push((await page.evaluate(() => window.watched.painted[0]!)) - sent)
    await wait(80 + Math.random() * 60)
  }
  latencies.sort((a, b) => a - b)
  report('browser', `${POSTS} posts of one row`, {
    'POST → painted in the second browser p50 ms': latencies[Math.floor(POSTS / 2)]!,
    'p95 ms': latencies[Math.floor(POSTS * 0.95)]!,
    'worst ms': latencies.at(-1)!,
  })
  await first.close()
  await second.close()
}

async function workspace(context: BrowserContext): Promise<void> {
  const runs = await seed(server, { project: 'large', runs: RUNS, keys: KEYS, steps: STEPS })
  const load = `${RUNS} runs × ${KEYS} panels`
  const page = await context.newPage()
  // Once to have the scripts compiled and cached, as for everyone but the first visitor.
  for (const visit of ['first', 'second']) {
    const start = Date.now()
    await page.goto('/ada/large')
    const painted = await firstPainted(page)
    report('browser', `${load}, ${visit} visit`, {
      'first panels painted after ms': painted.at - start,
      'panels in sight': painted.panels,
    })
  }
  const scrolled = await framesDuring(page, () => scroll(page))
  report('browser', `${load}, scrolling`, frameFigures(scrolled))
  const streamed = await framesDuring(page, () => stream(runs.slice(-STREAMING)))
  report('browser', `${load}, ${STREAMING} runs streaming`, frameFigures(streamed))
  const both = await framesDuring(page, async () => {
    await Promise.all([stream(runs.slice(-STREAMING)), scroll(page)])
  })
  report('browser', `${load}, streaming and scrolling`, frameFigures(both))
  const panned = await framesDuring(page, () => pan(page))
  report('browser', `${load}, panning a zoomed panel`, frameFigures(panned))
  await page.close()
}

function frameFigures({ fps, p95, worst }: Frames): Record<string, number> {
  return { 'frames per second': fps, 'p95 ms': p95, 'worst ms': worst }
}

/** When the last of the panels in sight got its lines. */
async function firstPainted(page: Page): Promise<{ at: number; panels: number }> {
  const handle = await page.waitForFunction(() => {
    const panels = [...document.querySelectorAll('[data-panel]')].filter((panel) => {
      const box = panel.getBoundingClientRect()
      return box.top < window.innerHeight && box.bottom > 0 && box.height > 0
    })
    const times = panels.map((panel) =>
      Math.max(
        ...[...panel.querySelectorAll('canvas')].map((c) => window.watched.strokes.get(c) ?? 0),
      ),
    )
    if (times.length === 0 || times.some((time) => time === 0)) return null
    return { at: Math.max(...times), panels: panels.length }
  })
  return (await handle.jsonValue())!
}

/** Three seconds of wheel, down and up again. */
async function scroll(page: Page): Promise<void> {
  await page.mouse.move(1000, 600)
  for (let i = 0; i < 90; i++) {
    await page.mouse.wheel(0, i < 60 ? 60 : -120)
    await wait(33)
  }
}

async function stream(runs: WandbRun[]): Promise<void> {
  const names = metricNames(KEYS)
  const end = Date.now() + 4000
  while (Date.now() < end) {
    const began = Date.now()
    await Promise.all(
      runs.map((run, i) => run.log([seedRow(RUNS - runs.length + i, names, step, 1.76e9)])),
    )
    step++
    await wait(Math.max(0, 200 - (Date.now() - began)))
  }
}

/** Zooms into the first panel in sight and drags its x axis to and fro. */
async function pan(page: Page): Promise<void> {
  const box = (await page.locator('[data-panel] canvas').first().boundingBox())!
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width * 0.3, y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 4 })
  await page.mouse.up()
  await wait(500)
  await page.keyboard.down('Alt')
  await page.mouse.move(box.x + box.width / 2, y)
  await page.mouse.down()
  for (let i = 0; i < 90; i++) {
    await page.mouse.move(box.x + box.width * (0.5 + 0.3 * Math.sin(i / 8)), y)
    await wait(33)
  }
  await page.mouse.up()
  await page.keyboard.up('Alt')
}
