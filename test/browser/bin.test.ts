import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { Api } from '../support/api'
import {
  browserSuite,
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  PHONE,
  type Theme,
} from '../support/browser'
import { WandbRun } from '../support/wandbClient'

const suite = browserSuite()

async function seed(project: string, names: string[]) {
  for (const name of names) {
    const run = await WandbRun.start(suite.server, { project, name, displayName: name })
    await run.log([0, 1, 2].map((i) => ({ _step: i, loss: 1 / (i + 1), [`only/${name}`]: i })))
    await run.finish()
  }
}

const listed = (page: Page) => page.getByRole('region', { name: 'Runs' }).locator('a[data-run]')
const listedNames = (page: Page) => expect.poll(() => listed(page).allInnerTexts())
const panel = (page: Page, key: string) => page.getByRole('region', { name: `${key}, line chart` })
const choose = (page: Page, item: string) => page.getByRole('menuitem', { name: item }).click()
/** Browsers tell of every answer that is an error. */
const gone = [/410 \(Gone\)/]

describe('deleting', () => {
  it('takes a run and its panels away, for others too, and gives them back by undo', async () => {
    await seed('undo', ['one', 'two'])
    const page = await suite.visit('/ada/undo')
    const other = await suite.visit('/ada/undo')
    await panel(page, 'only/two').waitFor()
    await listedNames(other).toEqual(['two', 'one'])
    await listed(page).filter({ hasText: 'two' }).click({ button: 'right' })
    await choose(page, 'Delete run')
    await listedNames(page).toEqual(['one'])
    await listedNames(other).toEqual(['one'])
    await panel(page, 'only/two').waitFor({ state: 'detached' })
    await page.getByText('Deleted “two”', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await listedNames(page).toEqual(['two', 'one'])
    await listedNames(other).toEqual(['two', 'one'])
    await panel(page, 'only/two').waitFor()
    expectNoProblems(page)
    expectNoProblems(other)
    await page.context().close()
    await other.context().close()
  })

  it('takes several at once, chosen with boxes', async () => {
    await seed('several', ['a', 'b', 'c', 'd'])
    const page = await suite.visit('/ada/several')
    await page.getByRole('region', { name: 'Runs' }).getByRole('button', { name: 'More' }).click()
    await choose(page, 'Select runs')
    await page.getByRole('checkbox', { name: 'Select d' }).click()
    await page.getByRole('checkbox', { name: 'Select b' }).click({ modifiers: ['Shift'] })
    const bar = page.getByRole('toolbar', { name: 'Selected runs' })
    await bar.getByText('3 runs selected').waitFor()
    await expectAccessible(page)
    await bar.getByRole('button', { name: 'Delete runs' }).click()
    await listedNames(page).toEqual(['a'])
    await page.getByText('Deleted 3 runs', { exact: true }).waitFor()
    await bar.waitFor({ state: 'detached' })
    expectNoProblems(page)
    await page.context().close()
  })

  it('offers the way back on a phone too, where the list lies over the page', async () => {
    await seed('phone', ['one', 'two'])
    const page = await suite.visit('/ada/phone', { viewport: PHONE })
    const open = page.getByRole('button', { name: /^Runs/ })
    await open.click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('button', { name: 'More' }).click()
    await choose(page, 'Select runs')
    await sheet.getByRole('checkbox', { name: 'Select two' }).click()
    await expectAccessible(page)
    await sheet.getByRole('button', { name: 'Delete runs' }).click()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect.poll(() => open.innerText()).toBe('Runs 2/2')
    expectNoProblems(page)
    await page.context().close()
  })

  it('of the run one looks at leads to its project, and its address says where it is', async () => {
    await seed('page', ['here'])
    const page = await suite.visit('/ada/page/runs/here')
    const watcher = await suite.visit('/ada/page/runs/here')
    await watcher.getByRole('heading', { name: 'here', exact: true }).waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await choose(page, 'Delete run')
    await page.waitForURL('**/ada/page')
    await watcher.getByText('This run was deleted').waitFor()
    await watcher.getByRole('link', { name: 'Open the bin' }).click()
    await watcher.getByRole('button', { name: 'Restore here' }).click()
    await watcher.getByText('The bin is empty').waitFor()
    await listedNames(page).toEqual(['here'])
    expectNoProblems(page, gone)
    expectNoProblems(watcher, gone)
    await page.context().close()
    await watcher.context().close()
  })

  it('for ever asks first, and leaves nothing', async () => {
    await seed('ever', ['keep', 'drop'])
    const api = new Api(suite.server)
    const { id } = (await api.run('ever', 'drop')).run
    await api.send('POST', '/api/runs/bin', { runIds: [id] })
    const page = await suite.visit('/ada/ever/bin')
    await page.getByRole('checkbox', { name: 'Select drop' }).click()
    await page.getByRole('button', { name: 'Delete for ever' }).click()
    const dialog = page.getByRole('dialog', { name: /Delete “drop” for ever/ })
    await dialog.getByRole('button', { name: 'Delete for ever' }).click()
    await page.getByText('The bin is empty').waitFor()
    expect((await api.fetch('/api/projects/ada/ever/runs/drop')).status).toBe(404)
    await page.context().close()
  })
})

it('moves a run to another project; its old address leads to the new one', async () => {
  await seed('left', ['mover', 'stayer'])
  await seed('arrived', ['native'])
  const page = await suite.visit('/ada/left')
  await listed(page).filter({ hasText: 'mover' }).click({ button: 'right' })
  await choose(page, 'Move to project')
  const dialog = page.getByRole('dialog', { name: 'Move “mover” to another project' })
  await dialog.getByRole('combobox', { name: 'Project' }).click()
  await page.getByRole('option', { name: 'ada/arrived' }).click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Move' }).click()
  await page.getByText('Moved “mover” to ada/arrived', { exact: true }).waitFor()
  await listedNames(page).toEqual(['stayer'])
  await page.goto('/ada/left/runs/mover?tab=charts')
  await page.waitForURL('**/ada/arrived/runs/mover*')
  await page.getByRole('heading', { name: 'mover' }).waitFor()
  expectNoProblems(page)
  await page.context().close()
})

describe.each<Theme>(['light', 'dark'])('the bin in the %s theme', (theme) => {
  it('is accessible and fits a phone', async () => {
    const project = `look-${theme}`
    await seed(project, [
      'brisk-owl-1',
      'calm-fox-2',
      'a-name-that-is-far-too-long-for-a-phone-screen-to-show',
    ])
    const api = new Api(suite.server)
    const ids = (await api.runs(project)).runs.map((run) => run.id)
    await api.send('POST', '/api/runs/bin', { runIds: ids })
    for (const viewport of [{ width: 1440, height: 900 }, PHONE]) {
      const page = await suite.visit(`/ada/${project}/bin`, { theme, viewport })
      await page.getByRole('button', { name: 'Restore brisk-owl-1' }).waitFor()
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      await page.context().close()
    }
  })
})
