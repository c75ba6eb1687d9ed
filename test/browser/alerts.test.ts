// Rules, alerts, notifications and webhooks, as people meet them.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AlertsOfTest } from '../support/alerts'
import { Api } from '../support/api'
import {
  as,
  browserSuite,
  DESKTOP,
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  PHONE,
  type Theme,
} from '../support/browser'
import { isGenuine, type Receiver, startReceiver } from '../support/receiver'
import { addTeam, done } from '../support/teams'
import { WandbRun } from '../support/wandbClient'

const suite = browserSuite({ env: { RUNROOM_WEBHOOK_PRIVATE: 'allow' } })
let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
})
afterAll(() => receiver?.close())

const start = (project: string, name = 'run') =>
  WandbRun.start(suite.server, { project, name, displayName: name, config: { lr: 0.001 } })
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true })
const bell = (page: Page) => page.getByRole('button', { name: /^Notifications/ })
const unread = (page: Page) => expect.poll(() => bell(page).getAttribute('aria-label'))
const inbox = (page: Page) => page.getByRole('dialog', { name: 'Notifications' })
const words = (page: Page) => page.getByLabel('The rule in words')
const choose = async (page: Page, of: string, item: string) => {
  await button(page, `Actions of ${of}`).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}
const readAll = (through = 2_000_000_000) =>
  done(new Api(suite.server).send('POST', '/api/notifications/read', { through }))

it('a rule made here fires there, and is heard of on every page at once', async () => {
  const run = await start('heard')
  await run.log([{ _step: 0, 'val/loss': 1, 'val/acc': 0 }])
  const page = await suite.visit('/ada/heard')
  await page.getByRole('link', { name: 'Alerts of heard' }).click()
  await page.getByText('Nothing yet').waitFor()
  await page.getByRole('tab', { name: 'Rules' }).click()
  await button(page, 'New rule').click()
  await page.getByRole('button', { name: 'Create rule' }).click()
  await page.getByText('Name a key.').waitFor()
  const key = page.getByRole('combobox', { name: 'Key' })
  await key.fill('loss')
  await key.press('ArrowDown')
  await key.press('Enter')
  expect(await key.inputValue()).toBe('val/loss')
  await page.getByLabel('Limit', { exact: true }).fill('3')
  await page.getByLabel('Rows in a row').fill('2')
  await button(page, 'Filter as text').click()
  const text = page.getByRole('combobox', { name: 'Filter as text' })
  await text.fill('lr < 1e-2')
  expect(await button(page, 'Create rule').isDisabled()).toBe(true)
  await text.press('Enter')
  await expect
    .poll(() => words(page).innerText())
    .toBe('Fires when val/loss is above 3 for 2 rows in a row, in runs where lr < 0.01.')
  await page.getByText('1 of 1 run so far.').waitFor()
  // Escape in the text leads back to the chips, and only the next one closes the sheet.
  await text.press('Escape')
  await page.getByRole('list', { name: 'Conditions' }).waitFor()
  await page.getByLabel('Name', { exact: true }).fill('Loss explodes')
  await page.getByLabel('Name', { exact: true }).press('Enter')
  await page.getByRole('cell', { name: /^Loss explodes/ }).waitFor()
  expect(await words(page).count()).toBe(0)

  const other = await suite.visit('/')
  await bell(other).waitFor()
  await page.getByRole('tab', { name: 'History' }).click()
  await run.log([1, 2].map((i) => ({ _step: i, 'val/loss': 10 + i })))
  await page.getByText('Warning: Loss explodes', { exact: true }).waitFor()
  await page.getByRole('list', { name: 'Alerts' }).getByText('Loss explodes').waitFor()
  await unread(page).toBe('Notifications, 1 unread')
  await unread(other).toBe('Notifications, 1 unread')

  await bell(other).click()
  await inbox(other).getByText('Unread').waitFor()
  await inbox(other).getByText('val/loss is 12 at step 2').waitFor()
  await inbox(other).getByRole('link', { name: 'Loss explodes' }).click()
  await other.waitForURL('**/ada/heard/runs/run?tab=charts&panel=history%2Fval%2Floss')
  const chart = other.getByRole('dialog', { name: 'val/loss' })
  await chart.waitFor()
  await other.keyboard.press('Escape')
  await chart.waitFor({ state: 'detached' })
  await unread(other).toBe('Notifications')
  await unread(page).toBe('Notifications')
  await other.getByRole('tab', { name: 'Overview' }).click()
  await other.getByRole('list', { name: 'Alerts' }).getByText('Loss explodes').waitFor()

  await run.log([3, 4, 5, 6].map((i) => ({ _step: i, 'val/loss': i < 5 ? 1 : 20 })))
  await unread(page).toBe('Notifications, 1 unread')
  await bell(page).click()
  await button(page, 'Mark all as read').click()
  await unread(other).toBe('Notifications')
  expect(await inbox(page).getByText('Unread').count()).toBe(0)
  expectNoProblems(page, [/400 \(Bad Request\)/])
  expectNoProblems(other)
  await page.context().close()
  await other.context().close()
})

