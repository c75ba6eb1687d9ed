// Two people, two browsers, one view.
import { afterEach, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { as, browserSuite, expectNoProblems } from '../support/browser'
import { cuttableProxy } from '../support/cuttableProxy'
import { until } from '../support/until'
import {
  cell,
  dragOver,
  order,
  pullCorner,
  rename,
  sharedView,
  sizeOf,
  undo,
} from '../support/workspacePeople'

const suite = browserSuite()
const pages: Page[] = []
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close()
})
const keep = (...opened: Page[]) => {
  pages.push(...opened)
  return opened
}
const saved = (page: Page) => page.getByTestId('save-badge').filter({ hasText: 'Saved' }).waitFor()
const title = (page: Page, id: string) => cell(page, id).locator('h3').innerText()

describe('two people in one view', () => {
  it('both see a panel being added, configured, moved, resized and deleted', async () => {
    const { open } = await sharedView(suite, 'both')
    const [anna, ben] = keep(await open('admin'), await open('member')) as [Page, Page]
    await anna.getByRole('button', { name: 'Add', exact: true }).click()
    await anna.getByRole('menuitem', { name: 'Panel…' }).click()
    await anna.getByRole('radio', { name: 'Text' }).check()
    await anna.getByRole('button', { name: 'Add panel' }).click()
    await ben.locator('[data-panel-type=markdown]').waitFor()
    const added = (await order(ben))[0]!
    expect(added).toMatch(/^own\//)

    await rename(ben, added, 'Notes')
    await expect.poll(() => title(anna, added)).toBe('Notes')

    // What is still being dragged is seen, too.
    const before = (await sizeOf(ben, added))!
    await pullCorner(anna, added, 300, 100)
    await expect.poll(async () => (await sizeOf(ben, added))!.height).toBeGreaterThan(before.height)
    await anna.mouse.up()
    await saved(anna)
    const after = (await sizeOf(anna, added))!
    expect(after.width).toBeGreaterThan(before.width)
    await expect.poll(() => sizeOf(ben, added)).toEqual(after)

    await dragOver(ben, 'history/lr', added)
    await ben.mouse.up()
    await expect.poll(async () => (await order(anna))[0]).toBe('history/lr')

    await cell(anna, added).locator('[data-panel]').focus()
    await anna.keyboard.press('Delete')
    await expect.poll(() => order(ben)).not.toContain(added)
    expectNoProblems(anna)
    expectNoProblems(ben)
  })

  it('lose nothing when one edits the title while the other drags the panel', async () => {
    const { open } = await sharedView(suite, 'title')
    const [anna, ben] = keep(await open('admin'), await open('member')) as [Page, Page]
    await dragOver(ben, 'history/lr', 'history/acc')
    await rename(anna, 'history/lr', 'Learning rate')
    await ben.mouse.up()
    for (const page of [anna, ben]) {
      await expect.poll(() => title(page, 'history/lr')).toBe('Learning rate')
      await expect.poll(() => order(page)).toEqual(['history/lr', 'history/acc', 'history/loss'])
    }
  })

  it('take back only what they did themselves', async () => {
    const { open } = await sharedView(suite, 'undo')
    const [anna, ben] = keep(await open('admin'), await open('member')) as [Page, Page]
    await rename(anna, 'history/loss', 'Training loss')
    await expect.poll(() => title(ben, 'history/loss')).toBe('Training loss')
    await dragOver(ben, 'history/loss', 'history/acc')
    await ben.mouse.up()
    await expect.poll(async () => (await order(anna))[0]).toBe('history/loss')

    await undo(anna)
    await anna.getByText('Renamed “loss” to “Training loss”').first().waitFor()
    await expect.poll(() => title(ben, 'history/loss')).toBe('loss')
    expect((await order(ben))[0]).toBe('history/loss')

    await undo(ben)
    await expect.poll(async () => (await order(anna)).at(-1)).toBe('history/lr')
    expect((await order(anna))[0]).toBe('history/acc')
    await anna.keyboard.press('ControlOrMeta+Shift+z')
    await expect.poll(() => title(ben, 'history/loss')).toBe('Training loss')
  })

  it('merge what they did while one was cut off for ten seconds', async () => {
    const { open, team, address } = await sharedView(suite, 'cut')
    const line = await cuttableProxy(suite.server.port)
    const anna = await open('admin')
    const ben = await suite.visit(line.url + address, as(team.member))
    keep(anna, ben)
    await cell(ben, 'history/loss').waitFor()
    await saved(ben)
    const start = Date.now()
    line.cut()
    await ben.getByTestId('save-badge').filter({ hasText: 'Offline' }).waitFor()
    await rename(ben, 'history/loss', 'By Ben')
    await dragOver(ben, 'history/lr', 'history/acc')
    await ben.mouse.up()
    await ben.getByText('2 changes', { exact: false }).first().waitFor()
    await rename(anna, 'history/acc', 'By Anna')
    await pullCorner(anna, 'history/loss', 200, 120)
    await anna.mouse.up()
    await saved(anna)
    await until('ten seconds of cut', () => Date.now() - start > 10_000)
    line.mend()
    await saved(ben)
    const size = await sizeOf(anna, 'history/loss')
    for (const page of [anna, ben]) {
      await expect.poll(() => title(page, 'history/loss')).toBe('By Ben')
      await expect.poll(() => title(page, 'history/acc')).toBe('By Anna')
      await expect.poll(() => order(page)).toEqual(['history/lr', 'history/acc', 'history/loss'])
      await expect.poll(() => sizeOf(page, 'history/loss')).toEqual(size)
    }
    await line.close()
  })

  it('see who is here, where they point, and go along with them', async () => {
    const { open } = await sharedView(suite, 'here')
    const [anna, ben] = keep(
      await open('admin', { viewport: { width: 1440, height: 500 } }),
      await open('member', { viewport: { width: 1440, height: 500 } }),
    ) as [Page, Page]
    const avatar = anna.getByRole('button', { name: 'Follow here-member' })
    await avatar.waitFor()

    const box = (await cell(ben, 'history/loss').boundingBox())!
    await ben.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    // On every panel with that axis, at the same x of the data.
    await expect.poll(() => anna.getByTestId('others-crosshair').count()).toBe(3)
    const xs = await anna
      .getByTestId('others-crosshair')
      .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-x')))
    expect(new Set(xs).size).toBe(1)

    await cell(ben, 'history/lr').locator('[data-panel]').focus()
    await cell(anna, 'history/lr')
      .getByTestId('other-here')
      .filter({ hasText: 'here-member' })
      .waitFor()

    const scroller = (page: Page) => page.locator('[data-panel-scroller]')
    const scrolled = (page: Page) => scroller(page).evaluate((one) => one.scrollTop)
    await avatar.click()
    await ben
      .getByRole('button', { name: 'Large panels' })
      .or(ben.getByRole('radio', { name: 'Large panels' }))
      .first()
      .click()
    await expect.poll(async () => (await sizeOf(anna, 'history/acc'))?.height).toBe(360)
    // What one zooms to, the other sees.
    await cell(ben, 'history/loss').scrollIntoViewIfNeeded()
    const chart = (await cell(ben, 'history/loss').boundingBox())!
    await ben.mouse.move(chart.x + 150, chart.y + 120)
    await ben.mouse.down()
    await ben.mouse.move(chart.x + 350, chart.y + 125, { steps: 6 })
    await ben.mouse.up()
    await cell(anna, 'history/loss').getByRole('button', { name: 'Reset zoom' }).waitFor()

    await scroller(ben).evaluate((one) => one.scrollTo({ top: 150 }))
    await expect.poll(() => scrolled(anna)).toBe(150)

    await anna.keyboard.press('Escape')
    await expect.poll(() => avatar.getAttribute('aria-pressed')).toBe('false')
    await scroller(ben).evaluate((one) => one.scrollTo({ top: 0 }))
    await expect.poll(() => scrolled(ben)).toBe(0)
    expect(await scrolled(anna)).toBe(150)
    await ben.context().close()
    pages.splice(pages.indexOf(ben), 1)
    await expect.poll(() => avatar.count()).toBe(0)
  })

  it('change nothing where they may only read', async () => {
    const { open } = await sharedView(suite, 'read')
    const [viewer] = keep(await open('viewer')) as [Page]
    await viewer.getByTestId('save-badge').filter({ hasText: 'Read only' }).waitFor()
    expect(await viewer.getByRole('button', { name: 'Add', exact: true }).count()).toBe(0)
    await cell(viewer, 'history/loss').hover()
    expect(await viewer.locator('[data-grip], [data-resize]').count()).toBe(0)
    await cell(viewer, 'history/loss').locator('[data-panel]').focus()
    await viewer.keyboard.press('Delete')
    await viewer.keyboard.press('Alt+ArrowRight')
    expect(await order(viewer)).toEqual(['history/acc', 'history/loss', 'history/lr'])
    expectNoProblems(viewer)
  })
})
