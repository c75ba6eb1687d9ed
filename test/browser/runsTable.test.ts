// The table of runs, as people use it: by pointer and by keyboard.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  as,
  browserSuite,
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  PHONE,
  type Theme,
} from '../support/browser'
import { type SeededRun, seedRuns } from '../support/seedRuns'
import { addTeam } from '../support/teams'
import { WandbRun } from '../support/wandbClient'

const suite = browserSuite()

const run = (i: number, more: SeededRun = {}): SeededRun => ({
  displayName: `run-${i}`,
  config: { lr: 10 ** -(1 + (i % 3)), optimizer: { name: i % 2 ? 'adamw' : 'sgd' } },
  summary: { 'val/loss': ((i * 7) % 10) / 10, acc: i / 100 },
  ...more,
})
const runsOf = (count: number) => Array.from({ length: count }, (_, i) => run(i + 1))

const open = async (project: string, count: number, options = {}) => {
  await seedRuns(suite.server, project, runsOf(count))
  const page = await suite.visit(`/ada/${project}?view=table`, options)
  await names(page).first().waitFor()
  return page
}
const names = (page: Page) => page.getByRole('region', { name: 'Runs' }).locator('a[data-run]')
const listed = (page: Page) => expect.poll(() => names(page).allInnerTexts())
const head = (page: Page, name: string) => page.getByRole('columnheader', { name, exact: true })
const heads = (page: Page) =>
  page.getByRole('columnheader').evaluateAll((all) =>
    all
      .map((one) => ({ name: one.textContent.trim(), left: one.getBoundingClientRect().left }))
      .sort((a, b) => a.left - b.left)
      .map(({ name }) => name),
  )
/** What stands in the column of the run. */
const cell = (page: Page, name: string, column: string) =>
  page.evaluate(
    ([name, column]) => {
      const link = [...document.querySelectorAll('a[data-run]')].find(
        (one) => one.textContent === name,
      )
      const row = link?.closest<HTMLElement>('[data-row]')?.dataset.row
      const wanted = document.querySelector<HTMLElement>(`[data-column="${column}"]`)?.dataset.cell
      return document.querySelector(`[data-row="${row}"] [role=gridcell][data-cell="${wanted}"]`)
        ?.textContent
    },
    [name, column] as const,
  )
const grid = (page: Page) => page.getByRole('grid', { name: 'Runs' })

