// Several people, several browsers, one text.
import * as Y from 'yjs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { contentOf } from '@/lib/reports/document'
import { as, browserSuite, expectAccessible, expectNoProblems, PHONE } from '../support/browser'
import { cuttableProxy } from '../support/cuttableProxy'
import { openReport } from '../support/reports'
import {
  caretAfter,
  caretBefore,
  reportTeam,
  saved,
  sharedReport,
  text,
  wordsIn,
} from '../support/reportPeople'
import { done, type TeamOfTest } from '../support/teams'

const suite = browserSuite()
let team: TeamOfTest
beforeAll(async () => {
  team = await reportTeam(suite, 'lab')
})

const report = (markdown: string) => sharedReport(suite, team, 'lab', { title: 'T', markdown })
const caretOf = (page: Page, name: string) => page.locator(`.other-caret[data-name="${name}"]`)
const close = (...pages: Page[]) => Promise.all(pages.map((page) => page.context().close()))
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const markdownIs = async ({ api, report: { slug } }: Awaited<ReturnType<typeof report>>) =>
  (await api.fetch(`/api/reports/${slug}/markdown`)).text()

describe('people in one text', () => {
  it('type in one paragraph at once, see each other’s carets, and undo only their own', async () => {
    const shared = await report('One paragraph.')
    const [anna, ben, eve] = [
      await shared.open('admin'),
      await shared.open('member'),
      await shared.open('viewer'),
    ]
    await caretAfter(anna, 'One paragraph.')
    await caretBefore(ben, 'One paragraph.')
    await caretOf(anna, team.member.username).waitFor()
    await caretOf(ben, team.admin.username).waitFor()
    await Promise.all([
      anna.keyboard.type(' Anna was here.', { delay: 15 }),
      ben.keyboard.type('Ben begins. ', { delay: 15 }),
    ])
    const both = 'Ben begins. One paragraph. Anna was here.'
    for (const page of [anna, ben, eve]) await expect.poll(() => wordsIn(page)).toContain(both)
    expect(await text(eve).getAttribute('contenteditable')).toBe('false')

    // What was typed with pauses is several steps. Nothing of the other's is theirs to take back.
    const repeat = (page: Page, keys: string) => async () => {
      await press(page, keys)
      return wordsIn(eve)
    }
    const undo = 'ControlOrMeta+z'
    await expect.poll(repeat(anna, undo)).toBe('Ben begins. One paragraph.')
    await press(anna, undo, undo)
    await expect.poll(repeat(anna, 'ControlOrMeta+Shift+z')).toBe(both)
    await expect.poll(repeat(ben, undo)).toBe('One paragraph. Anna was here.')
    for (const page of [anna, ben, eve]) expectNoProblems(page)
    await close(anna, ben, eve)
  })

  it('lose nothing that is typed without a line', async () => {
    const shared = await report('First line.\n\nSecond line.')
    const proxy = await cuttableProxy(Number(new URL(suite.server.url).port))
    const anna = await suite.visit(proxy.url + shared.address, as(team.admin))
    await text(anna).waitFor()
    await saved(anna)
    const ben = await shared.open('member')
    proxy.cut()
    await anna.getByTestId('save-badge').filter({ hasText: 'Offline' }).waitFor()
    await caretAfter(anna, 'First line.')
    await anna.keyboard.type(' Written offline.')
    await anna.getByTestId('save-badge').filter({ hasText: 'unsent' }).waitFor()
    await caretAfter(ben, 'First line.')
    await ben.keyboard.type(' Meanwhile.')
    await saved(ben)
    proxy.mend()
    await saved(anna)
    for (const page of [anna, ben]) {
      await expect.poll(() => wordsIn(page)).toContain('Written offline.')
      await expect.poll(() => wordsIn(page)).toContain('Meanwhile.')
    }
    expect(await wordsIn(anna)).toBe(await wordsIn(ben))
    await close(anna, ben)
    await proxy.close()
  })

  it('see the title change while it is written, and find it in the list', async () => {
    const shared = await report('Text.')
    const [anna, ben] = [await shared.open('admin'), await shared.open('viewer')]
    await anna.getByRole('textbox', { name: 'Title' }).fill('Scaling laws')
    await ben.getByRole('heading', { level: 1, name: 'Scaling laws' }).waitFor()
    await ben.getByRole('navigation', { name: 'Breadcrumbs' }).getByText('Scaling laws').waitFor()
    // Before the next key can come.
    const isInText = await anna.getByRole('textbox', { name: 'Title' }).evaluate((title) => {
      title.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
      )
      return document.activeElement?.classList.contains('report-text')
    })
    expect(isInText).toBe(true)
    await anna.keyboard.type('Begins. ')
    await expect.poll(() => wordsIn(ben)).toBe('Begins. Text.')
    const list = await suite.visit('/lab/p/reports', as(team.viewer))
    await list.getByRole('link', { name: 'Scaling laws' }).waitFor()
    await anna.getByRole('textbox', { name: 'Title' }).fill('Laws')
    await list.getByRole('link', { name: 'Laws', exact: true }).waitFor()
    await close(anna, ben, list)
  })

  it('leave what others do not touch as it stands', async () => {
    const shared = await report('Words.\n\n$$\nx\n$$\n\n> [!NOTE]\n> Note\n\n```\ncode\n```')
    const [anna, ben] = [await shared.open('admin'), await shared.open('member')]
    await text(anna).locator('math').waitFor()
    const drawn = await anna.evaluateHandle(() => [
      ...document.querySelectorAll('.report-text [data-node-view-wrapper], .code-block'),
    ])
    await caretAfter(ben, 'Words.')
    await ben.keyboard.type(' More of them.')
    await press(ben, 'Enter')
    await ben.keyboard.type('Another block.')
    await expect.poll(() => wordsIn(anna)).toContain('More of them. Another block.')
    const stand = await drawn.evaluate((all) => all.map((one) => one.isConnected))
    expect(stand.length).toBeGreaterThan(2)
    expect(stand).not.toContain(false)
    await close(anna, ben)
  })

  it('go along with whom they follow', async () => {
    const long = Array.from({ length: 60 }, (_, i) => `Paragraph ${i}.`).join('\n\n')
    const shared = await report(long)
    const [anna, ben] = [await shared.open('admin'), await shared.open('member')]
    await anna.getByRole('button', { name: `Follow ${team.member.username}` }).click()
    await text(ben).getByText('Paragraph 50.').scrollIntoViewIfNeeded()
    await expect
      .poll(async () => (await text(anna).getByText('Paragraph 50.').boundingBox())!.y)
      .toBeLessThan(900)
    await close(anna, ben)
  })
})

