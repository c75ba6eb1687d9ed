// Marks on data: made, seen by others at once, read, changed, found again.
import type { Locator, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import {
  annotatedTeam,
  card,
  chart,
  form,
  marks,
  middleOf,
  openList,
  pixelOf,
  runtimeOf,
} from '../support/annotations'
import {
  browserSuite,
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  PHONE,
} from '../support/browser'
import { drag, point, settled } from '../support/panelActions'

const suite = browserSuite()
const pages: Page[] = []
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close()
})
/** Nothing of it is cut off by the edges of the window. */
async function expectWithin(page: Page, element: Locator): Promise<void> {
  await element.waitFor()
  await settled(page)
  const box = (await element.boundingBox())!
  expect(box.x).toBeGreaterThanOrEqual(0)
  expect(box.x + box.width).toBeLessThanOrEqual(page.viewportSize()!.width)
}

const keep = <T extends Page[]>(...opened: T): T => {
  pages.push(...opened)
  return opened
}

describe('marking', () => {
  it('by a key is seen by others on panels of that series, at once', async () => {
    const { open } = await annotatedTeam(suite, 'key')
    const [anna, ben] = keep(await open('admin'), await open('member'))
    const panel = await chart(anna, 'loss')
    await panel.focus()
    // From the last step three back.
    for (let i = 0; i < 4; i++) await anna.keyboard.press('ArrowLeft')
    await anna.keyboard.press('a')
    const asked = form(anna)
    await expect.poll(() => asked.getByLabel('Step, from').inputValue()).toBe('16')
    const run = await asked.getByRole('combobox', { name: 'Run' }).textContent()
    await anna.keyboard.type('Diverges from here on')
    await anna.keyboard.press('ControlOrMeta+Enter')
    await asked.waitFor({ state: 'detached' })
    expect(await panel.evaluate((one) => one === document.activeElement)).toBe(true)

    for (const page of [anna, ben]) {
      const mark = marks(await chart(page, 'loss'))
      await expect.poll(() => mark.count()).toBe(1)
      const name = await mark.getAttribute('aria-label')
      expect(name).toBe(`Annotation by key-admin on ${run}, Step 16: Diverges from here on`)
      expect(await marks(await chart(page, 'acc')).count()).toBe(0)
      const where = await pixelOf(await chart(page, 'loss'), 16, Number)
      expect(Math.abs((await middleOf(mark)) - where)).toBeLessThan(3)
    }
    expectNoProblems(anna)
    expectNoProblems(ben)
  })

  it('by pointer: a click is a point, a drag a range, Escape ends it', async () => {
    const { open } = await annotatedTeam(suite, 'drag')
    const [page] = keep(await open('member'))
    const panel = await chart(page, 'loss')
    const begin = async () => {
      await panel.hover()
      await panel.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Annotate' }).click()
      await panel.getByText('Click a point, or drag a range. Escape ends.').waitFor()
    }
    await begin()
    await page.keyboard.press('Escape')
    await panel.getByText('Click a point').waitFor({ state: 'detached' })

    await begin()
    await drag(page, panel, 0.3, 0.7)
    const [from, to] = [form(page).getByLabel('Step, from'), form(page).getByLabel('to')]
    const [low, high] = [Number(await from.inputValue()), Number(await to.inputValue())]
    expect(low).toBeGreaterThan(2)
    expect(high).toBeGreaterThan(low + 4)
    // It chose a place and zoomed nothing.
    expect(await panel.getByRole('button', { name: 'Reset zoom' }).count()).toBe(0)
    await to.fill(String(low - 1))
    await page.getByRole('button', { name: 'Save annotation' }).click()
    await form(page).getByText('May not come before the start.').waitFor()
    await form(page).getByText('Write what you want to say.').waitFor()
    await to.fill('15')
    await form(page).getByLabel('Text').fill('A plateau')
    await page.getByRole('button', { name: 'Save annotation' }).click()
    await panel.locator('[data-band]').waitFor()
    const [left, right] = [await pixelOf(panel, low, Number), await pixelOf(panel, 15, Number)]
    const band = (await panel.locator('[data-band]').boundingBox())!
    expect(Math.abs(band.x - left)).toBeLessThan(3)
    expect(Math.abs(band.x + band.width - right)).toBeLessThan(3)

    await begin()
    // Arrows read the chart meanwhile, since the menu gave the focus to the panel.
    await expect.poll(() => panel.evaluate((one) => one === document.activeElement)).toBe(true)
    await point(page, panel, 0.5, 0.6)
    await page.mouse.down()
    await page.mouse.up()
    await form(page).waitFor()
    expect(await form(page).getByLabel('to').inputValue()).toBe('')
    expectNoProblems(page)
  })

  it('keeps what was written until it is saved or discarded', async () => {
    const { open, team } = await annotatedTeam(suite, 'draft')
    const [page] = keep(await open('member'))
    const panel = await chart(page, 'loss')
    // Where nothing is pointed at yet, the key asks for a place; Enter gives it.
    const ask = async () => {
      await panel.focus()
      await page.keyboard.press('a')
      await panel.getByText('Click a point').waitFor()
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('Enter')
      await form(page).waitFor()
    }
    await ask()
    await page.keyboard.type('Half a thought')
    await page.keyboard.press('Escape')
    await form(page).waitFor({ state: 'detached' })
    await ask()
    expect(await form(page).getByLabel('Text').inputValue()).toBe('Half a thought')

    await page.route('**/api/runs/*/annotations', (route) => route.abort())
    await page.getByRole('button', { name: 'Save annotation' }).click()
    await form(page).getByText('The server could not be reached. Your text is kept.').waitFor()
    await page.unroute('**/api/runs/*/annotations')
    await form(page).getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => marks(panel).count()).toBe(1)
    await ask()
    expect(await form(page).getByLabel('Text').inputValue()).toBe('')
    expect(team.member.username).toBe('draft-member')
    expectNoProblems(page, [/ERR_FAILED/])
  })
})

