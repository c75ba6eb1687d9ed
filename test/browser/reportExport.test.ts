// The export menu and the import dialog, as people use them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { tmpdir } from 'node:os'
import { Api } from '../support/api'
import {
  expectAccessible,
  expectNoProblems,
  launchBrowser,
  newContext,
  newPage,
  PHONE,
  type Theme,
} from '../support/browser'
import type { ExportPageOptions } from '../support/exportPage'
import { showBundle } from '../support/panelHarness'
import { startServer, type TestServer } from '../support/server'
import { done } from '../support/teams'
import { WandbRun } from '../support/wandbClient'

let server: TestServer
let browser: Browser
let api: Api
let options: ExportPageOptions

beforeAll(async () => {
  const env = { RUNROOM_CHROMIUM: 'none' }
  ;[server, browser] = await Promise.all([startServer({ env }), launchBrowser()])
  await WandbRun.start(server, { project: 'p' })
  api = new Api(server, server.username)
  const list = `/api/projects/${server.username}/p/reports`
  const body = { markdown: '# Findings\n\nIt *works*.\n' }
  const { slug } = await done<{ slug: string }>(api.send('POST', list, body))
  options = { slug, entity: server.username, project: 'p' }
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

async function open(theme: Theme = 'light', viewport?: typeof PHONE): Promise<Page> {
  const context = await newContext(browser, server, { theme, ...(viewport ? { viewport } : {}) })
  const page = await newPage(context)
  await showBundle(page, 'test/support/exportPage.tsx', { exportPage: options })
  return page
}

it('a report is saved in a format of one’s choice, or it is said why not', async () => {
  const page = await open()
  const choose = async (label: string) => {
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: label }).click()
  }
  const saved = page.waitForEvent('download')
  await choose('Web page (.html)')
  const download = await saved
  expect(download.suggestedFilename()).toBe('Findings.html')
  expect(readFileSync(await download.path(), 'utf8')).toContain('<em>works</em>')
  await choose('PDF')
  await page.getByText('No PDF was made', { exact: true }).waitFor()
  await page.getByText('This server has no Chromium').first().waitFor()
  await page.getByRole('button', { name: 'Print here' }).waitFor()
  await expectAccessible(page)
  // The page of this test has no icon.
  expectNoProblems(page, [/501/, /favicon/])
  await page.context().close()
})

it.each([
  ['light', undefined],
  ['dark', PHONE],
] as const)('Markdown is imported: chosen or pasted (%s)', async (theme, viewport) => {
  const page = await open(theme, viewport)
  await page.getByRole('button', { name: 'Import' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import Markdown' })
  const submit = dialog.getByRole('button', { name: 'Import' })
  expect(await submit.isDisabled()).toBe(true)
  await expectAccessible(page)
  const folder = path.join(tmpdir(), `runroom-import-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'notes.md')
  writeFileSync(file, '# From a file\n\n- [x] read\n')
  await dialog.locator('input[type=file]').setInputFiles(file)
  await dialog.getByText('notes.md').waitFor()
  expect(await dialog.getByLabel('Or paste it here').inputValue()).toContain('# From a file')
  if (theme === 'dark') {
    // What the server refuses is said where it was written.
    await dialog.getByLabel('Or paste it here').fill('> '.repeat(40))
    await submit.click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('Or paste it here').fill('# Pasted\n')
  }
  await submit.click()
  await page.getByText(theme === 'dark' ? 'Made: Pasted' : 'Made: From a file').waitFor()
  expectNoProblems(page, [/favicon/, ...(theme === 'dark' ? [/400/] : [])])
  await page.context().close()
})