describe('blocks', () => {
  it('are found by typing, and written by keys alone', async () => {
    const shared = await report('')
    const page = await shared.open('admin')
    await text(page).click()
    const type = (letters: string) => page.keyboard.type(letters)
    await type('/head')
    await page.getByRole('option', { name: 'Heading 2' }).waitFor()
    await press(page, 'ArrowDown', 'Enter')
    await type('Results')
    await press(page, 'Enter')
    await type('1. first')
    await press(page, 'Enter')
    await type('second')
    await press(page, 'Enter', 'Tab')
    await type('deeper')
    await press(page, 'Enter', 'Enter', 'Enter')
    await type('/table')
    await press(page, 'Enter')
    for (const cell of ['a', 'b', 'c', '1', '2', '3', '4', '5', '6', 'new']) {
      await type(cell)
      if (cell !== 'new') await press(page, 'Tab')
    }
    await page.getByRole('button', { name: 'Align right' }).click()
    await press(page, 'ControlOrMeta+Enter')
    await type('So $e^x$ and **bold** and `code`, not 1 / 2.')
    await press(page, 'Enter')
    await type('/formula')
    await press(page, 'Enter')
    await page.getByRole('textbox', { name: 'LaTeX' }).fill('\\sum_i x_i')
    await text(page).locator('math').nth(1).waitFor()
    await press(page, 'Enter')
    await saved(page)
    expect(await markdownIs(shared)).toBe(
      [
        '# T\n',
        '## Results\n',
        '1. first\n2. second\n   1. deeper\n',
        '|   a | b | c |\n| --: | - | - |\n|   1 | 2 | 3 |\n|   4 | 5 | 6 |\n| new |   |   |\n',
        'So $e^x$ and **bold** and `code`, not 1 / 2.\n',
        '$$\n\\sum_i x_i\n$$\n',
      ].join('\n'),
    )
    expectNoProblems(page)
    await close(page)
  })

  it('are moved by keys and by the handle, and formatted by the toolbar', async () => {
    const shared = await report('Alpha\n\nBeta\n\nGamma')
    const page = await shared.open('admin')
    await caretAfter(page, 'Gamma')
    await press(page, 'Alt+ArrowUp')
    await expect.poll(() => wordsIn(page)).toMatch(/Alpha\s+Gamma\s+Beta/)
    await text(page).getByText('Alpha').hover()
    const grip = page.getByRole('button', { name: 'Drag to move' })
    await grip.dragTo(text(page).getByText('Beta'), { targetPosition: { x: 300, y: 20 } })
    await expect.poll(() => wordsIn(page)).toMatch(/Gamma\s+Beta\s+Alpha/)
    await text(page).getByText('Beta').dblclick()
    await page.getByRole('button', { name: 'Bold' }).click()
    await press(page, 'ControlOrMeta+k')
    await page.getByRole('textbox', { name: 'Address of the link' }).fill('javascript:alert(1)')
    await press(page, 'Enter')
    await page.getByText('No such address').waitFor()
    await page.getByRole('textbox', { name: 'Address of the link' }).fill('example.org/a')
    await press(page, 'Enter')
    await saved(page)
    expect(await markdownIs(shared)).toContain(
      'Gamma\n\n[**Beta**](https://example.org/a)\n\nAlpha',
    )
    await close(page)
  })

  it('name people, runs and metrics', async () => {
    const shared = await report('See')
    const page = await shared.open('admin')
    await caretAfter(page, 'See')
    for (const [typed, name] of [
      [' @member', team.member.username],
      ['@first', 'first'],
      ['@val', 'val/acc'],
    ] as const) {
      await page.keyboard.type(typed)
      await page.getByRole('option', { name }).first().waitFor()
      await press(page, 'Enter')
    }
    await saved(page)
    expect(await text(page).locator('.mention').count()).toBe(3)
    expect(await markdownIs(shared)).toContain('first `val/acc`')
    const href = await text(page).locator('a.mention').getAttribute('href')
    expect(href).toMatch(/^\/lab\/p\/runs\/\w+$/)
    await close(page)
  })

  it('come as Markdown from the clipboard, and go there as Markdown', async () => {
    const shared = await report('')
    const page = await suite.visit(
      shared.address,
      as(team.admin, { context: { permissions: ['clipboard-read', 'clipboard-write'] } }),
    )
    await text(page).click()
    const source =
      '## Setup\n\n- one\n- **two**\n\n> [!TIP]\n> Careful.\n\n| a | b |\n| - | - |\n| 1 | 2 |'
    await page.evaluate((value) => navigator.clipboard.writeText(value), source)
    await press(page, 'ControlOrMeta+v')
    await text(page).locator('aside').waitFor()
    await saved(page)
    expect(await markdownIs(shared)).toBe(`# T\n\n${source}\n`)
    await press(page, 'ControlOrMeta+a', 'ControlOrMeta+c')
    const copied = page.evaluate(() => navigator.clipboard.readText())
    expect((await copied).trim()).toBe(source)
    await close(page)
  })
})

