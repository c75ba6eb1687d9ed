// Saved views, and a workspace by keyboard alone.
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
import { cell, order, rename, sharedView, undo } from '../support/workspacePeople'

const suite = browserSuite()
const menu = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const item = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name })
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-panel'))

describe('views', () => {
  it('are one’s own at first, saved under a name, opened by their address, and deleted', async () => {
    const { open, team } = await sharedView(suite, 'views')
    const page = await suite.visit('/views/p', as(team.member))
    await cell(page, 'history/loss').waitFor()
    await rename(page, 'history/loss', 'My loss')
    await page.getByRole('button', { name: /Personal workspace/ }).click()
    await item(page, 'Save as…').click()
    await page.getByLabel('Name').fill('Losses')
    await page.getByRole('button', { name: 'Save view' }).click()
    await page.waitForURL('**/views/p?nw=*')
    await cell(page, 'history/loss').getByText('My loss').waitFor()

    // Others open it by its address, and do not see what is in the person's own.
    const viewer = await suite.visit(page.url(), as(team.viewer))
    await cell(viewer, 'history/loss').getByText('My loss').waitFor()
    await viewer.getByRole('button', { name: /Losses/ }).click()
    await viewer.getByRole('menuitemcheckbox', { name: /Shared · views-admin/ }).waitFor()
    expect(await item(viewer, /Rename|Delete|Save as/).count()).toBe(0)
    await viewer.getByRole('menuitemcheckbox', { name: 'Personal workspace' }).click()
    await cell(viewer, 'history/loss').getByText('loss', { exact: true }).waitFor()
    await viewer.goBack()
    await cell(viewer, 'history/loss').getByText('My loss').waitFor()

    await page.getByRole('button', { name: /Losses/ }).click()
    await item(page, 'Delete view').click()
    await page.waitForURL((url) => !url.search.includes('nw='))
    await viewer.getByText('This view was deleted', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
    await page.waitForURL('**/views/p?nw=*')
    await cell(page, 'history/loss').getByText('My loss').waitFor()
    await page.context().close()
    await viewer.context().close()
    await (await open('member')).context().close()
  })

  it('begin with what the browser kept before', async () => {
    const { team } = await sharedView(suite, 'kept')
    const page = await suite.visit('/', as(team.member))
    await page.evaluate(() =>
      localStorage.setItem(
        'runroom-workspace/kept/p',
        JSON.stringify({ size: 'large', toggledSections: ['history/charts'], listOpen: false }),
      ),
    )
    await page.goto('/kept/p')
    const section = page.getByRole('button', { name: /^charts/ })
    await expect.poll(() => section.getAttribute('aria-expanded')).toBe('false')
    expect(await page.getByRole('complementary', { name: 'Run list' }).count()).toBe(0)
    const kept = () => page.evaluate(() => localStorage.getItem('runroom-workspace/kept/p'))
    await expect.poll(kept).toBeNull()
    await page.reload()
    await expect.poll(() => section.getAttribute('aria-expanded')).toBe('false')
    expect(await page.getByRole('complementary', { name: 'Run list' }).count()).toBe(0)
    await page.context().close()
  })
})

describe('a workspace by keyboard alone', () => {
  it('has a panel added, its key changed, moved, resized, deleted, and all that undone', async () => {
    const { open } = await sharedView(suite, 'keys')
    const page = await open('member')
    await menu(page, 'Add').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Add a panel' })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    const onAdd = () => menu(page, 'Add').evaluate((one) => one === document.activeElement)
    await expect.poll(onAdd).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Panel…' }).waitFor()
    await page.keyboard.press('Enter')
    await dialog.waitFor()
    await page.getByRole('button', { name: 'Add key' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('acc')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Add panel' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await order(page))[0]).toMatch(/^own\//)
    const own = (await order(page))[0]!
    await expect.poll(() => focused(page)).toBe(own)
    const heading = cell(page, own).locator('h3')
    await expect.poll(() => heading.innerText()).toBe('acc')

    await page.keyboard.press('e')
    const sheet = page.getByRole('dialog', { name: 'acc' })
    await sheet.getByRole('button', { name: 'Add key' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('loss')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove acc' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => heading.innerText()).toBe('loss')
    await page.keyboard.press('Escape')

    await cell(page, own).locator('[data-panel]').focus()
    await page.keyboard.press('Alt+ArrowRight')
    await expect.poll(async () => (await order(page)).indexOf(own)).toBe(1)
    await expect.poll(() => focused(page)).toBe(own)
    const width = async () => (await cell(page, own).boundingBox())!.width
    const before = await width()
    await page.keyboard.press('Alt+Shift+ArrowRight')
    await expect.poll(width).toBeGreaterThan(before)
    await expect.poll(() => focused(page)).toBe(own)

    await page.keyboard.press('Delete')
    await expect.poll(() => order(page)).not.toContain(own)
    await undo(page)
    await expect.poll(async () => (await order(page)).indexOf(own)).toBe(1)
    await undo(page)
    await expect.poll(width).toBe(before)
    await undo(page)
    await expect.poll(async () => (await order(page)).indexOf(own)).toBe(0)
    expectNoProblems(page)
    await page.context().close()
  })

  it('offers every kind of panel in the palette, which "/" opens', async () => {
    const { open } = await sharedView(suite, 'slash')
    const page = await open('member')
    await cell(page, 'history/loss').locator('[data-panel]').focus()
    await page.keyboard.press('/')
    await page.keyboard.type('add panel scatter')
    await page.getByRole('option', { name: /Add panel: scatter plot/ }).waitFor()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Add a panel' })
    await expect
      .poll(() => dialog.getByRole('radio', { name: 'Scatter plot' }).isChecked())
      .toBe(true)
    await dialog.getByRole('button', { name: 'Add panel' }).click()
    await page.locator('[data-panel-type=scatter]').waitFor()
    await page.context().close()
  })

  it('has sections that are added, renamed, moved and deleted', async () => {
    const { open } = await sharedView(suite, 'sections')
    const page = await open('member')
    await menu(page, 'Add').click()
    await item(page, 'Section…').click()
    await page.getByLabel('Name').fill('Best')
    await page.keyboard.press('Enter')
    const headings = () => page.locator('h2 button').allInnerTexts()
    const names = async () => (await headings()).map((text) => text.split('\n')[0])
    await expect.poll(names).toEqual(['Best', 'charts'])
    await page.getByText('No panels here yet', { exact: false }).waitFor()

    await cell(page, 'history/loss').hover()
    await cell(page, 'history/loss').getByRole('button', { name: 'More' }).click()
    await item(page, /Move…/).click()
    await page.getByRole('combobox', { name: 'To section' }).click()
    await page.getByRole('option', { name: 'Best' }).click()
    await page.getByRole('button', { name: 'Move panel' }).click()
    await expect.poll(async () => (await order(page))[0]).toBe('history/loss')

    await page.getByRole('button', { name: 'More about Best' }).click()
    await item(page, 'Rename…').click()
    await page.getByLabel('Section name').fill('Top')
    await page.keyboard.press('Enter')
    await expect.poll(names).toEqual(['Top', 'charts'])
    await page.getByRole('button', { name: 'More about Top' }).click()
    await item(page, 'Move down').click()
    await expect.poll(names).toEqual(['charts', 'Top'])
    await page.getByRole('button', { name: 'More about Top' }).click()
    await item(page, 'Settings…').click()
    await page.getByRole('combobox', { name: 'Panels side by side' }).click()
    await page.getByRole('option', { name: '1', exact: true }).click()
    await expect
      .poll(async () => (await cell(page, 'history/loss').boundingBox())!.width)
      .toBeGreaterThan(900)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'More about Top' }).click()
    await item(page, 'Delete section').click()
    await expect.poll(names).toEqual(['charts'])
    await undo(page)
    await expect.poll(names).toEqual(['charts', 'Top'])
    await expect.poll(() => order(page)).toContain('history/loss')
    expectNoProblems(page)
    await page.context().close()
  })

  it.each<Theme>(['light', 'dark'])('is accessible, and fits a phone (%s)', async (theme) => {
    const { open } = await sharedView(suite, `axe-${theme}`)
    const other = await open('admin')
    const page = await open('member', { theme })
    await page.getByRole('button', { name: `Follow axe-${theme}-admin` }).waitFor()
    await cell(page, 'history/loss').hover()
    await expectAccessible(page)
    await menu(page, 'Add').click()
    await item(page, 'Panel…').click()
    await expectAccessible(page)
    await page.context().close()
    const phone = await open('member', { theme, viewport: PHONE })
    await expectNoSidewaysScroll(phone)
    await expectAccessible(phone)
    await phone.context().close()
    await other.context().close()
  })
})
