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

describe('home', () => {
  it.each<Theme>(['light', 'dark'])('tells a newcomer what to paste (%s)', async (theme) => {
    const page = await suite.visit('/', { theme, viewport: PHONE })
    await page.getByRole('heading', { name: 'Log your first run' }).waitFor()
    await page.getByText(`export WANDB_BASE_URL=${suite.server.url}`).waitFor()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    expectNoProblems(page)
    await page.context().close()
  })

  it('makes a key for the lines, and opens the first run by itself', async () => {
    const page = await suite.visit('/')
    await page.getByRole('button', { name: 'Create a key for these lines' }).click()
    const lines = page.getByText('export WANDB_API_KEY=')
    await expect.poll(() => lines.innerText()).toMatch(/WANDB_API_KEY=\w{40}/)
    const apiKey = /WANDB_API_KEY=(\w{40})/.exec(await lines.innerText())![1]!
    const { data } = await graphql({ url: suite.server.url, apiKey }, '{ viewer { username } }')
    expect(data?.viewer).toEqual({ username: 'ada' })

    const run = await WandbRun.start({ ...suite.server, apiKey }, { project: 'first', name: 'one' })
    await page.waitForURL(`**/${run.entity}/first/runs/one*`)
    await page.getByText('Your first run is here', { exact: true }).waitFor()
    await page.context().close()
  })

  it('shows projects and runs, and hears of new ones and of their ends', async () => {
    const page = await suite.visit('/')
    await page.getByRole('heading', { name: 'Projects' }).waitFor()
    const run = await WandbRun.start(suite.server, { project: 'second', displayName: 'calm fox' })
    const entry = page.getByRole('listitem').filter({ hasText: 'calm fox' })
    await entry.getByRole('img', { name: 'Running' }).waitFor()
    await page.getByRole('row', { name: /second/ }).waitFor()
    await run.finish(1)
    await entry.getByRole('img', { name: 'Failed' }).waitFor()
    await expectAccessible(page)
    expectNoProblems(page)
    await page.context().close()
  })

  it('opens the next run, too, when one asked for the lines', async () => {
    const page = await suite.visit('/')
    await page.getByRole('button', { name: 'Log a run' }).click()
    await page.getByRole('dialog', { name: 'Log a run' }).waitFor()
    await WandbRun.start(suite.server, { project: 'third', name: 'next' })
    await page.waitForURL('**/third/runs/next*')
    await page.context().close()
  })

  it('fits a phone', async () => {
    const page = await suite.visit('/', { viewport: PHONE, theme: 'dark' })
    await page.getByRole('heading', { name: 'Projects' }).waitFor()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await page.context().close()
  })
})
