// People who have one report open, each in a browser of their own.
import type { Page } from 'playwright-core'
import type { CreateReport, ReportItem } from '@/lib/api/reports'
import { reportPath } from '@/components/shell/paths'
import { Api } from './api'
import { as, type BrowserSuite, type VisitOptions } from './browser'
import { addTeam, done, type TeamOfTest } from './teams'
import { WandbRun } from './wandbClient'

export interface SharedReport {
  team: TeamOfTest
  report: ReportItem
  address: string
  api: Api
  /** Opens the report as somebody of the team. */
  open(who: 'admin' | 'member' | 'viewer', options?: VisitOptions): Promise<Page>
}

/** A team with a project, and one run in it. */
export async function reportTeam(suite: BrowserSuite, name: string): Promise<TeamOfTest> {
  const team = await addTeam(suite.server, name)
  const run = await WandbRun.start(team.member, {
    entity: name,
    project: 'p',
    displayName: 'first',
  })
  await run.log([{ _step: 0, loss: 1, 'val/acc': 0.5 }])
  await run.finish()
  return team
}

export async function sharedReport(
  suite: BrowserSuite,
  team: TeamOfTest,
  name: string,
  wanted: CreateReport,
): Promise<SharedReport> {
  const api = new Api(team.admin, name)
  const made = api.send('POST', `/api/projects/${name}/p/reports`, wanted)
  const report = await done<ReportItem>(made)
  const address = reportPath(report)
  return {
    team,
    report,
    address,
    api,
    open: async (who, options) => {
      const page = await suite.visit(address, as(team[who], options))
      await text(page).waitFor()
      return page
    },
  }
}

/** The text that is written in. */
export const text = (page: Page) => page.locator('.report-text')

/** Resolves when all is on the disk of the server. */
export const saved = (page: Page) =>
  page.getByTestId('save-badge').filter({ hasText: 'Saved' }).waitFor()

/** Puts the caret at the end of the block that says so. */
export async function caretAfter(page: Page, words: string): Promise<void> {
  await text(page).getByText(words, { exact: false }).first().click()
  await page.keyboard.press('End')
}