it('a rule is changed, switched off, muted, duplicated, and deleted with a way back', async () => {
  await start('changed')
  const alerts = new AlertsOfTest(new Api(suite.server), 'changed')
  await alerts.rule({ name: 'Watch', condition: { kind: 'notFinite' } })
  const page = await suite.visit('/ada/changed/alerts?tab=rules')
  const row = page.getByRole('row', { name: /^Watch/ })
  await row.getByText('any key is NaN or infinite, in any run.').waitFor()
  await choose(page, 'Watch', 'Edit')
  await page.getByRole('radio', { name: 'No improvement' }).check()
  await page.getByRole('combobox', { name: 'Key' }).fill('acc')
  await page.getByRole('radio', { name: 'Higher is better' }).click()
  await page.getByLabel('For so many steps').fill('0')
  await button(page, 'Save rule').click()
  await page.getByText('Give at least 1.').waitFor()
  await page.getByLabel('For so many steps').fill('500')
  await button(page, 'Save rule').click()
  await row.getByText('does not rise for 500 steps').waitFor()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Actions of Watch')
  await choose(page, 'Watch', 'Edit')
  await words(page).waitFor()
  await page.keyboard.press('Escape')
  await words(page).waitFor({ state: 'detached' })

  await row.getByRole('switch').click()
  await choose(page, 'Watch', 'Mute for me')
  await row.getByText('Muted for you').waitFor()
  await choose(page, 'Watch', 'Delete rule')
  await page.getByText('No rules yet').waitFor()
  await button(page, 'Undo').click()
  await row.getByText('Muted for you').waitFor()
  expect(await row.getByRole('switch').getAttribute('aria-checked')).toBe('false')
  await choose(page, 'Watch', 'Duplicate')
  await page.getByRole('row', { name: /^Watch \(copy\)/ }).waitFor()
  expectNoProblems(page, [/400 \(Bad Request\)/])
  await page.context().close()
})

it('a webhook shows its secret once, and how its deliveries go', async () => {
  await start('hooks')
  const page = await suite.visit('/ada/hooks/alerts?tab=webhooks')
  await button(page, 'New webhook').click()
  await page.getByLabel('Name', { exact: true }).fill('On call')
  await page.getByLabel('Address').fill('ftp://nowhere')
  await button(page, 'Create webhook').click()
  await page.getByText('Must begin with https:// or http://.').waitFor()
  await page.getByLabel('Address').fill(receiver.url)
  await button(page, 'Create webhook').click()
  const dialog = page.getByRole('dialog', { name: 'The webhook’s secret' })
  const secret = await dialog.locator('code').first().innerText()
  await expectAccessible(page)
  await button(page, 'Done').click()
  await button(page, 'Send a test').click()
  const deliveries = page.getByRole('list', { name: 'Deliveries to On call' })
  await deliveries.getByText('Delivered').waitFor()
  await deliveries.getByText('answered 200').waitFor()
  expect(isGenuine(secret, receiver.received[0]!)).toBe(true)
  receiver.answer(410)
  await button(page, 'Send a test').click()
  await deliveries.getByText('answered 410').waitFor()
  await expectAccessible(page)
  await choose(page, 'On call', 'Delete webhook')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete webhook' }).click()
  await page.getByText('No webhooks yet').waitFor()
  expectNoProblems(page, [/400 \(Bad Request\)/])
  await page.context().close()
})

it('who only reads sees the rules, and nothing to change', async () => {
  const team = await addTeam(suite.server, 'lab')
  await WandbRun.start(team.member, { entity: 'lab', project: 'seen', name: 'run' })
  const alerts = new AlertsOfTest(new Api(team.member, 'lab'), 'seen')
  await alerts.rule({ name: 'Watch', condition: { kind: 'notFinite' } })
  const page = await suite.visit('/lab/seen/alerts?tab=rules', as(team.viewer))
  const row = page.getByRole('row', { name: /^Watch/ })
  await row.getByText('any key is NaN or infinite').waitFor()
  expect(await page.getByRole('switch').count()).toBe(0)
  expect(await row.getByRole('button').count()).toBe(0)
  expect(await page.getByRole('tab', { name: 'Webhooks' }).count()).toBe(0)
  expectNoProblems(page)
  await page.context().close()
})

describe.each<Theme>(['light', 'dark'])('in the %s theme', (theme) => {
  it('all of it is accessible and fits a phone', async () => {
    const project = `look-${theme}`
    const run = await start(project, 'a-name-that-is-far-too-long-for-a-phone-screen-to-show')
    const alerts = new AlertsOfTest(new Api(suite.server), project)
    await readAll()
    const filter = { kind: 'compare', key: 'config:lr', op: '<', value: 0.01 } as const
    const key = 'a/key/that/is/rather/long/too/loss'
    await alerts.rule({ name: 'NaN', severity: 'ERROR', condition: { kind: 'notFinite' }, filter })
    await alerts.rule({ name: 'High', condition: { kind: 'threshold', key, op: '>', value: 3 } })
    await run.log([{ _step: 0, [key]: 1 }, { _step: 1, [key]: 9 }, `{"_step": 2, "${key}": NaN}`])
    await alerts.count(2)
    await alerts.webhook({
      url: 'https://hooks.example.org/a/long/path/to/somewhere',
      name: 'On call',
    })
    for (const viewport of [DESKTOP, PHONE]) {
      const page = await suite.visit(`/ada/${project}/alerts`, {
        theme,
        viewport,
        context: { reducedMotion: 'reduce' },
      })
      const check = async () => {
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
      }
      await page.getByRole('list', { name: 'Alerts' }).getByText('NaN').first().waitFor()
      await check()
      await bell(page).click()
      await inbox(page).getByText('Unread').first().waitFor()
      await check()
      await page.keyboard.press('Escape')
      await page.getByRole('tab', { name: 'Webhooks' }).click()
      await page.getByText('On call', { exact: true }).waitFor()
      await check()
      await page.getByRole('tab', { name: 'Rules' }).click()
      await page.getByRole('row', { name: /^NaN/ }).getByText('lr < 0.01').waitFor()
      await check()
      await choose(page, 'High', 'Edit')
      await page.getByText('Every run, 1 so far.').waitFor()
      await check()
      expectNoProblems(page)
      await page.context().close()
    }
  })
})
