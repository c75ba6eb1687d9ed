// Two people who look at the same saved view, each in a browser of their own.
import type { Page } from 'playwright-core'
import type { WorkspaceView } from '@/lib/api/views'
import { Api } from './api'
import { as, type BrowserSuite, type VisitOptions } from './browser'
import { addTeam, done, type TeamOfTest } from './teams'
import { WandbRun } from './wandbClient'

export interface Shared {
  team: TeamOfTest
  /** Path and query of the shared view. */
  address: string
  /** Opens the view as somebody of the team. */
  open(who: 'admin' | 'member' | 'viewer', options?: VisitOptions): Promise<Page>
}

/** A team with two runs, and a view that its project shares. */
export async function sharedView(suite: BrowserSuite, team: string): Promise<Shared> {
  const people = await addTeam(suite.server, team)
  for (const displayName of ['first', 'second']) {
    const run = await WandbRun.start(people.member, { entity: team, project: 'p', displayName })
    await run.log(
      Array.from({ length: 20 }, (_, i) => ({ _step: i, loss: 1 / (i + 1), acc: i / 20, lr: 1 })),
    )
    await run.finish()
  }
  const api = new Api(people.admin, team)
  const views = `/api/projects/${team}/p/views`
  const own = await done<WorkspaceView>(api.send('POST', `${views}/personal`, {}))
  const body = { name: 'Shared', from: own.slug }
  const { slug } = await done<WorkspaceView>(api.send('POST', views, body))
  const address = `/${team}/p?nw=${slug}`
  return {
    team: people,
    address,
    open: async (who, options) => {
      const page = await suite.visit(address, as(people[who], options))
      await cell(page, 'history/loss').waitFor()
      return page
    },
  }
}

export const cell = (page: Page, panelId: string) => page.locator(`[data-panel-cell="${panelId}"]`)

/** Ids of panels in the order in which they stand. */
export const order = (page: Page) =>
  page
    .locator('[data-panel-cell]')
    .evaluateAll((cells) => cells.map((one) => one.getAttribute('data-panel-cell')))

export async function sizeOf(page: Page, panelId: string) {
  const box = await cell(page, panelId).boundingBox()
  return box && { width: Math.round(box.width), height: Math.round(box.height) }
}

/** Takes hold of a panel's grip and brings it over another one, before it; does not let go. */
export async function dragOver(page: Page, panelId: string, over: string): Promise<void> {
  await cell(page, panelId).hover()
  const grip = (await page.locator(`[data-grip="${panelId}"]`).boundingBox())!
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2)
  await page.mouse.down()
  const target = (await cell(page, over).boundingBox())!
  await page.mouse.move(target.x + 60, target.y + 60, { steps: 8 })
  await page.getByTestId('drop-mark').waitFor()
}

/** Drags the corner of a panel by so many pixels; does not let go. */
export async function pullCorner(page: Page, panelId: string, dx: number, dy: number) {
  await cell(page, panelId).hover()
  const corner = (await page.locator(`[data-resize="${panelId}"]`).boundingBox())!
  const [x, y] = [corner.x + corner.width / 2, corner.y + corner.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + dx, y + dy, { steps: 8 })
}

export async function rename(page: Page, panelId: string, title: string): Promise<void> {
  await cell(page, panelId).getByTitle('(click to rename)').click()
  await cell(page, panelId).getByLabel('Panel title').fill(title)
  await page.keyboard.press('Enter')
}

export const undo = (page: Page) => page.keyboard.press('ControlOrMeta+z')
