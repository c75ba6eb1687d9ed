// Which runs there are: built from chips, or typed.
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserSuite, expectAccessible, expectNoProblems } from '../support/browser'
import { seedRuns } from '../support/seedRuns'

const suite = browserSuite()

beforeAll(async () => {
  await seedRuns(
    suite.server,
    'filter',
    Array.from({ length: 40 }, (_, i) => ({
      displayName: `run-${i + 1}`,
      state: i % 4 === 0 ? 'failed' : 'finished',
      tags: i % 5 === 0 ? ['baseline'] : [],
      config: { lr: i % 2 ? 0.1 : 0.001, optimizer: i % 3 ? 'adamw' : 'sgd' },
      summary: { loss: i / 10 },
    })),
  )
})

const visit = async () => {
  const page = await suite.visit('/ada/filter?view=table')
  await page.locator('a[data-run]').first().waitFor()
  return page
}
const count = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Runs' }).getByRole('status').filter({ hasText: text }).waitFor()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const conditions = (page: Page) => page.getByRole('list', { name: 'Conditions' })
const text = (page: Page) => page.getByRole('combobox', { name: 'Filter as text' })

describe('the filter', () => {
  it('is built from a key, an operator and a value that occurs', async () => {
    const page = await visit()
    await button(page, 'Filter').click()
    await page.getByRole('searchbox', { name: 'Filter by' }).fill('optim')
    await page.keyboard.press('Enter')
    await page.getByRole('list', { name: 'Values that occur' }).getByText('sgd').click()
    await conditions(page).getByRole('button', { name: 'optimizer = sgd', exact: true }).waitFor()
    await count(page, '14 of 40')
    await button(page, 'Filter').click()
    await page.getByRole('searchbox', { name: 'Filter by' }).fill('lr')
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Operator' }).click()
    await page.getByRole('option', { name: 'is less than' }).click()
    await page.getByLabel('Value', { exact: true }).fill('nonsense')
    await page.getByText('This key holds numbers.').waitFor()
    await page.getByLabel('Value', { exact: true }).fill('1e-2')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await count(page, '7 of 40')
    await button(page, 'Remove optimizer = sgd').click()
    await count(page, '20 of 40')
    await button(page, 'Clear').click()
    await count(page, '40')
    expectNoProblems(page)
    await page.context().close()
  })

  it('is typed, and what is wrong is said under the character', async () => {
    const page = await visit()
    await button(page, 'Filter as text').click()
    await text(page).fill('lr < 1e-2 and (state = failed or tags has "baseline")')
    await page.keyboard.press('Enter')
    await count(page, '12 of 40')
    await expectAccessible(page)
    await text(page).fill('lrr < 1e-2 and state = failed')
    await page.keyboard.press('Enter')
    const error = page.getByRole('alert')
    await error.getByText('lr').waitFor()
    expect(await error.locator('[data-at]').getAttribute('data-at')).toBe('0')
    await count(page, '12 of 40')
    await page.context().close()
  })

  it('goes from chips to text and back without loss, what is switched off included', async () => {
    const page = await visit()
    await button(page, 'Filter as text').click()
    await text(page).fill('optimizer = sgd and (lr = 0.1 or loss >= 3)')
    await page.keyboard.press('Enter')
    await count(page, '9 of 40')
    await button(page, 'Filter by chips').click()
    const chips = conditions(page).getByRole('listitem')
    await expect
      .poll(() => chips.allInnerTexts())
      .toEqual(['optimizer = sgd', 'lr = 0.1 or loss ≥ 3'])
    await conditions(page).getByRole('button', { name: 'optimizer = sgd', exact: true }).click()
    await page.getByLabel('Off').click()
    await button(page, 'Apply').click()
    await count(page, '25 of 40')
    await button(page, 'Filter as text').click()
    await expect.poll(() => text(page).inputValue()).toBe('lr = 0.1 or loss >= 3')
    await text(page).fill('lr = 0.1')
    await page.keyboard.press('Enter')
    await count(page, '20 of 40')
    await button(page, 'Filter by chips').click()
    await expect.poll(() => chips.count()).toBe(2)
    await page.context().close()
  })

  it('completes keys and values as one types', async () => {
    const page = await visit()
    await button(page, 'Filter as text').click()
    // The view is the person's own, and remembers what was filtered before.
    await text(page).fill('')
    await text(page).pressSequentially('opti')
    await page.getByRole('option', { name: 'optimizer' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await text(page).pressSequentially('= a')
    await page.getByRole('option', { name: '"adamw"' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await count(page, '26 of 40')
    await page.context().close()
  })
})
