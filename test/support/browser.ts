// A real Chromium, driven as people use it. Pages collect what went wrong in them: end a test with
// `expectNoProblems`.
import fs from 'node:fs'
import path from 'node:path'
import type { AxeResults } from 'axe-core'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { root } from './freshDatabase'
import { type ServerOptions, startServer, type TestServer } from './server'
import { sessionOf } from './session'

export type Theme = 'light' | 'dark'
export const DESKTOP = { width: 1440, height: 900 }
export const PHONE = { width: 380, height: 740 }

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: inject('chromium'),
    // Containers give /dev/shm little room; without a sandbox root may run it.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
}

export interface VisitOptions {
  theme?: Theme
  viewport?: { width: number; height: number }
  /** Without a session. */
  signedOut?: boolean
  context?: BrowserContextOptions
}

/** A context of its own, as another person's browser would be. */
export async function newContext(
  browser: Browser,
  server: TestServer,
  options: VisitOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: options.viewport ?? DESKTOP,
    colorScheme: options.theme ?? 'light',
    ...options.context,
  })
  context.setDefaultTimeout(15_000)
  if (!options.signedOut) {
    const cookie = await sessionOf(server)
    const at = cookie.indexOf('=')
    await context.addCookies([
      { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: server.url },
    ])
  }
  return context
}

const problemsOf = new WeakMap<Page, string[]>()

/** A page that remembers errors thrown in it and errors on its console. */
export async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  const problems: string[] = []
  problemsOf.set(page, problems)
  page.on('pageerror', (error) => problems.push(`${error.message}\n${error.stack ?? ''}`))
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    problems.push(`${message.text()} (${message.location().url})`)
  })
  return page
}

/** Opens `to` in a new context and page. */
export async function visit(
  browser: Browser,
  server: TestServer,
  to: string,
  options: VisitOptions = {},
): Promise<Page> {
  const page = await newPage(await newContext(browser, server, options))
  await page.goto(to)
  return page
}

/** No error was thrown or written to the console, but for those a test expects. */
export function expectNoProblems(page: Page, except: RegExp[] = []): void {
  const problems = problemsOf.get(page) ?? []
  expect(problems.filter((text) => !except.some((pattern) => pattern.test(text)))).toEqual([])
}

const axeSource = fs.readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')

/** Resolves when what fades or slides in is there: half-way its letters are too faint for axe. */
export async function whenStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((animation) => {
      return animation.effect?.getComputedTiming().endTime !== Infinity
    })
    // One that is cancelled has ended, too.
    await Promise.allSettled(ending.map((animation) => animation.finished))
  })
}

/** axe-core finds nothing to complain about in what the page shows now. */
export async function expectAccessible(page: Page): Promise<void> {
  await whenStill(page)
  // Between two pages there is none for a moment.
  await page.waitForFunction(() => document.title !== '')
  await page.evaluate(axeSource)
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(...args: unknown[]): Promise<AxeResults> } }
    const found = await axe.run(document, { resultTypes: ['violations'] })
    // A tooltip belongs to what it floats over, and to no landmark.
    const inTooltip = (selector: unknown) =>
      typeof selector === 'string' &&
      document
        .querySelector(selector)
        ?.closest('[data-radix-popper-content-wrapper]')
        ?.querySelector('[role=tooltip]')
    return found.violations.flatMap(({ id, help, nodes }) => {
      const left = nodes.filter((node) => id !== 'region' || !inTooltip(node.target[0]))
      const told = left.slice(0, 5).map((node) => `${node.html} — ${node.failureSummary ?? ''}`)
      return left.length === 0 ? [] : [{ id, help, nodes: told }]
    })
  })
  expect(violations).toEqual([])
}

/** Nothing but what is meant to (tables, logs) scrolls sideways: the page itself never does. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window_] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(content).toBeLessThanOrEqual(window_!)
}

export interface BrowserSuite {
  readonly server: TestServer
  /** Opens a page of the server in a context of its own. */
  visit(to: string, options?: VisitOptions): Promise<Page>
}

/** A server and a browser for the tests of one file. */
export function browserSuite(options: ServerOptions = {}): BrowserSuite {
  let running: { server: TestServer; browser: Browser } | undefined
  const parts = () => {
    if (!running) throw new Error('the server and the browser exist while tests run')
    return running
  }
  beforeAll(async () => {
    const [server, browser] = await Promise.all([startServer(options), launchBrowser()])
    running = { server, browser }
  })
  afterAll(async () => {
    await running?.browser.close()
    await running?.server.close()
  })
  return {
    get server() {
      return parts().server
    },
    visit: (to, options) => visit(parts().browser, parts().server, to, options),
  }
}

/** Options to visit as somebody else than the first admin. */
export function as(
  person: { url: string; cookie: string },
  options: VisitOptions = {},
): VisitOptions {
  const [name = '', value = ''] = person.cookie.split('=')
  const { hostname } = new URL(person.url)
  const cookie = { name, value, domain: hostname, path: '/', expires: -1 }
  const rest = { httpOnly: true, secure: false, sameSite: 'Lax' } as const
  const storageState = { cookies: [{ ...cookie, ...rest }], origins: [] }
  return { ...options, signedOut: true, context: { ...options.context, storageState } }
}