describe('the columns', () => {
  it('are every key of config and summary, reached by a key and by the address', async () => {
    await seedRuns(suite.server, 'every', runsOf(3))
    const page = await suite.visit('/ada/every')
    await names(page).first().waitFor()
    await page.keyboard.press('Shift+T')
    await page.waitForURL('**/ada/every?view=table')
    for (const name of ['State', 'lr', 'optimizer.name', 'acc', 'val/loss']) {
      await head(page, name).waitFor()
    }
    await expect.poll(() => cell(page, 'run-2', 'config:optimizer.name')).toBe('sgd')
    await expect.poll(() => cell(page, 'run-3', 'summary:val/loss')).toBe('0.1')
    await page.goBack()
    await page.getByLabel('Search panels').waitFor()
    expectNoProblems(page)
    await page.context().close()
  })

  it('sort by a click, and by several with Shift', async () => {
    const page = await open('sort', 4)
    await head(page, 'val/loss').getByRole('button').first().click()
    await listed(page).toEqual(['run-3', 'run-2', 'run-1', 'run-4'])
    await head(page, 'val/loss').getByRole('button').first().click()
    await listed(page).toEqual(['run-4', 'run-1', 'run-2', 'run-3'])
    await head(page, 'optimizer.name').getByRole('button').first().click()
    await head(page, 'val/loss')
      .getByRole('button')
      .first()
      .click({ modifiers: ['Shift'] })
    await listed(page).toEqual(['run-3', 'run-1', 'run-2', 'run-4'])
    expect(await page.locator('[aria-sort=ascending]').allInnerTexts()).toEqual([
      expect.stringMatching(/optimizer.name\s*1/),
      expect.stringMatching(/val\/loss\s*2/),
    ])
    await page.context().close()
  })

  it('are hidden, pinned and found in a menu, and stay so', async () => {
    const page = await open('menu', 2)
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('searchbox', { name: 'Search columns' }).fill('loss')
    await page.keyboard.press('Shift+Enter')
    await page.getByRole('searchbox', { name: 'Search columns' }).fill('acc')
    await page.getByRole('option', { name: /^acc/ }).click()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await head(page, 'acc').waitFor({ state: 'detached' })
    expect((await heads(page)).slice(0, 3)).toEqual(['Name', 'val/loss', 'State'])
    await page.reload()
    await names(page).first().waitFor()
    await expect
      .poll(async () => (await heads(page)).slice(0, 3))
      .toEqual(['Name', 'val/loss', 'State'])
    expect(await head(page, 'acc').count()).toBe(0)
    // What is pinned is in the list beside the panels, too.
    await page.keyboard.press('Shift+T')
    await head(page, 'val/loss').waitFor()
    await page.context().close()
  })

  it('are moved and resized by pointer and by keyboard', async () => {
    const page = await open('move', 2)
    await head(page, 'acc').waitFor()
    const order = async () =>
      (await heads(page)).filter((name) => ['lr', 'optimizer.name', 'acc'].includes(name))
    expect(await order()).toEqual(['lr', 'optimizer.name', 'acc'])
    const from = (await head(page, 'acc').boundingBox())!
    const to = (await head(page, 'lr').boundingBox())!
    await page.mouse.move(from.x + 20, from.y + 10)
    await page.mouse.down()
    await page.mouse.move(to.x + 5, to.y + 10, { steps: 8 })
    await page.mouse.up()
    await expect.poll(order).toEqual(['acc', 'lr', 'optimizer.name'])
    // Sorting is not what was meant.
    expect(await page.locator('[aria-sort=ascending]').count()).toBe(0)
    await head(page, 'acc').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Pin' }).waitFor()
    await page.keyboard.press('Escape')
    await grid(page).focus()
    await page.keyboard.press('ArrowUp')
    for (let i = 0; i < 30; i++) {
      const active = await page.evaluate(
        () =>
          document.getElementById(
            document.activeElement?.getAttribute('aria-activedescendant') ?? '',
          )?.dataset.column,
      )
      if (active === 'summary:acc') break
      await page.keyboard.press('ArrowRight')
    }
    await page.keyboard.press('Alt+ArrowRight')
    await expect.poll(order).toEqual(['lr', 'acc', 'optimizer.name'])
    const width = async () => (await head(page, 'acc').boundingBox())!.width
    const before = await width()
    await page.keyboard.press('Alt+Shift+ArrowRight')
    await expect.poll(width).toBe(before + 16)
    const edge = (await head(page, 'acc').locator('[data-edge]').boundingBox())!
    await page.mouse.move(edge.x + 4, edge.y + 10)
    await page.mouse.down()
    await page.mouse.move(edge.x + 64, edge.y + 10, { steps: 4 })
    await page.mouse.up()
    await expect.poll(width).toBe(before + 76)
    await page.context().close()
  })
})

