import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PanelSpec } from '@/lib/panels/spec'
import { expectNoProblems, launchBrowser, newContext } from '../support/browser'
import { saved } from '../support/downloads'
import { openRunPanels, panel, parseSvg } from '../support/runPanels'
import { startServer, type TestServer } from '../support/server'
import { seedSweep, sweep } from '../support/sweepRuns'
import { uploadUrl } from '../support/uploads'

const RUNS = 120
let server: TestServer
let browser: Browser
let context: BrowserContext
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  context = await newContext(browser, server)
  const runs = await seedSweep(server, sweep(RUNS))
  const upload = async (at: number, name: string, text: string) => {
    const url = new URL(await uploadUrl(runs.at(at)!, name), server.url)
    const answer = await fetch(url, { method: 'PUT', body: text })
    expect(answer.ok).toBe(true)
  }
  const code = Array.from({ length: 40 }, (_, i) => `x${i} = ${i}`)
  await upload(-1, 'code/train.py', code.join('\n'))
  await upload(-2, 'code/train.py', code.with(20, 'x20 = "changed"').join('\n'))
  await upload(-1, 'requirements.txt', 'torch==2.3.0\nnumpy==1.26.4\n')
  await upload(-2, 'requirements.txt', 'torch==2.4.0\nnumpy==1.26.4\n')
  await upload(-1, 'code/only_here.py', 'print(1)\n')
  await upload(-1, 'wandb-metadata.json', JSON.stringify({ os: 'Linux', gpu: 'H100' }))
  await upload(-2, 'wandb-metadata.json', JSON.stringify({ os: 'Linux', gpu: 'A100' }))
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

async function open(spec: PanelSpec) {
  const page = await openRunPanels(context, {
    entity: server.username,
    project: 'sweep',
    specs: [spec],
    height: 600,
    wide: true,
  })
  return { page, body: panel(page, spec.id) }
}

