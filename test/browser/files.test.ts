import fs from 'node:fs/promises'
import nodePath from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseConsoleLine } from '@/lib/console/line'
import { Api } from '../support/api'
import {
  browserSuite,
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  PHONE,
  type Theme,
} from '../support/browser'
import { endGroup, type Script, startScript, tempFolder } from '../support/python'
import { until } from '../support/until'

const suite = browserSuite()

const FILES = '/ada/code/runs/kinds?tab=files'
const preview = (page: Page, name: string) => page.getByRole('dialog', { name })

async function open(page: Page, name: string, path = name) {
  await page.getByRole('button', { name, exact: true }).click()
  const dialog = preview(page, path)
  await dialog.waitFor()
  return dialog
}

async function close(page: Page, name: string) {
  await page.keyboard.press('Escape')
  await preview(page, name).waitFor({ state: 'detached' })
}

describe('the files of a run of the real SDK', () => {
  let folder: string
  let script: Script

  beforeAll(async () => {
    folder = await tempFolder()
    script = await startScript(suite.server, 'code.py', { folder })
    const api = new Api(suite.server)
    await until(
      'the script’s files',
      async () => {
        const ended = script.process.exitCode
        if (ended !== null) throw new Error(`the script ended with ${ended}:\n${script.output()}`)
        const run = await api.run('code', 'kinds').catch(() => undefined)
        const names = run ? (await api.files(run.run.id)).map((file) => file.name) : []
        return ['diff.patch', 'live.txt', 'blob.bin'].every((name) => names.includes(name))
      },
      60,
    )
  })
  afterAll(async () => {
    if (script.process.exitCode === null) endGroup(script)
    await script.ended
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('shows a file anew when the run uploads it again', async () => {
    const page = await suite.visit(FILES)
    const dialog = await open(page, 'live.txt')
    await dialog.getByText('first version').waitFor()
    await fs.writeFile(nodePath.join(folder, 'change'), '')
    await dialog.getByText('second version').waitFor({ timeout: 60_000 })
    expectNoProblems(page)
    await page.context().close()
  })

  it('shows what was changed since the last commit, by file', async () => {
    const page = await suite.visit(FILES)
    const dialog = await open(page, 'diff.patch')
    await dialog.getByRole('heading', { name: /notes\.txt/ }).waitFor()
    await dialog.getByText('-two', { exact: true }).waitFor()
    await dialog.getByText('+zwei', { exact: true }).waitFor()
    await expectAccessible(page)
    // A link leads to it, and "back" from it.
    await page.reload()
    await dialog.getByText('+zwei', { exact: true }).waitFor()
    await page.goBack()
    await dialog.waitFor({ state: 'detached' })
    expectNoProblems(page)
    await page.context().close()
  })

  it('shows code in colours, tables as tables, JSON as a tree, and says what is binary', async () => {
    const page = await suite.visit(FILES)
    let dialog = await open(page, 'train.py', 'code/train.py')
    await dialog.locator('.hljs-keyword', { hasText: 'import' }).first().waitFor()
    await expectAccessible(page)
    await close(page, 'code/train.py')

    dialog = await open(page, 'table.csv')
    await dialog.getByRole('cell', { name: 'Ada, Countess' }).waitFor()
    await dialog.getByRole('columnheader', { name: 'score' }).waitFor()
    await close(page, 'table.csv')

    dialog = await open(page, 'requirements.txt')
    await dialog.getByRole('row', { name: 'wandb 0.31.0' }).waitFor()
    await close(page, 'requirements.txt')

    dialog = await open(page, 'tree.json')
    await dialog.getByText('NaN', { exact: true }).waitFor()
    await dialog.getByRole('button', { name: /layers: \[3\]/ }).click()
    await dialog.getByText('2:', { exact: true }).waitFor()
    await expectAccessible(page)
    await close(page, 'tree.json')

    dialog = await open(page, 'blob.bin')
    await dialog.getByText('This file is binary').waitFor()
    await close(page, 'blob.bin')
    expectNoProblems(page)
    await page.context().close()
  })

  it('shows a page that was logged in a frame of no origin, whose scripts do not run', async () => {
    const page = await suite.visit(FILES)
    const dialog = await open(page, 'page.html')
    const frame = dialog.frameLocator('iframe')
    await frame.getByRole('heading', { name: 'Hello' }).waitFor()
    expect(await dialog.locator('iframe').getAttribute('sandbox')).toBe('')
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
    await page.context().close()
  })

  it('has the console in parts as files, and whole in the log', async () => {
    await fs.writeFile(nodePath.join(folder, 'go'), '')
    const ended = await script.ended
    expect([ended.code, ended.output]).toEqual([0, expect.anything()])
    const page = await suite.visit(FILES)
    const logs = page.getByRole('button', { name: /^logs/ })
    await logs.waitFor()
    await logs.click()
    await logs.and(page.locator('[aria-expanded=false]')).waitFor()
    await page.getByRole('tab', { name: 'Logs' }).click()
    await page.getByRole('log').getByText('printed line 0', { exact: true }).waitFor()
    const { run } = await new Api(suite.server).run('code', 'kinds')
    const lines = await new Api(suite.server).console(run.id)
    const printed = lines.map((line) => parseConsoleLine(line).content)
    expect(printed.filter((text) => /^printed line \d+$/.test(text))).toHaveLength(200)
    expectNoProblems(page)
    await page.context().close()
  })

  it('are saved all together', async () => {
    const page = await suite.visit(FILES)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download all' }).click()
    const saved = await download
    expect(saved.suggestedFilename()).toBe('kinds.zip')
    const head = (await fs.readFile(await saved.path())).subarray(0, 2).toString()
    expect(head).toBe('PK')
    await page.context().close()
  })

  it.each<Theme>(['light', 'dark'])(
    'are accessible in the %s theme, and fit a phone',
    async (theme) => {
      for (const viewport of [{ width: 1440, height: 900 }, PHONE]) {
        const page = await suite.visit(FILES, { theme, viewport })
        await page.getByRole('button', { name: 'diff.patch' }).waitFor()
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
        await open(page, 'diff.patch')
        await preview(page, 'diff.patch').getByText('+zwei', { exact: true }).waitFor()
        await expectAccessible(page)
        await close(page, 'diff.patch')
        await open(page, 'train.py', 'code/train.py')
        await preview(page, 'code/train.py').locator('.hljs-keyword').first().waitFor()
        await page.context().close()
      }
    },
  )
})
