// A signed-in Chromium beside a bench server.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium } from '../../test/support/findChromium'
import type { StandaloneServer } from '../../test/support/standalone'

export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium found: set RUNROOM_CHROMIUM')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

/** Redeems the server's sign-in link, so call it once. */
export async function signedIn(
  browser: Browser,
  server: StandaloneServer,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1440, height: 900 },
  })
  const token = new URL(server.signInPath, server.url).searchParams.get('token')
  const answer = await context.request.post('/api/session/link', { data: { token } })
  if (!answer.ok()) throw new Error(`signing in: ${answer.status()}`)
  await watch(context)
  return context
}

/** Another person's browser, with the same session. */
export async function alsoSignedIn(
  browser: Browser,
  context: BrowserContext,
  server: StandaloneServer,
): Promise<BrowserContext> {
  const other = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1440, height: 900 },
    storageState: await context.storageState(),
  })
  await watch(other)
  return other
}

async function watch(context: BrowserContext): Promise<void> {
  // tsx wraps functions in a helper that the page does not have.
  await context.addInitScript('globalThis.__name = (f) => f')
  await context.addInitScript(watchPaints)
}

interface Watched {
  /** When each canvas was last stroked, on the clock of Date.now(). */
  strokes: WeakMap<HTMLCanvasElement, number>
  /** Frames in which any canvas was stroked: when the frame after it began. */
  painted: number[]
}

declare global {
  interface Window {
    watched: Watched
  }
}

/** Notes when canvases are drawn upon. A stroke counts as seen when the next frame begins. */
function watchPaints(): void {
  const watched: Watched = { strokes: new WeakMap(), painted: [] }
  window.watched = watched
  const clock = () => performance.timeOrigin + performance.now()
  const stroke = CanvasRenderingContext2D.prototype.stroke
  let noted = false
  CanvasRenderingContext2D.prototype.stroke = function (...path: [] | [Path2D]) {
    Reflect.apply(stroke, this, path)
    watched.strokes.set(this.canvas, clock())
    if (noted) return
    noted = true
    requestAnimationFrame(() => {
      noted = false
      watched.painted.push(clock())
    })
  }
}

export interface Frames {
  fps: number
  /** Of the time between two frames, in milliseconds. */
  p95: number
  worst: number
}

/** Counts frames of a page while `work` happens. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { frameTimes: times })
    const tick = (now: number) => {
      times.push(now)
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await work()
  const times = await page.evaluate(() => [
    ...(window as unknown as { frameTimes: number[] }).frameTimes,
  ])
  const gaps = times.slice(1).map((time, i) => time - times[i]!)
  gaps.sort((a, b) => a - b)
  const span = times.at(-1)! - times[0]!
  return {
    fps: (gaps.length / span) * 1000,
    p95: gaps[Math.floor(gaps.length * 0.95)]!,
    worst: gaps.at(-1)!,
  }
}