describe('groups', () => {
  it('nest, and say the mean of all their runs, shown or not', async () => {
    await seedRuns(suite.server, 'groups', runsOf(12))
    const page = await suite.visit('/ada/groups?view=table')
    await names(page).first().waitFor()
    await page.getByRole('button', { name: 'Group' }).click()
    for (const key of ['optimizer.name', 'lr']) {
      await page.getByRole('searchbox', { name: 'Group by' }).fill(key)
      await page
        .getByRole('option', { name: new RegExp(`^${key}`) })
        .first()
        .click()
    }
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    const group = (name: string) => page.getByRole('row').filter({ hasText: name }).first()
    await group('optimizer.name sgd').waitFor()
    const statsOf = async (name: string) => {
      const row = await group(name).getAttribute('data-row')
      const column = await head(page, 'acc').getAttribute('data-cell')
      const found = page.locator(`[data-row="${row}"] [role=gridcell][data-cell="${column}"]`)
      return found.getAttribute('title')
    }
    const sgd = 'mean 0.07, min 0.02, max 0.12, of 6 of 6 runs'
    await expect.poll(() => statsOf('optimizer.name sgd')).toBe(sgd)
    await page.getByRole('button', { name: 'Open optimizer.name: sgd' }).click()
    await page.getByRole('button', { name: 'Open lr: 0.001' }).first().click()
    await listed(page).toEqual(['run-8', 'run-2'])
    await page.getByRole('switch', { name: 'Draw run-8' }).click()
    expect(await statsOf('optimizer.name sgd')).toBe(sgd)
    await page.getByRole('switch', { name: 'Draw the group optimizer.name: adamw' }).click()
    // run-8, and six in the hidden group.
    await page.getByRole('status').filter({ hasText: '5 of 12' }).waitFor()
    await expectAccessible(page)
    expectNoProblems(page)
    await page.context().close()
  })
})

describe('selected runs', () => {
  it('are tagged together, and that is undone', async () => {
    const page = await open('tag', 6)
    await page.getByRole('checkbox', { name: 'Select run-5' }).click()
    await page.getByRole('checkbox', { name: 'Select run-3' }).click({ modifiers: ['Shift'] })
    const bar = page.getByRole('toolbar', { name: 'Selected runs' })
    await bar.getByText('3 runs selected').waitFor()
    await bar.getByRole('button', { name: 'Tags' }).click()
    await page.getByLabel('Tags, separated by commas').fill('good, keep')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Tagged 3 runs', { exact: true }).waitFor()
    await expect.poll(() => cell(page, 'run-4', 'run:tags')).toBe('goodkeep')
    expect(await cell(page, 'run-2', 'run:tags')).toBe('')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => cell(page, 'run-4', 'run:tags')).toBe('')
    expectNoProblems(page)
    await page.context().close()
  })

  it('are all that match, loaded or not, by one key', async () => {
    const page = await open('all', 400)
    await grid(page).focus()
    await page.keyboard.press('Control+a')
    const bar = page.getByRole('toolbar', { name: 'Selected runs' })
    await bar.getByText('400 runs selected').waitFor()
    await page.keyboard.press('x')
    await bar.getByText('399 runs selected').waitFor()
    await page.keyboard.press('Escape')
    await bar.waitFor({ state: 'detached' })
    await page.context().close()
  })
})

