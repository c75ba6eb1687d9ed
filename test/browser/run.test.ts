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
import { graphql, WandbRun } from '../support/wandbClient'

const suite = browserSuite()

const pathOf = (run: WandbRun, tab?: string) =>
  `/${run.entity}/${run.project}/runs/${run.name}${tab ? `?tab=${tab}` : ''}`

/** Uploads as the SDK does: asks for a place, and puts the file there. */
async function upload(run: WandbRun, name: string, content: string) {
  const { data } = await graphql<{
    createRunFiles: { files: { uploadUrl: string }[] }
  }>(
    suite.server,
    `
      mutation M($entity: String!, $project: String!, $run: String!, $files: [String!]!) {
        createRunFiles(
          input: { entityName: $entity, projectName: $project, runName: $run, files: $files }
        ) {
          files {
            name
            uploadUrl
          }
        }
      }
    `,
    { entity: run.entity, project: run.project, run: run.name, files: [name] },
  )
  const put = await fetch(data!.createRunFiles.files[0]!.uploadUrl, {
    method: 'PUT',
    body: content,
  })
  expect(put.status).toBe(200)
}

const row = (page: Page, name: string) => page.locator('dl > div').filter({ hasText: name })

describe('a run’s overview', () => {
  it('shows config and summary, and the summary as it changes', async () => {
    const run = await WandbRun.start(suite.server, {
      config: { lr: 0.001, model: { layers: 12, name: 'tiny' } },
    })
    const page = await suite.visit(pathOf(run))
    await row(page, 'layers').getByText('12').waitFor()
    await page.getByText('Nothing has been logged yet').waitFor()
    await run.log([{ _step: 0, loss: 0.5 }])
    await run.summary({ loss: 0.5, worst: NaN })
    await row(page, 'loss').getByText('0.5').waitFor()
    await row(page, 'worst').getByText('NaN').waitFor()

    await page.getByLabel('Search config').fill('tiny')
    await row(page, 'layers').waitFor({ state: 'detached' })
    await row(page, 'name').getByText('tiny').waitFor()

    await run.finish(3)
    await page.getByText('Failed').first().waitFor()
    await page.getByText('exit code 3').waitFor()
    expectNoProblems(page)
    await page.context().close()
  })

  it('keeps a new name, notes and tags', async () => {
    const run = await WandbRun.start(suite.server, { displayName: 'old name' })
    const page = await suite.visit(pathOf(run))
    await page.getByRole('heading', { level: 1 }).getByRole('button').click()
    await page.getByLabel('Run name').fill('a better name')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Add notes' }).click()
    await page.getByRole('textbox', { name: 'Notes' }).fill('Two lines\nof notes')
    await page.getByRole('button', { name: 'Save notes' }).click()
    await page.getByRole('button', { name: 'Add tag' }).click()
    await page.getByLabel('New tag').fill('baseline')
    await page.keyboard.press('Enter')
    await page.getByLabel('Remove tag baseline').waitFor()

    const other = await suite.visit(pathOf(run))
    await other.getByRole('heading', { name: 'a better name' }).waitFor()
    await other.getByText('Two lines\nof notes').waitFor()
    // What one changes, the other sees.
    await page.getByLabel('Remove tag baseline').click()
    await other.getByLabel('Remove tag baseline').waitFor({ state: 'detached' })
    await expect.poll(() => other.title()).toContain('a better name')
    expectNoProblems(page)
    await page.context().close()
    await other.context().close()
  })

  it('takes an edit back that is not saved, and says so', async () => {
    const run = await WandbRun.start(suite.server, { displayName: 'kept name' })
    const page = await suite.visit(pathOf(run))
    await page.route('**/api/runs/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    )
    await page.getByRole('heading', { level: 1 }).getByRole('button').click()
    await page.getByLabel('Run name').fill('lost name')
    await page.keyboard.press('Enter')
    await page.getByText('The change was not saved').first().waitFor()
    await page.getByRole('heading', { name: 'kept name' }).waitFor()
    await page.context().close()
  })

  it('asks a running script to stop', async () => {
    const run = await WandbRun.start(suite.server)
    const page = await suite.visit(pathOf(run))
    await page.getByRole('button', { name: 'Stop run' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stop run' }).click()
    await page.getByText('Stop requested').waitFor()
    const { body } = await run.log([{ _step: 0 }])
    expect(body).toMatchObject({ stopped: true })
    await page.context().close()
  })

  it('of a run that is not there says so', async () => {
    const page = await suite.visit('/ada/test/runs/nobody')
    await page.getByRole('alert').getByText('could not be opened').waitFor()
    await expectAccessible(page)
    await page.context().close()
  })
})

describe('a run’s charts', () => {
  it('appear for each key by themselves, system metrics apart', async () => {
    const run = await WandbRun.start(suite.server)
    const page = await suite.visit(pathOf(run, 'charts'))
    await page.getByText('No metric has been logged yet').waitFor()
    await run.log([
      { _step: 0, 'train/loss': 1, lr: 0.1 },
      { _step: 1, 'train/loss': 0.5, lr: 0.1 },
    ])
    await run.summary({ 'train/loss': 0.5, lr: 0.1 })
    await page.getByRole('region', { name: 'train/loss, line chart' }).waitFor()
    await page.getByRole('region', { name: 'lr, line chart' }).waitFor()
    await page.getByRole('tab', { name: 'System' }).click()
    await run.events([{ 'system.cpu': 3, _runtime: 1, _timestamp: 1, _wandb: true }])
    await page.getByRole('region', { name: 'system.cpu, line chart' }).waitFor()
    expect(new URL(page.url()).searchParams.get('tab')).toBe('system')
    await page.goBack()
    await page.getByRole('region', { name: 'lr, line chart' }).waitFor()
    expectNoProblems(page)
    await page.context().close()
  })
})

describe('a run’s files', () => {
  it('are listed as they arrive, sorted, shown and downloaded', async () => {
    const run = await WandbRun.start(suite.server)
    const page = await suite.visit(pathOf(run, 'files'))
    await page.getByText('No files yet').waitFor()
    await upload(run, 'notes/a.json', '{"x":[1,2]}')
    await upload(run, 'big.txt', 'line\n'.repeat(1000))
    await page.getByRole('button', { name: 'a.json' }).waitFor()
    await page.getByRole('button', { name: 'Size' }).click()
    await page.getByRole('button', { name: 'Size' }).click()
    const names = page.locator('tbody tr td:first-child')
    await expect.poll(() => names.allInnerTexts()).toEqual(['notes\n1 file', 'a.json', 'big.txt'])
    await page.getByRole('button', { name: 'a.json' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'x: [2]' }).waitFor()
    await expectAccessible(page)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('dialog').getByText('Download').click(),
    ])
    expect(download.suggestedFilename()).toBe('a.json')
    expectNoProblems(page)
    await page.context().close()
  })
})

describe.each<Theme>(['light', 'dark'])('the run page in the %s theme', (theme) => {
  it.each(['overview', 'charts', 'system', 'logs', 'files'])(
    '%s is accessible and fits a phone',
    async (tab) => {
      const run = await WandbRun.start(suite.server, {
        displayName: 'a-rather-long-name-for-a-run-that-does-not-fit-a-phone-in-one-line',
        tags: ['baseline', 'another'],
        config: { nested: { deeper: { value: 'x'.repeat(200) } } },
      })
      await run.log([{ _step: 0, loss: 1 }])
      await run.events([{ 'system.cpu': 3, _runtime: 1, _timestamp: 1, _wandb: true }])
      await run.print(['\x1b[31mred\x1b[0m '.repeat(60), '\x1b[38;2;250;250;90mpale'])
      await upload(run, 'a/very/long/path/to/some/file/with-a-long-name.txt', 'x')
      for (const viewport of [undefined, PHONE]) {
        const page = await suite.visit(pathOf(run, tab), { theme, viewport })
        await page.getByRole('tab', { name: tab, exact: false, selected: true }).waitFor()
        await page.getByLabel('Loading').first().waitFor({ state: 'detached' })
        await expectNoSidewaysScroll(page)
        await expectAccessible(page)
        expectNoProblems(page)
        await page.context().close()
      }
    },
  )
})
