import { describe, it } from 'vitest'
import { Api } from '../support/api'
import { as, browserSuite, PHONE } from '../support/browser'
import { addTeam, done } from '../support/teams'
import { WandbRun } from '../support/wandbClient'

const suite = browserSuite()

describe('look', () => {
  it('at a report', async () => {
    const team = await addTeam(suite.server, 'look')
    const api = new Api(team.admin, 'look')
    for (let r = 0; r < 6; r++) {
      const run = await WandbRun.start(team.member, { entity: 'look', project: 'p', displayName: `brisk-owl-${r}`, config: { lr: 0.1 * r, seed: r % 2 } } as never)
      await run.log(Array.from({ length: 60 }, (_, i) => ({ _step: i, loss: (1 + r / 5) / (i + 1) + Math.random() / 20, acc: i / 60, val_loss: 2 / (i + 2) })))
      if (r > 0) await run.finish()
    }
    const report = await done<{ slug: string }>(api.send('POST', '/api/projects/look/p/reports', { title: 'What helped this week', template: 'ablation' }))
    for (const panel of [
      { id: 'x', type: 'line', keys: ['loss'], stream: 'history', settings: {}, legend: { position: 'bottom' } },
      { id: 'x', type: 'line', keys: ['acc'], stream: 'history', settings: {} },
      { id: 'x', type: 'bar', columns: ['summary:loss'] },
    ]) {
      await done(api.send('POST', `/api/reports/${report.slug}/panels`, { panel, runSet: { entity: 'look', project: 'p' } }))
    }
    const path = `/look/p/reports/x--${report.slug}`
    for (const [name, options] of [
      ['light', {}],
      ['dark', { theme: 'dark' }],
      ['phone', { viewport: PHONE }],
    ] as const) {
      const page = await suite.visit(path, as(team.admin, options as never))
      await page.locator('[data-panel]').first().waitFor()
      await page.waitForTimeout(1500)
      const scroller = page.locator('[data-panel-scroller]')
      const height = await scroller.evaluate((e) => e.scrollHeight)
      for (let i = 0; i * 700 < height && i < 4; i++) {
        await scroller.evaluate((e, y) => e.scrollTo(0, y), i * 700)
        await page.waitForTimeout(400)
        await page.screenshot({ path: `/tmp/shots/${name}-${i}.png` })
      }
      if (name !== 'phone') {
        await page.locator('[data-grid]').last().hover()
        await page.locator('[data-grid] button[aria-label^="Run set"]').last().click()
        await page.waitForTimeout(800)
        await page.screenshot({ path: `/tmp/shots/${name}-sheet.png` })
      }
    }
  }, 120_000)
})
