import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
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

const rows = (from = 0) =>
  Array.from({ length: 20 }, (_, i) => ({
    _step: from + i,
    _runtime: from + i,
    'train/loss': 1 / (i + 1),
    'train/acc': i / 20,
    'val/loss': 2 / (i + 1),
    lr: 0.1,
  }))

async function seed(project: string, names: string[]) {
  for (const displayName of names) {
    const run = await WandbRun.start(suite.server, { project, displayName })
    await run.log(rows())
    await run.finish()
  }
}

const panel = (page: Page, key: string) => page.getByRole('region', { name: `${key}, line chart` })
const listed = (page: Page) => page.getByRole('region', { name: 'Runs' }).locator('a[data-run]')
/** The name in the row that the keys act on. */
const atCursor = (page: Page) =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant')
    return id && document.getElementById(id)?.querySelector('a')?.textContent
  })

describe('the run list', () => {
  it('shows runs newest first, new ones and new states as they come', async () => {
    await seed('live', ['first', 'second'])
    const page = await suite.visit('/ada/live')
    await expect.poll(() => listed(page).allInnerTexts()).toEqual(['second', 'first'])
    const run = await WandbRun.start(suite.server, { project: 'live', displayName: 'third' })
    await expect.poll(() => listed(page).allInnerTexts()).toEqual(['third', 'second', 'first'])
    const entry = page.getByRole('row').filter({ hasText: 'third' })
    await entry.getByRole('img', { name: 'Running' }).waitFor()
    await run.finish(1)
    await entry.getByRole('img', { name: 'Failed' }).waitFor()
    expectNoProblems(page)
    await page.context().close()
  })

  it('is searched by words and expressions, and says what is wrong with one', async () => {
    await seed('search', ['alpha-1', 'alpha-2', 'beta-1'])
    const page = await suite.visit('/ada/search')
    const search = page.getByLabel('Search runs')
    await search.fill('ALPHA')
    await expect.poll(() => listed(page).allInnerTexts()).toEqual(['alpha-2', 'alpha-1'])
    await search.fill('/-1$/')
    await expect.poll(() => listed(page).allInnerTexts()).toEqual(['beta-1', 'alpha-1'])
    await search.fill('/(-1$/')
    await page.getByRole('alert').filter({ hasText: 'Not a regular expression' }).waitFor()
    // What matched before stays in sight while one types.
    expect(await listed(page).allInnerTexts()).toEqual(['beta-1', 'alpha-1'])
    await search.fill('nobody')
    await page.getByText('No run matches').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => listed(page).count()).toBe(3)
    await page.context().close()
  })

  it('hides runs from charts, and remembers', async () => {
    await seed('hide', ['one', 'two', 'three'])
    const page = await suite.visit('/ada/hide')
    const draw = (name: string) => page.getByRole('switch', { name: `Draw ${name}` })
    await draw('two').click()
    await page.getByRole('status').filter({ hasText: '2 of 3' }).waitFor()
    await page.reload()
    await expect.poll(() => draw('two').getAttribute('aria-checked')).toBe('false')
    // From "two" to "one" at once.
    await draw('three').click()
    await draw('one').click({ modifiers: ['Shift'] })
    await page.getByRole('status').filter({ hasText: '0 of 3' }).waitFor()
    await page.getByText('No run is shown').first().waitFor()
    await page.getByRole('button', { name: 'Visibility' }).click()
    await page.getByRole('menuitem', { name: 'Show all listed' }).click()
    await expect.poll(() => draw('two').getAttribute('aria-checked')).toBe('true')
    await draw('two').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Show only this run' }).click()
    await page.getByRole('status').filter({ hasText: '1 of 3' }).waitFor()
    await page.context().close()
  })

  it('is used by keyboard: arrows, space, enter', async () => {
    await seed('keyboard', ['one', 'two', 'three'])
    const page = await suite.visit('/ada/keyboard')
    await listed(page).first().focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => atCursor(page)).toBe('two')
    await page.keyboard.press('Space')
    const two = page.getByRole('switch', { name: 'Draw two' })
    await expect.poll(() => two.getAttribute('aria-checked')).toBe('false')
    await page.keyboard.press('End')
    await expect.poll(() => atCursor(page)).toBe('one')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/runs/*')
    await page.getByRole('heading', { name: 'one' }).waitFor()
    await page.context().close()
  })

  it('of thousands of runs holds only the rows on screen', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `run-${i}`)
    await Promise.all(
      names.map((displayName) => WandbRun.start(suite.server, { project: 'many', displayName })),
    )
    const page = await suite.visit('/ada/many')
    await page.getByRole('status').filter({ hasText: '300' }).waitFor()
    expect(await listed(page).count()).toBeLessThan(80)
    await page.context().close()
  })
})

describe('the panels', () => {
  it('are there for every key, in sections that close and stay closed', async () => {
    await seed('panels', ['one'])
    const page = await suite.visit('/ada/panels')
    for (const key of ['lr', 'train/acc', 'train/loss', 'val/loss'])
      await panel(page, key).waitFor()
    await page.getByRole('button', { name: 'train 2' }).click()
    await panel(page, 'train/loss').waitFor({ state: 'detached' })
    await page.reload()
    await panel(page, 'val/loss').waitFor()
    expect(await panel(page, 'train/loss').count()).toBe(0)
    // A key that is logged first now appears by itself.
    const run = await WandbRun.start(suite.server, { project: 'panels' })
    await run.log([{ _step: 0, 'val/f1': 0.5 }])
    await panel(page, 'val/f1').waitFor()
    expectNoProblems(page)
    await page.context().close()
  })

  it('are searched', async () => {
    await seed('panel-search', ['one'])
    const page = await suite.visit('/ada/panel-search')
    await page.getByLabel('Search panels').fill('loss')
    await page.getByRole('status').filter({ hasText: '2 panels' }).waitFor()
    await panel(page, 'lr').waitFor({ state: 'detached' })
    await page.getByLabel('Search panels').fill('/^val/')
    await page.getByRole('status').filter({ hasText: '1 panel' }).waitFor()
    await page.getByLabel('Search panels').fill('zzz')
    await page.getByText('No panel matches the search').waitFor()
    await page.context().close()
  })

  it('take the x axis that is set for all', async () => {
    await seed('axis', ['one'])
    const page = await suite.visit('/ada/axis')
    await panel(page, 'lr').waitFor()
    await page.getByLabel('X axis of all panels').click()
    await page.getByRole('option', { name: 'Relative time' }).click()
    await panel(page, 'lr').getByText('10s').waitFor()
    await panel(page, 'train/loss').getByText('10s').waitFor()
    await page.context().close()
  })

  it('fill the page by a link, and give it back', async () => {
    await seed('full', ['one'])
    const page = await suite.visit('/ada/full?panel=history/train/loss')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('region', { name: 'train/loss, line chart' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('')
    expectNoProblems(page)
    await page.context().close()
  })

  it('are found in the palette, and so are runs', async () => {
    await seed('palette', ['calm-fox'])
    const page = await suite.visit('/ada/palette')
    await panel(page, 'lr').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('vloss')
    await page.getByRole('option', { name: /val\/loss/ }).waitFor()
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-panel')))
      .toBe('history/val/loss')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('calm')
    await page.getByRole('option', { name: /calm-fox/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/runs/*')
    await page.context().close()
  })

  it('of ten thousand keys open and scroll', async () => {
    const run = await WandbRun.start(suite.server, { project: 'keys' })
    const row = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k/${i}`, i]))
    await run.log([
      { _step: 0, ...row },
      { _step: 1, ...row },
    ])
    const page = await suite.visit('/ada/keys')
    await panel(page, 'k/0').waitFor()
    expect(await page.locator('[data-panel]').count()).toBeLessThan(60)
    await page.getByLabel('Search panels').fill('/k/9999$/')
    await panel(page, 'k/9999').waitFor()
    expectNoProblems(page)
    await page.context().close()
  })
})

describe('a workspace', () => {
  it('of a project that is not there says so', async () => {
    const page = await suite.visit('/ada/nothing-here')
    await page.getByRole('alert').getByText('could not be opened').waitFor()
    await expectAccessible(page)
    await page.context().close()
  })

  it.each<Theme>(['light', 'dark'])(
    'is accessible in the %s theme, and fits a phone',
    async (theme) => {
      const project = `fit-${theme}`
      await seed(project, ['a-rather-long-name-of-a-run-that-does-not-fit-in-the-list', 'two'])
      const page = await suite.visit(`/ada/${project}`, { theme })
      await panel(page, 'lr').waitFor()
      await expectAccessible(page)
      const phone = await suite.visit(`/ada/${project}`, { theme, viewport: PHONE })
      await panel(phone, 'lr').waitFor()
      await expectNoSidewaysScroll(phone)
      await expectAccessible(phone)
      await phone.getByRole('button', { name: 'Runs 2/2' }).click()
      await phone.getByRole('dialog').getByRole('switch', { name: 'Draw two' }).click()
      await expectAccessible(phone)
      await phone.keyboard.press('Escape')
      await phone.getByRole('button', { name: 'Runs 1/2' }).waitFor()
      expectNoProblems(phone)
      await page.context().close()
      await phone.context().close()
    },
  )
})