describe('a mark', () => {
  it('made on steps stands at its place on a panel over time', async () => {
    const { open, annotate } = await annotatedTeam(suite, 'axes')
    await annotate('Here', { from: 15 })
    const [page] = keep(await open('member'))
    const panel = await chart(page, 'loss')
    await page.getByRole('combobox', { name: 'X axis of all panels' }).click()
    await page.getByRole('option', { name: 'Relative time' }).click()
    const axis = () => panel.locator('.visx-axis-bottom').textContent()
    await expect.poll(axis).toContain('5m')
    const seconds = (label: string) => parseFloat(label) * (label.endsWith('m') ? 60 : 1)
    const where = await pixelOf(panel, runtimeOf(15), seconds)
    await expect.poll(async () => Math.abs((await middleOf(marks(panel))) - where)).toBeLessThan(3)
  })

  it('is read, rewritten, resolved and found again, deleted and brought back', async () => {
    const { open, annotate } = await annotatedTeam(suite, 'read')
    await annotate('Look at https://example.org/a, it explains <b>this</b>.')
    const [page, ben] = keep(await open('member'), await open('admin'))
    const panel = await chart(page, 'loss')
    const mark = marks(panel)
    await mark.focus()
    await page.getByRole('tooltip').filter({ hasText: 'Look at https' }).first().waitFor()
    await page.keyboard.press('Enter')
    const link = card(page).getByRole('link', { name: 'https://example.org/a' })
    expect(await link.getAttribute('href')).toBe('https://example.org/a')
    expect(await link.getAttribute('rel')).toContain('noopener')
    expect(await card(page).textContent()).toContain('<b>this</b>')
    await page.keyboard.press('Escape')
    await card(page).waitFor({ state: 'detached' })
    expect(await mark.evaluate((one) => one === document.activeElement)).toBe(true)

    await mark.click()
    await card(page).getByRole('button', { name: 'Edit' }).click()
    await card(page).getByLabel('Text').fill('Rewritten')
    await page.keyboard.press('ControlOrMeta+Enter')
    await card(page).getByText('Rewritten').waitFor()
    const seen = marks(await chart(ben, 'loss'))
    await expect.poll(() => seen.getAttribute('aria-label')).toContain('Rewritten')
    // Of others one may not rewrite, but an admin may delete.
    await seen.click()
    await card(ben).getByText('Rewritten').waitFor()
    expect(await card(ben).getByRole('button', { name: 'Edit' }).count()).toBe(0)
    expect(await card(ben).getByRole('button', { name: 'Delete annotation' }).count()).toBe(1)
    await ben.keyboard.press('Escape')

    await card(page).getByRole('button', { name: 'Resolve' }).click()
    for (const one of [panel, await chart(ben, 'loss')]) {
      await expect.poll(() => marks(one).count()).toBe(0)
    }
    const list = await openList(page)
    await list.getByText('None is open').waitFor()
    await list.getByRole('radio', { name: 'Resolved' }).click()
    await list.getByText('Rewritten').waitFor()
    await list.getByLabel('Show resolved ones on charts').click()
    await expect.poll(() => marks(panel).count()).toBe(1)
    await list.getByRole('button', { name: 'Reopen' }).click()
    await expect.poll(() => seen.count()).toBe(1)

    await list.getByRole('radio', { name: 'Open' }).click()
    await list.getByRole('button', { name: 'Delete annotation' }).click()
    await list.getByText('No annotations yet').waitFor()
    await expect.poll(() => seen.count()).toBe(0)
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect.poll(() => seen.count()).toBe(1)
    await list.getByText('Rewritten').waitFor()
    expectNoProblems(page)
    expectNoProblems(ben)
  })

  it('shares its place with others under a count, and each can be read', async () => {
    const { open, annotate } = await annotatedTeam(suite, 'many')
    for (const text of ['one', 'two', 'three']) await annotate(text)
    await annotate('of the other run', { from: 4 }, 'second')
    const [page] = keep(await open('member'))
    const panel = await chart(page, 'loss')
    await expect.poll(() => marks(panel).count()).toBe(2)
    await panel.getByRole('button', { name: /^3 annotations/ }).click()
    const texts: string[] = []
    for (let i = 1; i <= 3; i++) {
      await card(page).getByText(`${i} of 3`).waitFor()
      texts.push((await card(page).locator('p').first().textContent())!)
      if (i < 3) await card(page).getByRole('button', { name: 'Next annotation' }).click()
    }
    expect(texts.sort()).toEqual(['one', 'three', 'two'])
    await page.keyboard.press('Escape')
    // Marks of a run go with its lines.
    await page.getByLabel('Draw second').click()
    await expect.poll(() => marks(panel).count()).toBe(1)
    await page.getByLabel('Draw second').click()
    await expect.poll(() => marks(panel).count()).toBe(2)
  })
})