describe('pictures', () => {
  const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

  it('are sent with the others watching, tried again, and described', async () => {
    const shared = await report('Here:')
    const [anna, ben] = [await shared.open('admin'), await shared.open('member')]
    let refused = 0
    await anna.route('**/images', async (route) => {
      if (refused++ === 0) return route.abort()
      return route.continue()
    })
    await caretAfter(anna, 'Here:')
    const chooser = anna.waitForEvent('filechooser')
    await press(anna, 'Enter')
    await anna.keyboard.type('/picture')
    await press(anna, 'Enter')
    const file = { name: 'plot.gif', mimeType: 'image/gif', buffer: PIXEL }
    await (await chooser).setFiles(file)
    await text(anna).getByText('could not be reached').waitFor()
    await text(ben).getByText('somebody is sending').waitFor()
    await anna.getByRole('button', { name: 'Try again' }).click()
    for (const page of [anna, ben]) await text(page).locator('img[src^="/api/reports/"]').waitFor()
    await text(anna).locator('img').click()
    await anna.getByRole('textbox', { name: 'Alternative text' }).fill('A plot')
    await press(anna, 'Enter')
    await text(ben).getByAltText('A plot').waitFor()
    await anna.evaluate((base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([bytes], 'pasted.gif', { type: 'image/gif' }))
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.querySelector('.report-text')!.dispatchEvent(paste)
    }, PIXEL.toString('base64'))
    await expect.poll(() => text(ben).locator('img[src^="/api/reports/"]').count()).toBe(2)
    await saved(anna)
    expect(await markdownIs(shared)).toMatch(/!\[A plot\]\(\/api\/reports\/\w+\/images\/\w+\.gif\)/)
    await close(anna, ben)
  })
})

describe('a text that a newer version wrote', () => {
  it('is read and not changed, from the beginning or from when it comes', async () => {
    const shared = await report('Words of before.')
    const page = await shared.open('admin')
    await saved(page)
    const peer = await openReport(team.member, shared.report)
    contentOf(peer.doc).insert(1, [new Y.XmlElement('hologram')])
    await page.getByText('written by a newer version').waitFor()
    expect(await text(page).getAttribute('contenteditable')).toBe('false')
    const later = await shared.open('admin')
    await later.getByText('written by a newer version').waitFor()
    await text(later).getByText('Words of before.').waitFor()
    const first = contentOf(peer.doc).get(0) as Y.XmlElement
    ;(first.firstChild as Y.XmlText).insert(0, 'More. ')
    for (const each of [page, later]) await text(each).getByText('More. Words of before.').waitFor()
    const names = () =>
      contentOf(peer.doc)
        .toArray()
        .map((one) => (one as Y.XmlElement).nodeName)
    await expect.poll(names).toContain('hologram')
    peer.destroy()
    await close(page, later)
  })
})

