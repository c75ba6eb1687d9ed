// Live panels and run sets in a report's text.
import { afterEach, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { moveGrid } from '@/lib/reports/gridChanges'
import { findBlocks } from '@/lib/reports/blocks'
import {
  as,
  browserSuite,
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  PHONE,
} from '../support/browser'
import {
  curve,
  dataRequests,
  gridsOf,
  markCharts,
  markedCharts,
  panelReport,
} from '../support/reportPanels'
import { openReport } from '../support/reports'
import { cell, dragOver, rename } from '../support/workspacePeople'
import { done } from '../support/teams'
import { WandbRun } from '../support/wandbClient'

const suite = browserSuite()
const pages: Page[] = []
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close()
})
const keep = <T extends Page[]>(...opened: T): T => {
  pages.push(...opened)
  return opened
}
const title = (page: Page, id: string) => cell(page, id).locator('h3').innerText()
const drawn = (page: Page) => page.locator('[data-grid] canvas').first().waitFor()
const chip = (page: Page, grid = 0) =>
  page
    .locator('[data-grid]')
    .nth(grid)
    .getByRole('button', { name: /^Run set/ })

/** Rows of a panel's table: the points of all its curves. */
async function points(page: Page, id: string): Promise<number> {
  const panel = cell(page, id).locator('[data-panel]')
  await panel.focus()
  await page.keyboard.press('t')
  const table = panel.getByRole('table')
  await table.waitFor()
  const count = Number(await table.getAttribute('aria-rowcount'))
  await page.keyboard.press('t')
  await table.waitFor({ state: 'detached' })
  return count
}

