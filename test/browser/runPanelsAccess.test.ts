import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PanelSpec } from '@/lib/panels/spec'
import {
  DESKTOP,
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  launchBrowser,
  newContext,
  PHONE,
} from '../support/browser'
import { inked } from '../support/panelActions'
import { openRunPanels, panel } from '../support/runPanels'
import { startServer, type TestServer } from '../support/server'
import { seedSweep } from '../support/sweepRuns'

let server: TestServer
let browser: Browser
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  await seedSweep(server)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const SPECS: PanelSpec[] = [
  {
    ...{ id: 'scatter', type: 'scatter', x: 'config:lr', y: 'summary:val/loss' },
    ...{ color: 'config:dropout', regression: true, pareto: { x: 'min', y: 'min' } },
  },
  {
    id: 'parallel',
    type: 'parallel',
    axes: [
      { column: 'config:lr', scale: 'log' },
      { column: 'config:optimizer.name', kept: ['adam'] },
      { column: 'config:dropout', brushes: [[0.1, 0.4]] },
      { column: 'summary:val/loss' },
    ],
  },
  { id: 'importance', type: 'importance', target: 'summary:val/loss' },
  { id: 'comparer', type: 'runComparer' },
  { id: 'code', type: 'codeComparer' },
  { id: 'text', type: 'markdown', text: '## Notes\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n- [x] done' },
  { id: 'media', type: 'media', keys: [] },
]

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each([
    ['desktops', DESKTOP],
    ['phones', PHONE],
  ])('all panels of runs are accessible and stay within %s', async (_name, viewport) => {
    const context = await newContext(browser, server, { theme, viewport })
    const page = await openRunPanels(context, {
      entity: server.username,
      project: 'sweep',
      specs: SPECS,
      height: 340,
    })
    for (const { id } of SPECS) await panel(page, id).scrollIntoViewIfNeeded()
    await expect.poll(() => inked(panel(page, 'scatter'))).toBeGreaterThan(500)
    await expect.poll(() => inked(panel(page, 'parallel'))).toBeGreaterThan(500)
    await expect.poll(() => panel(page, 'importance').locator('tbody tr').count()).toBe(6)
    await expect.poll(() => panel(page, 'comparer').locator('tbody tr').count()).toBeGreaterThan(5)
    await expect.poll(() => panel(page, 'code').textContent()).toContain('saved code')
    await expect.poll(() => panel(page, 'media').textContent()).toContain('No run here has logged')
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    expectNoProblems(page, [/favicon/])
    await context.close()
  })
})
