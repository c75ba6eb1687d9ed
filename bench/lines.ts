// A line chart of many runs that all log at once: frames, and what the page's main thread pays, beside
// the same chart as SVG:
//   npm run bench lines
import type { BrowserContext, Page } from 'playwright-core'
import { bundled } from '../test/support/panelHarness'
import { curve } from '../test/support/seed'
import { startStandaloneServer } from '../test/support/standalone'
import { WandbRun } from '../test/support/wandbClient'
import { framesDuring, launchChromium, signedIn } from './support/chromium'
import type { LinesKind } from './support/liveLines'
import { report } from './support/report'

const RUNS = 100
const POINTS = 1000
const SECONDS = 10
const HERTZ = 10

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const server = await startStandaloneServer()
const browser = await launchChromium()
try {
  const context = await signedIn(browser, server)
  await drawing(context)
  await product(context)
} finally {
  await browser.close()
  await server.close()
}

/** Seconds of tasks of the page's main thread until now. */
async function taskSeconds(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value
  }
}

async function drawing(context: BrowserContext): Promise<void> {
  const measure = async (kind: LinesKind) => {
    const page = await context.newPage()
    await page.goto('/healthz')
    await page.addScriptTag({ content: await bundled('bench/support/liveLines.tsx') })
    const spent = await taskSeconds(page)
    const before = await spent()
    const options = { kind, lines: RUNS, points: POINTS, ticks: SECONDS * HERTZ }
    const result = await page.evaluate((given) => window.liveLines(given), options)
    const seconds = (await spent()) - before
    await page.close()
    return { fps: result.frames / result.seconds, worst: result.worstMs, seconds }
  }
  const canvas = await measure('canvas')
  const svg = await measure('svg')
  for (const [kind, { fps, worst, seconds }] of Object.entries({ canvas, svg })) {
    report('lines', `${RUNS} lines × ${POINTS} points, all growing at ${HERTZ} Hz, as ${kind}`, {
      'frames per second': fps,
      'worst ms': worst,
      'main thread ms a second': (seconds * 1000) / SECONDS,
    })
  }
  report('lines', 'main thread, SVG beside canvas', { ratio: svg.seconds / canvas.seconds })
}

/** The workspace itself, with rows that go through the server. */
async function product(context: BrowserContext): Promise<void> {
  const runs = await Promise.all(
    Array.from({ length: RUNS }, async (_, i) => {
      const run = await WandbRun.start(server, { project: 'lines', name: `r-${i}` })
      await run.log(Array.from({ length: POINTS }, (_row, step) => row(i, step)))
      return run
    }),
  )
  const page = await context.newPage()
  await page.goto('/ada/lines')
  await page.waitForFunction(() => window.watched.painted.length > 0)
  await wait(2000)
  const spent = await taskSeconds(page)
  const before = await spent()
  let step = POINTS
  let posts = 0
  const frames = await framesDuring(page, async () => {
    const start = Date.now()
    while (Date.now() - start < SECONDS * 1000) {
      const began = Date.now()
      await Promise.all(runs.map((run, i) => run.log([row(i, step)])))
      posts += RUNS
      step++
      await wait(Math.max(0, 1000 / HERTZ - (Date.now() - began)))
    }
  })
  const seconds = (await spent()) - before
  report('lines', `the workspace, ${RUNS} runs, each told ${HERTZ} times a second`, {
    'rows a second': posts / SECONDS,
    'frames per second': frames.fps,
    'p95 ms': frames.p95,
    'worst ms': frames.worst,
    'main thread ms a second': (seconds * 1000) / SECONDS,
  })
  await page.close()
}

function row(run: number, step: number): Record<string, number> {
  return {
    _step: step,
    _runtime: step / HERTZ,
    _timestamp: 1.76e9 + step,
    loss: curve(run, 0, step),
  }
}