describe('the run comparer', () => {
  const SPEC: PanelSpec = { id: 'comparer', type: 'runComparer', sections: ['config', 'summary'] }

  it('shows all runs side by side, only those in sight in the page', async () => {
    const { page, body } = await open(SPEC)
    const table = body.getByRole('table')
    await expect.poll(() => table.getAttribute('aria-colcount')).toBe(String(RUNS + 1))
    expect(await table.locator('thead th').count()).toBeLessThan(30)
    // The newest run is the baseline; what is the same in others is fainter.
    expect(await table.locator('thead').textContent()).toContain(`trial-${RUNS - 1}baseline`)
    const row = table.getByRole('row', { name: /^dropout/ })
    expect(await row.textContent()).toContain(String(sweep(RUNS).at(-1)!.config.dropout))
    const region = body.getByRole('region')
    await region.evaluate((element) => element.scrollTo(element.scrollWidth, 0))
    await expect.poll(() => table.locator('thead').textContent()).toContain('trial-0')
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('leaves out what is the same, finds keys and values, closes groups', async () => {
    const { page, body } = await open(SPEC)
    const keys = () => body.locator('tbody th[scope=row]').allTextContents()
    await expect.poll(keys).toContain('epochs')
    expect(await keys()).toContain('beta2')
    await body.getByRole('switch', { name: 'Only differences' }).click()
    await expect.poll(keys).not.toContain('epochs')
    expect(await keys()).toEqual(
      expect.arrayContaining(['lr', 'warmup', 'optimizer.name', 'minutes']),
    )
    await body.getByRole('searchbox').fill('optim')
    await expect.poll(keys).toEqual(['optimizer.name'])
    await body.getByRole('searchbox').fill('')
    await body.getByRole('button', { name: /^Config/ }).click()
    await expect.poll(keys).not.toContain('lr')
    await page.close()
  })

  it('compares with the run whose flag is pressed', async () => {
    const { page, body } = await open(SPEC)
    const other = `trial-${RUNS - 2}`
    await body.getByRole('button', { name: `Compare with ${other}`, exact: true }).click()
    await expect.poll(() => body.locator('thead').textContent()).toContain(`${other}baseline`)
    expect(await page.evaluate(() => window.seen.specs[0])).toMatchObject({
      baseline: `sweep-${RUNS - 2}`,
    })
    await page.close()
  })

  it('asks for metadata when they are opened, and saves everything as numbers', async () => {
    const { page, body } = await open({ id: 'comparer', type: 'runComparer' })
    await body.getByRole('searchbox').waitFor()
    // Keys of sections above are many; close them to see the last one.
    await body.getByRole('button', { name: /^Config/ }).click()
    await body.getByRole('button', { name: /^Summary/ }).click()
    await body.getByRole('button', { name: /^Metadata/ }).click()
    await expect.poll(() => body.getByRole('row', { name: /^gpu/ }).textContent()).toContain('H100')
    const csv = await saved(page, body, 'CSV')
    expect(csv.split('\n')[0]!.split(',')).toHaveLength(RUNS + 1)
    expect(csv).toContain('config:optimizer.name,')
    await page.close()
  })

  it('is saved as a picture: the runs that have room, and every key until it ends', async () => {
    const { page, body } = await open({ ...SPEC, onlyDifferences: true } as PanelSpec)
    await expect.poll(() => body.locator('tbody th[scope=row]').allTextContents()).toContain('lr')
    const svg = await saved(page, body, 'SVG')
    const { errors, root, texts } = await parseSvg(page, svg)
    expect({ errors, root }).toEqual({ errors: 0, root: 'svg' })
    expect(texts).toEqual(expect.arrayContaining([`trial-${RUNS - 1}`, 'Config', 'dropout', 'lr']))
    expect(texts).toContain(String(sweep(RUNS).at(-1)!.config.dropout))
    expect(texts.some((text) => /^\d+ more runs$/.test(text))).toBe(true)
    expect(svg.length).toBeLessThan(100_000)
    await page.close()
  })
})

describe('the code comparer', () => {
  it('shows how two runs’ code differs, side by side and unified', async () => {
    const { page, body } = await open({ id: 'code', type: 'codeComparer' })
    const region = body.getByRole('region', { name: 'Differences of train.py' })
    await expect.poll(() => region.textContent()).toContain('x20 = "changed"')
    // Three lines around the change, not the whole file.
    expect(await region.textContent()).not.toContain('x1 = 1')
    expect(await body.textContent()).toContain('+1 line')
    const split = await parseSvg(page, await saved(page, body, 'SVG'))
    expect(split).toMatchObject({ errors: 0, root: 'svg' })
    expect(split.texts).toEqual(expect.arrayContaining(['-x20 = 20', '+x20 = "changed"']))
    // The ground of the picture, and one behind each of the two lines.
    expect(split.rects).toBe(3)
    await body.getByText('Unified').click()
    await expect.poll(() => region.textContent()).toContain('-x20 = 20')
    await body.getByRole('button', { name: 'Whole file' }).click()
    await expect.poll(() => region.textContent()).toContain('x1 = 1')
    await body.getByRole('button', { name: 'Exchange the two runs' }).click()
    await expect.poll(() => region.textContent()).toContain('+x20 = 20')
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('says which packages changed, and which files only one run has', async () => {
    const { page, body } = await open({
      id: 'code',
      type: 'codeComparer',
      file: 'requirements.txt',
    })
    await expect.poll(() => body.textContent()).toContain('1 package of 2 differ')
    expect(await body.getByRole('row', { name: /^torch/ }).textContent()).toBe(
      'torch2.3.02.4.0changed',
    )
    await body.getByRole('combobox', { name: 'File' }).click()
    await page.getByRole('option', { name: 'only_here.py (only left)' }).click()
    await expect.poll(() => body.textContent()).toContain('The run on the right has no such file')
    await page.close()
  })

  it('says how to save code where there is none', async () => {
    const { page, body } = await open({
      id: 'code',
      type: 'codeComparer',
      runs: ['sweep-0', 'sweep-1'],
    })
    await expect.poll(() => body.textContent()).toContain('Neither run has saved code')
    await page.close()
  })
})