describe('the list', () => {
  it('is filtered by run, key, author and words, and leads to the panel', async () => {
    const { open, annotate, team } = await annotatedTeam(suite, 'list')
    await annotate('Falls fast', { from: 3 })
    await annotate('Grows', { key: 'acc', from: 2, to: 9 }, 'second')
    const [page] = keep(await open('member', { viewport: { width: 1100, height: 420 } }))
    await page.getByRole('button', { name: 'Annotations 2 open' }).waitFor()
    const list = await openList(page)
    const texts = () => list.getByRole('listitem').getByTitle('Show on a panel').allInnerTexts()
    const choose = async (name: string, option: string) => {
      await list.getByRole('combobox', { name }).click()
      await page.getByRole('option', { name: option }).click()
    }
    await expect.poll(texts).toEqual(['Grows', 'Falls fast'])
    await choose('Run', 'first')
    await expect.poll(texts).toEqual(['Falls fast'])
    await choose('Key', 'acc')
    await list.getByText('No annotation matches').waitFor()
    await list.getByRole('button', { name: 'Clear filters' }).click()
    await choose('Author', team.member.username)
    await list.getByLabel('Search annotations').fill('grow second')
    await expect.poll(texts).toEqual(['Grows'])
    await list.getByLabel('Search annotations').fill('')

    await list.getByText('Falls fast').click()
    const lit = page.locator('[data-mark][data-lit]')
    await expect.poll(() => lit.getAttribute('aria-label')).toContain('Falls fast')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-panel')))
      .toBe('history/loss')
    await list.getByText('Grows').click()
    await expect.poll(() => lit.getAttribute('aria-label')).toContain('Grows')
    expectNoProblems(page)
  })

  it('says when it could not be loaded, and tries again', async () => {
    const { open, annotate } = await annotatedTeam(suite, 'error')
    await annotate('There')
    const [page] = keep(await open('member'))
    let broken = true
    await page.route('**/annotations', (route) =>
      broken ? route.fulfill({ status: 400, json: {} }) : route.continue(),
    )
    await page.reload()
    const list = await openList(page)
    await list.getByText('The annotations could not be loaded').waitFor()
    broken = false
    await list.getByRole('button', { name: 'Try again' }).click()
    await list.getByText('There').waitFor()
  })

  it('is on the page of a run, of that run alone, and links lead to a mark', async () => {
    const { open, annotate } = await annotatedTeam(suite, 'run')
    const { id } = await annotate('Of the first')
    await annotate('Of the second', {}, 'second')
    const [page] = keep(await open('member', { path: '/runs/first?tab=charts' }))
    const panel = await chart(page, 'loss')
    await expect.poll(() => marks(panel).count()).toBe(1)
    const list = await openList(page)
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1)
    await annotate('Comes live', { from: 3 })
    await list.getByText('Comes live').waitFor()
    await expect.poll(() => marks(panel).count()).toBe(2)

    await page.goto(`/run/p?annotation=${id}`)
    await chart(page, 'loss')
    const lit = page.locator('[data-mark][data-lit]')
    await expect.poll(() => lit.getAttribute('aria-label')).toContain('Of the first')
    // Over the whole page it is there too, and can be read; each Escape closes one thing.
    await page.goto('/run/p?panel=history%2Floss')
    const full = page.getByRole('dialog', { name: 'loss' })
    await full.locator('[data-mark]').first().click()
    await card(page).getByRole('button', { name: 'Close' }).waitFor()
    await card(page)
      .getByText(/^(Of|Comes|\d of)/)
      .first()
      .click()
    expect(await full.count()).toBe(1)
    await page.keyboard.press('Escape')
    await card(page).waitFor({ state: 'detached' })
    // The mark has the focus again, and so its text is shown.
    await page.getByRole('tooltip').first().waitFor({ state: 'attached' })
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('tooltip').count()).toBe(0)
    expect(await full.count()).toBe(1)
    await page.keyboard.press('Escape')
    await full.waitFor({ state: 'detached' })
    expectNoProblems(page)
  })
})

