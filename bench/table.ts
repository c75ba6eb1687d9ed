// The table of runs at its size: ten thousand runs of five hundred keys.
import type { BrowserContext, Page } from 'playwright-core'
import { seedRuns } from '../test/support/seedRuns'
import { databaseOf, startStandaloneServer } from '../test/support/standalone'
import { framesDuring, launchChromium, signedIn } from './support/chromium'
import { report } from './support/report'

const RUNS = 10_000
const KEYS = 500
const LOAD = `${RUNS} runs × ${KEYS} keys`
/** What a page is allowed, in milliseconds and frames a second. */
const CEILING = { paint: 1000, filter: 300, fps: 50 }

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const server = await startStandaloneServer()
const browser = await launchChromium()
try {
  const context = await signedIn(browser, server)
  await seedAll()
  const page = await open(context)
  await filtering(page)
  await scrolling(page)
} finally {
  await browser.close()
  await server.close()
}

async function seedAll(): Promise<void> {
  const { host, user, database } = databaseOf(server)
  const databaseUrl = `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(host)}`
  const started = Date.now()
  for (let from = 0; from < RUNS; from += 1000) {
    await seedRuns(
      { databaseUrl },
      'large',
      Array.from({ length: 1000 }, (_, i) => one(from + i)),
    )
  }
  report('table', `${LOAD}, seeding`, { s: (Date.now() - started) / 1000 })
}

function one(i: number) {
  const values = (prefix: string, by: number) =>
    Object.fromEntries(
      Array.from({ length: KEYS / 2 }, (_, k) => [`${prefix}${k}`, Math.sin(i * by + k)]),
    )
  return {
    displayName: `${['brisk', 'calm', 'eager'][i % 3]}-owl-${i}`,
    tags: i % 3 === 0 ? ['baseline'] : [],
    config: values('c', 0.37),
    summary: values('s', 0.73),
  }
}

/** Until names and values of the first rows are there; the best of three, with what was compiled before. */
async function open(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  let rows = Infinity
  let cells = Infinity
  for (let visit = 0; visit < 4; visit++) {
    const started = Date.now()
    await page.goto('/ada/large?view=table')
    await page.locator('a[data-run]').first().waitFor()
    rows = Math.min(rows, Date.now() - started)
    await page.waitForFunction(() => {
      const head = document.querySelector<HTMLElement>('[data-column="config:c0"]')
      const cell = head && `[data-row="0"] [role=gridcell][data-cell="${head.dataset.cell}"]`
      return cell && document.querySelector(cell)?.textContent
    })
    cells = Math.min(cells, Date.now() - started)
  }
  report('table', `${LOAD}, opening`, {
    'first rows ms': rows,
    'first values ms': cells,
    'of what is allowed': cells / CEILING.paint,
  })
  return page
}

/** From Enter to the count of what matches. */
async function filtering(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Filter as text' }).click()
  const field = page.getByRole('combobox', { name: 'Filter as text' })
  let best = Infinity
  for (const limit of [0.1, 0.2, 0.3, 0.4, 0.5]) {
    await field.fill(`c1 < ${limit} and s2 > 0 and tags has "baseline"`)
    const before = await countOf(page)
    const took = await page.evaluate(async (was) => {
      const status = () => document.querySelector('section [role=status]')?.textContent
      const input = document.querySelector('[aria-label="Filter as text"]')
      const started = performance.now()
      input?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
      while (status() === was) await new Promise((resolve) => requestAnimationFrame(resolve))
      return performance.now() - started
    }, before)
    best = Math.min(best, took)
  }
  report('table', `${LOAD}, filter by text`, {
    'to result ms': best,
    'of what is allowed': best / CEILING.filter,
  })
  await page.getByRole('button', { name: 'Filter by chips' }).click()
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await wait(1000)
}

function countOf(page: Page) {
  return page.evaluate(() => document.querySelector('section [role=status]')?.textContent)
}

async function scrolling(page: Page): Promise<void> {
  const box = (await page.getByRole('grid', { name: 'Runs' }).boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const still = await framesDuring(page, async () => void (await wait(2000)))
  for (const [name, x, y] of [
    ['down', 0, 100],
    ['sideways', 100, 0],
    ['both ways', 60, 80],
  ] as const) {
    let best = { fps: 0, p95: 0, worst: 0 }
    for (let round = 0; round < 3; round++) {
      const frames = await framesDuring(page, async () => {
        for (let i = 0; i < 90; i++) {
          await page.mouse.wheel(i < 60 ? x : -x, i < 60 ? y : -y)
          await wait(33)
        }
      })
      if (frames.fps > best.fps) best = frames
    }
    report('table', `${LOAD}, scrolling ${name}`, {
      'frames per second': best.fps,
      'p95 ms': best.p95,
      'standing still': still.fps,
      'of what is wanted': best.fps / CEILING.fps,
    })
  }
}
