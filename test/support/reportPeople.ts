// People who have one report open, each in a browser of their own.
import type { Editor } from '@tiptap/core'
import type { Page } from 'playwright-core'
import type { CreateReport, ReportItem } from '@/lib/api/reports'
import { reportPath } from '@/components/shell/paths'
import { Api } from './api'
import { as, type BrowserSuite, type VisitOptions } from './browser'
import { addTeam, done, type TeamOfTest } from './teams'
import { until } from './until'
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

/** What is written, in one line, without the carets of others. */
export const wordsIn = async (page: Page) =>
  (await text(page).innerText())
    .replace(/\u2060/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** Resolves when all is on the disk of the server. */
export const saved = (page: Page) =>
  page.getByTestId('save-badge').filter({ hasText: 'Saved' }).waitFor()

/** Puts the caret at the end of the line that says so. */
export const caretAfter = (page: Page, words: string) => caretAt(page, words, 'End')
/** Puts it at the beginning. */
export const caretBefore = (page: Page, words: string) => caretAt(page, words, 'Home')

async function caretAt(page: Page, words: string, key: 'Home' | 'End'): Promise<void> {
  await text(page).getByText(words, { exact: false }).first().click()
  const atEdge = () =>
    page.evaluate((edge) => {
      const dom = document.querySelector('.report-text') as HTMLElement & { editor: Editor }
      const { $head, empty } = dom.editor.state.selection
      return empty && $head.parentOffset === (edge === 'Home' ? 0 : $head.parent.content.size)
    }, key)
  // A key that comes within milliseconds of a click is overruled by it.
  await until('the caret to be there', async () => {
    if (await atEdge()) return true
    await page.keyboard.press(key)
    return false
  })
}
