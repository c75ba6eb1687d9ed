import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { browserSuite, expectAccessible, expectNoProblems } from '../support/browser'
import { runScript } from '../support/python'
import { Api } from '../support/api'
import { WandbRun } from '../support/wandbClient'

const suite = browserSuite()
const panel = (page: Page, key: string) => page.getByRole('region', { name: `${key}, line chart` })

/** Opens the panel's settings and reads what its x axis is. */
async function xAxis(page: Page, key: string): Promise<string> {
  await panel(page, key).focus()
  await page.keyboard.press('e')
  const select = page.getByRole('dialog', { name: key }).getByRole('combobox', { name: 'X axis' })
  const text = await select.innerText()
  await page.keyboard.press('Escape')
  await select.waitFor({ state: 'hidden' })
  return text
}

it('draws metrics against the step that the script defines, and hides what it hides', async () => {
  await runScript(suite.server, 'define_metric.py')
  const api = new Api(suite.server)
  const detail = await api.inState('defined', 'epochs', ['finished'])
  // The SDK itself keeps the least value, also where a glob says so.
  expect(detail.summary['val/loss']).toEqual({ min: 0 })

  const page = await suite.visit('/ada/defined')
  await panel(page, 'epoch/acc').getByText('No run').waitFor({ state: 'hidden' })
  expect(await xAxis(page, 'epoch/acc')).toBe('epoch/epoch (automatic)')
  expect(await xAxis(page, 'val/loss')).toBe('epoch/epoch (automatic)')
  expect(await xAxis(page, 'train/loss')).toBe('Step (automatic)')
  await panel(page, 'epoch/acc').focus()
  await page.keyboard.press('t')
  const table = panel(page, 'epoch/acc').getByRole('table')
  await expect.poll(() => table.getByRole('row').allInnerTexts()).toHaveLength(5)
  await table.getByRole('columnheader', { name: 'epoch/epoch' }).waitFor()

  expect(await panel(page, 'debug/norm').count()).toBe(0)
  expect(await panel(page, 'epoch/epoch').count()).toBe(0)
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('switch', { name: /2 metrics that scripts hide/ }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await panel(page, 'debug/norm').waitFor()

  // What a person chooses for all panels wins, until they leave it to the scripts again.
  const all = page.getByLabel('X axis of all panels')
  await all.click()
  await page.getByRole('option', { name: 'Relative time' }).click()
  expect(await xAxis(page, 'val/loss')).toBe('Relative time (automatic)')
  await all.click()
  await page.getByRole('option', { name: 'As scripts define' }).click()
  expect(await xAxis(page, 'val/loss')).toBe('epoch/epoch (automatic)')
  expectNoProblems(page)
  await page.context().close()
})

it('falls back to the step, and says why, when runs define different axes', async () => {
  for (const step of ['epoch', 'batch']) {
    const m = [
      { '1': 'loss', '5': 2, '6': [3], '7': [] },
      { '1': step, '6': [], '7': [] },
    ]
    const config = { _wandb: { m } }
    const run = await WandbRun.start(suite.server, { project: 'dispute', config })
    await run.log([0, 1, 2].map((i) => ({ _step: i, loss: 1 / (i + 1), [step]: i })))
    await run.finish()
  }
  const page = await suite.visit('/ada/dispute')
  await panel(page, 'loss')
    .getByText(/Runs define different x axes/)
    .waitFor()
  expect(await xAxis(page, 'loss')).toBe('Step (automatic)')
  await page.context().close()
})