describe('panels in a report', () => {
  it('draw the runs of their run set, and follow those that log', async () => {
    const report = await panelReport(suite, 'live', [{ panel: curve('loss') }])
    const [page] = keep(await report.open('admin'))
    const id = report.panels[0]!
    await drawn(page)
    await expect.poll(() => chip(page).innerText()).toContain('2 runs')
    await expect.poll(() => points(page, id)).toBe(20)
    const run = await WandbRun.start(report.team.member, {
      entity: 'live',
      project: 'p',
      displayName: 'third',
    })
    await run.log(Array.from({ length: 40 }, (_, i) => ({ _step: i, loss: 1 })))
    await expect.poll(() => chip(page).innerText()).toContain('3 runs')
    await expect.poll(() => points(page, id), { timeout: 10_000 }).toBe(40)
    await expectAccessible(page)
    expectNoProblems(page)
  })

  it('are neither made anew nor asked for again while others type, and when their block moves', async () => {
    const report = await panelReport(suite, 'still', [
      { panel: curve('loss') },
      { panel: curve('acc') },
    ])
    const [anna, ben] = keep(await report.open('admin'), await report.open('member'))
    await drawn(anna)
    await expect.poll(() => anna.locator('[data-grid] canvas').count()).toBeGreaterThan(1)
    const charts = await markCharts(anna)
    const asked = dataRequests(anna)
    // Somebody else types, and the person does.
    await ben.getByText('Words above.').click()
    await ben.keyboard.press('End')
    await ben.keyboard.type(' And more of them.')
    await anna.getByText('And more of them.').waitFor()
    await anna.getByText('Words above.').click()
    await anna.keyboard.press('End')
    await anna.keyboard.press('Enter')
    await anna.keyboard.type('A paragraph.')
    // The block goes to the top of the text: it is deleted there and made anew here.
    const peer = await openReport(suite.server, report.item)
    const grid = findBlocks(peer.doc).find(({ type }) => type === 'panelGrid')!.id
    moveGrid(peer.doc, grid, 0)
    const first = anna.locator('.report-text > *').first()
    await expect.poll(() => first.locator('[data-grid]').count()).toBe(1)
    expect(await markedCharts(anna)).toBe(charts)
    expect(asked).toEqual([])
    peer.provider.destroy()
    expectNoProblems(anna)
  })

  it('keep what two people do: one moves a panel while the other renames it', async () => {
    const report = await panelReport(suite, 'both', [
      { panel: curve('loss') },
      { panel: curve('acc') },
    ])
    const [loss, acc] = report.panels as [string, string]
    const [anna, ben] = keep(await report.open('admin'), await report.open('member'))
    await Promise.all([drawn(anna), drawn(ben)])
    // Each sees at which panel the other is.
    await cell(ben, loss).locator('[data-panel]').focus()
    await expect
      .poll(() => cell(anna, loss).getByTestId('other-here').innerText())
      .toBe('both-member')
    await dragOver(ben, acc, loss)
    await rename(anna, acc, 'Accuracy')
    await ben.mouse.up()
    for (const page of [anna, ben]) {
      await expect.poll(() => title(page, acc)).toBe('Accuracy')
      await expect.poll(() => gridsOf(page)).toEqual([[acc, loss]])
    }
  })

  it('go to another grid, by dragging and by keys', async () => {
    const report = await panelReport(suite, 'grids', [
      { panel: curve('loss') },
      { panel: curve('acc'), runSet: { search: 'first' } },
    ])
    const [loss, acc] = report.panels as [string, string]
    const [page] = keep(await report.open('admin'))
    await expect.poll(() => gridsOf(page)).toEqual([[loss], [acc]])
    await expect.poll(() => chip(page, 1).innerText()).toContain('1 run')
    await dragOver(page, acc, loss)
    await page.mouse.up()
    await expect.poll(() => gridsOf(page)).toEqual([[acc, loss], []])
    await cell(page, acc).locator('[data-panel]').focus()
    // Behind the other, and from there on.
    await page.keyboard.press('Alt+ArrowRight')
    await expect.poll(() => gridsOf(page)).toEqual([[loss, acc], []])
    await page.keyboard.press('Alt+ArrowRight')
    await expect.poll(() => gridsOf(page)).toEqual([[loss], [acc]])
  })

  it('are put into the text from the menu behind “/”, each as one step of undo', async () => {
    const report = await panelReport(suite, 'slash', [])
    const [page] = keep(await report.open('admin'))
    await page.getByText('Words above.').click()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('/line')
    await page.getByRole('option', { name: /Line chart/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Add key' }).click()
    await page.getByRole('option', { name: 'acc' }).click()
    await page.getByRole('button', { name: 'Add panel' }).click()
    await drawn(page)
    expect(await page.locator('[data-grid] h3').innerText()).toBe('acc')
    await expect.poll(() => chip(page).innerText()).toContain('2 runs')
    await page.getByText('Words above.').click()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('/run set')
    await page.keyboard.press('Enter')
    const list = page.getByRole('group', { name: 'Run set: Runs', exact: true })
    await list.getByText('first').waitFor()
    await page.getByRole('dialog', { name: 'Runs' }).getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await list.waitFor({ state: 'detached' })
    expect(await gridsOf(page)).toHaveLength(1)
    await expectAccessible(page)
    expectNoProblems(page)
  })

  it('come from an address that is pasted, which is a link until then', async () => {
    const report = await panelReport(suite, 'pasted', [])
    const [page] = keep(await report.open('admin'))
    const paste = (text: string) =>
      page.evaluate((text) => {
        const data = new DataTransfer()
        data.setData('text/plain', text)
        const event = new ClipboardEvent('paste', {
          clipboardData: data,
          bubbles: true,
          cancelable: true,
        })
        document.querySelector('.report-text')!.dispatchEvent(event)
      }, text)
    const place = `${suite.server.url}/pasted/p`
    await page.getByText('Words above.').click()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await paste(`${place}?panel=history%2Floss`)
    await page.getByRole('link', { name: /panel=history/ }).waitFor()
    await page.getByRole('option', { name: 'Live panel' }).waitFor()
    await page.keyboard.press('Enter')
    await drawn(page)
    expect(await page.locator('[data-grid] h3').innerText()).toBe('loss')
    await page.getByText('Words above.').click()
    await page.keyboard.press('End')
    const { runs } = await done<{ runs: { name: string }[] }>(
      report.api.fetch('/api/projects/pasted/p/runs'),
    )
    await paste(`${place}/runs/${runs[0]!.name}`)
    await page.getByRole('option', { name: 'Mention of the run' }).click()
    await page.locator('.mention', { hasText: 'second' }).waitFor()
    // Whoever types on keeps the link.
    await paste(place)
    await page.getByRole('option', { name: 'List of its runs' }).waitFor()
    await page.keyboard.type(' and more')
    await page.getByRole('option', { name: 'List of its runs' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: place, exact: true }).waitFor()
    expectNoProblems(page)
  })

  it('draw several run sets together, each run named by its set', async () => {
    const report = await panelReport(suite, 'several', [
      {
        panel: { ...curve('loss'), legend: { position: 'bottom' } } as never,
        runSet: { name: 'One', search: 'first' },
      },
      {
        panel: { id: 'x', type: 'bar', columns: ['run:number'] },
        runSet: { name: 'Two', search: 'second' },
      },
    ])
    const [page] = keep(await report.open('admin'))
    const [loss, bars] = report.panels as [string, string]
    const legend = cell(page, loss).getByLabel('Legend')
    await expect.poll(() => legend.getByRole('button').allInnerTexts()).toEqual(['first'])
    for (const [grid, set] of [
      [0, 'Two'],
      [1, 'One'],
    ] as const) {
      await page.locator('[data-grid]').nth(grid).hover()
      const more = page.getByRole('button', { name: 'More about these panels' }).nth(grid)
      await more.click()
      await page.getByRole('menuitem', { name: 'Run sets' }).press('ArrowRight')
      await page.getByRole('menuitemcheckbox', { name: set }).click()
    }
    const names = () => legend.getByRole('button').allInnerTexts()
    await expect.poll(names).toEqual(['One · first', 'Two · second'])
    await cell(page, bars).locator('[data-panel]').focus()
    await page.keyboard.press('t')
    const table = cell(page, bars).getByRole('table')
    await expect.poll(() => table.innerText()).toMatch(/Two · second[^]*One · first/)
    await expectAccessible(page)
    expectNoProblems(page)
  })

  it('are offered again when their place in the text was lost', async () => {
    const report = await panelReport(suite, 'lost', [{ panel: curve('loss') }])
    const [page] = keep(await report.open('admin'))
    await drawn(page)
    await page.getByText('Words above.').click()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Delete')
    const tray = page.getByRole('region', { name: 'Panels without a place' })
    await expect.poll(() => tray.innerText()).toContain('1 panel lost its place')
    expect(await gridsOf(page)).toEqual([])
    await tray.getByRole('button', { name: 'Put back' }).click()
    await expect.poll(() => gridsOf(page)).toEqual([report.panels])
    await tray.waitFor({ state: 'detached' })
  })

  it('take the keyboard at Enter and give it back to the text at Escape', async () => {
    const report = await panelReport(suite, 'keys', [{ panel: curve('loss') }])
    const [page] = keep(await report.open('admin'))
    await drawn(page)
    await page.getByText('Words above.').click()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowDown')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-panel'))
    await page.locator('.record-block.ProseMirror-selectednode').waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe(report.panels[0])
    await page.keyboard.press('f')
    await page.getByRole('dialog').waitFor()
    expect(new URL(page.url()).searchParams.get('panel')).toBe(report.panels[0])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(focused).toBe(report.panels[0])
    await page.keyboard.press('Escape')
    await page.locator('.record-block.ProseMirror-selectednode').waitFor()
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('report-text')
    expectNoProblems(page)
  })

  it('are only looked at by those who may not write, on a phone too', async () => {
    const report = await panelReport(suite, 'viewers', [
      { panel: curve('loss') },
      { panel: { id: 'x', type: 'bar', columns: ['summary:loss'] }, runSet: { search: 'first' } },
    ])
    const [page] = keep(await report.open('viewer', { viewport: PHONE }))
    await drawn(page)
    await chip(page).click()
    const sheet = page.getByRole('dialog', { name: 'Runs' })
    await sheet.getByText('second').waitFor()
    expect(await sheet.getByRole('button', { name: 'Freeze' }).count()).toBe(0)
    expect(await sheet.getByRole('button', { name: 'Delete run set' }).count()).toBe(0)
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(await page.locator('[data-grip], [data-resize]').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Add a panel' }).count()).toBe(0)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    expectNoProblems(page)
  })

  it('draw what is left when their run set is filtered, and keep it frozen', async () => {
    const report = await panelReport(suite, 'sets', [{ panel: curve('loss') }])
    const [page] = keep(await report.open('admin'))
    await drawn(page)
    await chip(page).click()
    const sheet = page.getByRole('dialog', { name: 'Runs' })
    await sheet.getByLabel('Search runs').fill('first')
    await expect.poll(() => chip(page).innerText()).toContain('1 run')
    await expectAccessible(page)
    await sheet.getByRole('button', { name: 'Freeze' }).click()
    await expect.poll(() => chip(page).innerText()).toMatch(/Frozen .*, 1 run at step 19/)
    await expect.poll(() => points(page, report.panels[0]!)).toBe(20)
    // What is frozen stays as it is; how it looks, and what there is by now, can be seen.
    expect(await sheet.getByLabel('Search runs').count()).toBe(0)
    await sheet.getByRole('button', { name: 'Make live' }).click()
    await expect.poll(() => chip(page).innerText()).toContain('Live')
    await sheet.getByLabel('Name').fill('Baselines')
    await page.keyboard.press('Enter')
    await expect.poll(() => chip(page).innerText()).toContain('Baselines')
    expectNoProblems(page)
  })
})

describe('a panel of a workspace', () => {
  it('is added to a report with the runs that it shows there', async () => {
    const report = await panelReport(suite, 'adding', [])
    const [page] = keep(await suite.visit('/adding/p', as(report.team.admin)))
    await cell(page, 'history/loss').waitFor()
    await page.getByLabel('Search runs').first().fill('second')
    await expect.poll(() => page.getByText('1 of 2').count()).toBeGreaterThan(0)
    await cell(page, 'history/loss').hover()
    await cell(page, 'history/loss').getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Add to report…' }).click()
    await page.getByRole('radio', { name: /Findings/ }).check()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Add panel' }).click()
    await page.getByRole('button', { name: 'Open report' }).click()
    await drawn(page)
    expect(await page.locator('[data-grid] h3').innerText()).toBe('loss')
    await expect.poll(() => chip(page).innerText()).toContain('1 run')
    expectNoProblems(page)
  })
})
