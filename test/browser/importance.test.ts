import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportancePanelSpec } from '@/lib/panels/otherPanels'
import { expectNoProblems, launchBrowser, newContext } from '../support/browser'
import { saved } from '../support/downloads'
import { openRunPanels, panel, parseSvg } from '../support/runPanels'
import type { RunPanelPageOptions } from '../support/runPanelPage'
import { startServer, type TestServer } from '../support/server'
import { seedSweep } from '../support/sweepRuns'

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

async function open(
  spec: Partial<ImportancePanelSpec> = {},
  more: Partial<RunPanelPageOptions> = {},
) {
  const page = await openRunPanels(context, {
    entity: server.username,
    project: 'sweep',
    specs: [{ id: 'importance', type: 'importance', target: 'summary:val/loss', ...spec }],
    height: 460,
    wide: true,
    ...more,
  })
  return { page, body: panel(page, 'importance') }
}

describe('parameter importance', () => {
  it('finds what the sweep’s outcome depends on, says how, and what to keep in mind', async () => {
    const { page, body } = await open()
    const rows = body.locator('tbody th')
    await expect.poll(() => rows.count()).toBe(6)
    expect((await rows.allTextContents()).slice(0, 2)).toEqual(['lr', 'optimizer.name'])
    const text = (await body.textContent())!
    expect(text).toMatch(/n = 59, r² = 0\.\d\d/)
    expect(text).toMatch(/permutation importance in a random forest of \d+ trees/)
    expect(text).toContain('Spearman’s rank correlation')
    expect(text).toContain('Left out, the same in every run: epochs, optimizer.beta2.')
    expect(text).toContain('Left out, different text in every run: output.')
    // One-hot: the category that goes together with a high loss is named.
    const optimizer = body.locator('[data-parameter="config:optimizer.name"]')
    expect(await optimizer.textContent()).toContain('(sgd)')
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('is sorted by its heads, searched, and says the same when opened again', async () => {
    const { page, body } = await open()
    const rows = body.locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(6)
    const first = await rows.allTextContents()
    await body.getByRole('button', { name: 'Parameter', exact: true }).click()
    await expect
      .poll(() => body.locator('tbody th').allTextContents())
      .toEqual(['batch_size', 'dropout', 'lr', 'optimizer.name', 'seed', 'warmup'])
    expect(await page.evaluate(() => window.seen.specs[0])).toMatchObject({ sort: 'name' })
    await body.getByRole('searchbox').fill('drop')
    await expect.poll(() => rows.count()).toBe(1)
    await body.getByRole('searchbox').fill('nothing like it')
    await expect.poll(() => body.textContent()).toContain('No parameter matches')
    await page.close()
    const again = await open()
    await expect.poll(() => again.body.locator('tbody tr').allTextContents()).toEqual(first)
    await again.page.close()
  })

  it('is saved as a picture with a bar of each kind for each parameter, and as numbers', async () => {
    const { page, body } = await open()
    await expect.poll(() => body.locator('tbody tr').count()).toBe(6)
    const svg = await parseSvg(page, await saved(page, body, 'SVG'))
    // The ground, and two bars a parameter.
    expect(svg).toMatchObject({ errors: 0, root: 'svg', rects: 13 })
    expect(svg.texts).toEqual(expect.arrayContaining(['lr', 'Importance', 'Correlation']))
    const csv = await saved(page, body, 'CSV')
    expect(csv.split('\n')[1]).toMatch(/^config:lr,number,0\.\d+/)
    await page.close()
  })

  it('asks for a target, and says when one explains nothing', async () => {
    const { page, body } = await open({ target: null })
    await body.getByRole('combobox', { name: /Target/ }).click()
    await page.getByPlaceholder('Search keys').fill('accuracy')
    await page.keyboard.press('Enter')
    await expect.poll(() => body.locator('tbody tr').count()).toBe(6)
    await page.close()
    const few = await open({}, { hidden: Array.from({ length: 57 }, (_, i) => `sweep-${i}`) })
    await expect.poll(() => few.body.textContent()).toContain('at least 5 drawn runs')
    await few.page.close()
  })
})