describe('finding', () => {
  it('counts, steps, minds the case and replaces', async () => {
    const shared = await report('Loss here. loss there.\n\nNo **lo**ss in bold.')
    const page = await shared.open('admin')
    await text(page).click()
    await press(page, 'ControlOrMeta+f')
    await page.getByRole('textbox', { name: 'Find' }).fill('loss')
    const status = page.getByRole('search').getByRole('status')
    await expect.poll(() => status.innerText()).toBe('– of 3')
    await press(page, 'Enter', 'Enter')
    await expect.poll(() => status.innerText()).toBe('2 of 3')
    await page.getByRole('button', { name: 'Match case' }).click()
    await expect.poll(() => status.innerText()).toBe('– of 2')
    await page.getByRole('textbox', { name: 'Replace with' }).fill('error')
    await page.getByRole('button', { name: 'Replace all' }).click()
    await expect.poll(() => wordsIn(page)).toMatch(/Loss here\. error there\.\s+No error in bold\./)
    await page.getByRole('textbox', { name: 'Find' }).focus()
    await press(page, 'Escape')
    await page.getByRole('search').waitFor({ state: 'detached' })
    await close(page)
  })
})

describe('the pages', () => {
  it('are for everybody: editor, menus, list and dialogs', async () => {
    const shared = await report(
      '## One\n\nText with $x$.\n\n> [!NOTE]\n> Note.\n\n- [ ] task\n\n```python\nx = 1\n```\n\n| a |\n| - |\n| b |\n',
    )
    const page = await shared.open('admin')
    await saved(page)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Outline' }).click()
    await page.getByRole('navigation', { name: 'Outline' }).getByText('One').waitFor()
    await text(page).getByText('Text with').click()
    await press(page, 'End', 'Enter')
    await page.keyboard.type('/')
    await page.getByRole('listbox').waitFor()
    await expectAccessible(page)
    await press(page, 'Escape', 'Backspace', 'ControlOrMeta+/')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await expectAccessible(page)
    await close(page)
    const phone = await shared.open('member', { theme: 'dark', viewport: PHONE })
    await text(phone).getByText('Text with').click()
    await phone.getByRole('toolbar', { name: 'Format' }).waitFor()
    await expectAccessible(phone)
    await close(phone)
  })

  it('list what was renamed between their reading and their line', async () => {
    const shared = await report('Text.')
    const rename = (title: string) =>
      done(shared.api.send('PATCH', `/api/reports/${shared.report.slug}`, { title }))
    await rename('Before the line')
    const page = await suite.visit('/lab/p/reports', as(team.viewer))
    let held: (() => void)[] | undefined = []
    await page.routeWebSocket(/socket\.io/, (socket) => {
      socket.connectToServer().onMessage((message) => {
        if (held) held.push(() => socket.send(message))
        else socket.send(message)
      })
    })
    await page.reload()
    await page.getByRole('link', { name: 'Before the line' }).waitFor()
    await rename('Behind the line')
    for (const release of held.splice(0)) release()
    held = undefined
    await page.getByRole('link', { name: 'Behind the line' }).waitFor()
    await close(page)
  })

  it('make reports from templates, put them into the bin and bring them back', async () => {
    const page = await suite.visit('/lab/p/reports', as(team.admin))
    await page.getByRole('button', { name: 'Create report' }).first().click()
    await page.getByRole('radio', { name: /Ablation/ }).check({ force: true })
    await page.getByRole('textbox', { name: 'Title' }).fill('What matters')
    await expectAccessible(page)
    await press(page, 'Enter')
    await text(page).getByText('Comparison').waitFor()
    expect(page.url()).toContain('/lab/p/reports/What-matters--')
    await page.getByRole('link', { name: 'Reports', exact: true }).click()
    await page.getByRole('link', { name: 'What matters' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'More about What matters' }).click()
    await page.getByRole('menuitem', { name: 'Delete report' }).click()
    await page.getByRole('link', { name: 'What matters' }).waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: 'Bin' }).click()
    await page.getByRole('button', { name: 'Restore What matters' }).click()
    await page.getByRole('tab', { name: 'Reports' }).click()
    await page.getByRole('link', { name: 'What matters' }).waitFor()
    expectNoProblems(page)
    await close(page)
  })
})