describe('a cell', () => {
  it('is edited where it stands, and Escape keeps what was', async () => {
    const page = await open('edit', 2)
    await grid(page).focus()
    await page.keyboard.press('F2')
    await page.getByLabel('Run name').fill('never')
    await page.keyboard.press('Escape')
    await listed(page).toEqual(['run-2', 'run-1'])
    await page.keyboard.press('F2')
    await page.getByLabel('Run name').fill('brisk-owl')
    await page.keyboard.press('Enter')
    await listed(page).toEqual(['brisk-owl', 'run-1'])
    const notes = page.locator('[data-row="1"] [data-cell]').nth(2)
    await notes.dblclick()
    await page.getByRole('textbox', { name: 'Notes' }).fill('Looks good')
    await page.keyboard.press('Enter')
    await expect.poll(() => cell(page, 'run-1', 'run:notes')).toBe('Looks good')
    await page.reload()
    await listed(page).toEqual(['brisk-owl', 'run-1'])
    await expect.poll(() => cell(page, 'run-1', 'run:notes')).toBe('Looks good')
    await page.context().close()
  })

  it('takes a change back that the server does not keep', async () => {
    const page = await open('rollback', 1)
    await page.route('**/api/runs/*', (route) => route.abort())
    await grid(page).focus()
    await page.keyboard.press('F2')
    await page.getByLabel('Run name').fill('lost')
    await page.keyboard.press('Enter')
    await page.getByText('The change was not saved', { exact: true }).waitFor()
    await listed(page).toEqual(['run-1'])
    await page.unroute('**/api/runs/*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await listed(page).toEqual(['lost'])
    await page.context().close()
  })

  it('has no way to be edited for those who may only read', async () => {
    const team = await addTeam(suite.server, 'readers')
    await WandbRun.start(team.member, { entity: 'readers', project: 'vision', displayName: 'one' })
    const page = await suite.visit('/readers/vision?view=table', as(team.viewer))
    await names(page).first().waitFor()
    await grid(page).focus()
    await page.keyboard.press('F2')
    await page.keyboard.press('x')
    expect(await page.getByLabel('Run name').count()).toBe(0)
    expect(await page.getByRole('toolbar', { name: 'Selected runs' }).count()).toBe(0)
    await names(page).first().click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Open run' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'Delete run' }).count()).toBe(0)
    expect(await page.getByRole('menuitem', { name: 'Rename' }).count()).toBe(0)
    await page.context().close()
  })
})

describe('live', () => {
  it('values come by themselves', async () => {
    const live = await WandbRun.start(suite.server, { project: 'live', displayName: 'live' })
    await live.summary({ loss: 1 })
    const page = await suite.visit('/ada/live?view=table')
    await expect.poll(() => cell(page, 'live', 'summary:loss')).toBe('1')
    await live.summary({ loss: 0.25 })
    await expect.poll(() => cell(page, 'live', 'summary:loss')).toBe('0.25')
    await page.context().close()
  })

  it('runs that arrive do not push away what one looks at', async () => {
    const page = await open('steady', 300)
    await grid(page).evaluate((element) => element.scrollTo(0, 2800))
    const place = () =>
      page.locator('a[data-run]', { hasText: /^run-190$/ }).evaluate((one) => {
        return Math.round(one.getBoundingClientRect().top)
      })
    await page.locator('a[data-run]', { hasText: /^run-190$/ }).waitFor()
    const before = await place()
    await WandbRun.start(suite.server, { project: 'steady', displayName: 'newest' })
    await page.getByRole('status').filter({ hasText: '301' }).waitFor()
    await expect.poll(place).toBe(before)
    await page.context().close()
  })
})

describe('of thousands of runs and keys', () => {
  it('only the cells on the screen exist, wherever one scrolls', async () => {
    const wide = Object.fromEntries(Array.from({ length: 400 }, (_, k) => [`k${k}`, k]))
    await seedRuns(
      suite.server,
      'huge',
      Array.from({ length: 2000 }, (_, i) => ({ displayName: `run-${i}`, config: wide })),
    )
    const page = await suite.visit('/ada/huge?view=table')
    await names(page).first().waitFor()
    await head(page, 'k0').waitFor()
    expect(await page.getByRole('gridcell').count()).toBeLessThan(1500)
    await grid(page).evaluate((element) => element.scrollTo(1e6, 1e6))
    await page.locator('a[data-run]', { hasText: /^run-0$/ }).waitFor()
    await expect.poll(() => cell(page, 'run-0', 'config:k399')).toBe('399')
    expect(await page.getByRole('gridcell').count()).toBeLessThan(1500)
    expectNoProblems(page)
    await page.context().close()
  })
})

describe('the table', () => {
  it.each<Theme>(['light', 'dark'])('is accessible in the %s theme', async (theme) => {
    const page = await open(`fit-${theme}`, 30, { theme })
    await expectAccessible(page)
    await names(page).first().click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Change colour' }).click()
    await expectAccessible(page)
    await page.getByRole('radio', { name: 'Colour 3', exact: true }).click()
    await page.keyboard.press('Escape')
    const phone = await suite.visit(`/ada/fit-${theme}?view=table`, { theme, viewport: PHONE })
    await names(phone).first().waitFor()
    await expectNoSidewaysScroll(phone)
    await expectAccessible(phone)
    await page.context().close()
    await phone.context().close()
  })
})