describe('everybody', () => {
  it('who may only read sees marks, and nothing to change them by', async () => {
    const { open, annotate } = await annotatedTeam(suite, 'view')
    await annotate('Look here')
    const [page] = keep(await open('viewer'))
    const panel = await chart(page, 'loss')
    await expect.poll(() => marks(panel).count()).toBe(1)
    await panel.focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('a')
    await panel.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Copy link to panel' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'Annotate' }).count()).toBe(0)
    await page.keyboard.press('Escape')
    expect(await form(page).count()).toBe(0)
    await marks(panel).click()
    await card(page).getByText('Look here').waitFor()
    for (const name of ['Edit', 'Resolve', 'Delete annotation']) {
      expect(await card(page).getByRole('button', { name }).count()).toBe(0)
    }
    expect(await card(page).getByRole('button', { name: 'Copy link to annotation' }).count()).toBe(
      1,
    )
    await page.keyboard.press('Escape')
    const list = await openList(page)
    await list.getByText('Look here').waitFor()
    expect(await list.getByRole('button', { name: /Resolve$|Delete/ }).count()).toBe(0)
    expectNoProblems(page)
  })

  it.each(['light', 'dark'] as const)(
    'can use the card, the form and the list, %s',
    async (theme) => {
      const { open, annotate } = await annotatedTeam(suite, theme)
      await annotate('A point, see https://example.org')
      await annotate('A range', { key: 'acc', from: 3, to: 9 }, 'second')
      const [page] = keep(await open('member', { theme }))
      const panel = await chart(page, 'loss')
      await marks(panel).click()
      await card(page).waitFor()
      await settled(page)
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await panel.focus()
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('a')
      await form(page).waitFor()
      await page.getByRole('button', { name: 'Save annotation' }).click()
      await form(page).getByText('Write what you want to say.').waitFor()
      await settled(page)
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await openList(page)
      await settled(page)
      await expectAccessible(page)
    },
  )

  it('on a phone: a tap marks, the list is a sheet, and nothing scrolls sideways', async () => {
    const { open, annotate } = await annotatedTeam(suite, 'phone')
    await annotate('A word that is quite long: ' + 'x'.repeat(120))
    const touch = { viewport: PHONE, context: { hasTouch: true, isMobile: true } }
    const [page] = keep(await open('member', touch))
    const panel = await chart(page, 'loss')
    await marks(panel).tap()
    await expectWithin(page, card(page))
    await expectNoSidewaysScroll(page)
    await card(page).getByRole('button', { name: 'Close' }).tap()
    await panel.getByRole('button', { name: 'More' }).tap()
    await page.getByRole('menuitem', { name: 'Annotate' }).tap()
    await panel.getByText('Click a point').waitFor()
    await expectNoSidewaysScroll(page)
    const box = (await panel.locator('canvas').first().boundingBox())!
    await page.touchscreen.tap(box.x + box.width * 0.7, box.y + box.height * 0.6)
    await expectWithin(page, form(page))
    await expectNoSidewaysScroll(page)
    await form(page).getByLabel('Text').fill('By thumb')
    await form(page).getByRole('button', { name: 'Save annotation' }).tap()
    await expect.poll(() => marks(panel).count()).toBe(2)
    const list = await openList(page)
    await expectNoSidewaysScroll(page)
    await list.getByText('By thumb').tap()
    await list.waitFor({ state: 'detached' })
    await page.locator('[data-mark][data-lit]').waitFor()
    expectNoProblems(page)
  })
})
