// A report with live panels, and people who have it open.
import type { Page } from 'playwright-core'
import type { AddPanel } from '@/lib/api/reportPanels'
import { type ReportItem, reportItemSchema } from '@/lib/api/reports'
import { Api } from './api'
import { as, type BrowserSuite, type VisitOptions } from './browser'
import { addTeam, done, type TeamOfTest } from './teams'
import { WandbRun } from './wandbClient'

export interface PanelReport {
  team: TeamOfTest
  api: Api
  item: ReportItem
  /** Ids of the panels that were asked for, in order. */
  panels: string[]
  open(who: 'admin' | 'member' | 'viewer', options?: VisitOptions): Promise<Page>
}

export const curve = (key: string): AddPanel['panel'] => ({
  id: 'x',
  type: 'line',
  keys: [key],
  stream: 'history',
  settings: {},
})

/** A team with two runs that have ended, and a report over them. */
export async function panelReport(
  suite: BrowserSuite,
  team: string,
  wanted: readonly { panel: AddPanel['panel']; runSet?: Partial<AddPanel['runSet']> }[],
  markdown = 'Words above.',
): Promise<PanelReport> {
  const people = await addTeam(suite.server, team)
  for (const displayName of ['first', 'second']) {
    const run = await WandbRun.start(people.member, { entity: team, project: 'p', displayName })
    await run.log(
      Array.from({ length: 20 }, (_, i) => ({ _step: i, loss: 1 / (i + 1), acc: i / 20 })),
    )
    await run.finish()
  }
  const api = new Api(people.admin, team)
  const reports = `/api/projects/${team}/p/reports`
  const body = { title: 'Findings', markdown }
  const item = reportItemSchema.parse(await done(api.send('POST', reports, body)))
  const panels: string[] = []
  for (const { panel, runSet } of wanted) {
    const answer = await done<{ panelId: string }>(
      api.send('POST', `/api/reports/${item.slug}/panels`, {
        panel,
        runSet: { entity: team, project: 'p', ...runSet },
      }),
    )
    panels.push(answer.panelId)
  }
  return {
    ...{ team: people, api, item, panels },
    open: async (who, options) => {
      const page = await suite.visit(`/${team}/p/reports/x--${item.slug}`, as(people[who], options))
      await page.getByRole('textbox', { name: 'Text of the report' }).waitFor()
      return page
    },
  }
}

/** Ids of the panels of each grid, in the order of the text. */
export const gridsOf = (page: Page): Promise<string[][]> =>
  page
    .locator('[data-grid]')
    .evaluateAll((grids) =>
      grids.map((grid) =>
        [...grid.querySelectorAll('[data-panel-cell]')].map((cell) =>
          cell.getAttribute('data-panel-cell')!,
        ),
      ),
    )

/** Marks every drawing; one that is made anew has no mark. Answers how many there are. */
export const markCharts = (page: Page): Promise<number> =>
  page.locator('[data-grid] canvas').evaluateAll((all) => {
    for (const one of all) Object.assign(one, { marked: true })
    return all.length
  })

export const markedCharts = (page: Page): Promise<number> =>
  page
    .locator('[data-grid] canvas')
    .evaluateAll((all) => all.filter((one) => (one as { marked?: boolean }).marked).length)

/** Requests for runs and their data that the page makes from now on. */
export function dataRequests(page: Page): string[] {
  const seen: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (/^\/api\/(series|groups|projects\/[^/]+\/[^/]+\/(runs|keys))/.test(pathname)) {
      seen.push(pathname)
    }
  })
  return seen
}
