import { describe, expect, it } from 'vitest'
import { browserSuite, expectAccessible, expectNoProblems, type Theme } from '../support/browser'
import { WandbRun } from '../support/wandbClient'

const suite = browserSuite()

const logsOf = (run: WandbRun) => `/${run.entity}/${run.project}/runs/${run.name}?tab=logs`
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `step ${from + i} of many`)

describe('logs', () => {
  it('come live, follow the end, and stop following who scrolls up', async () => {
    const run = await WandbRun.start(suite.server)
    const page = await suite.visit(logsOf(run))
    await page.getByText('Nothing has been printed yet').waitFor()
    await run.print(lines(0, 300))
    await page.getByText('step 299 of many').waitFor()
    await run.print(lines(300, 300))
    await page.getByText('step 599 of many').waitFor()

    await page.getByRole('log').hover()
    await page.mouse.wheel(0, -2000)
    await page.getByRole('button', { name: 'Follow', exact: true }).waitFor()
    const log = page.getByRole('log')
    const top = () => log.evaluate((element) => element.scrollTop)
    await expect.poll(top).toBeLessThan(600 * 20 - 1500)
    const before = await top()
    await run.print(lines(600, 100))
    await page.getByText('700 lines').waitFor()
    expect(await top()).toBe(before)

    await page.getByRole('button', { name: 'Follow', exact: true }).click()
    await page.getByText('step 699 of many').waitFor()
    expectNoProblems(page)
    await page.context().close()
  })

  it('name the process that printed a line, in either form in which the SDK sends it', async () => {
    const run = await WandbRun.start(suite.server)
    const ts = '2026-11-23T10:18:10.890047'
    const content = [
      JSON.stringify({ ts, label: 'rank 1', content: 'from one' }),
      JSON.stringify({ ts, label: 'rank 2', level: 'error', content: 'from two' }),
      `${ts} [rank 3] from three`,
      '{"loss": 0.5}',
    ]
    await run.post({ files: { 'output.log': { offset: 0, content } } })
    const page = await suite.visit(logsOf(run))
    const log = page.getByRole('log')
    await log.getByText('rank 2', { exact: true }).waitFor()
    const texts = (await log.innerText()).replaceAll('\n', ' ')
    expect(texts).toMatch(/rank 1\s*from one/)
    expect(texts).toMatch(/Error:\s*rank 2\s*from two/)
    expect(texts).toContain('[rank 3] from three')
    expect(texts).toContain('{"loss": 0.5}')
    await expectAccessible(page)
    expectNoProblems(page)
    await page.context().close()
  })

  it('rewrite lines that the script rewrites', async () => {
    const run = await WandbRun.start(suite.server)
    const page = await suite.visit(logsOf(run))
    await run.print(['epoch 1: [#.....] 10 %', 'after'])
    await page.getByText('10 %').waitFor()
    await run.print(['epoch 1: [######] 100 %'], 0)
    await page.getByText('100 %').waitFor()
    expect(await page.getByText('10 %', { exact: false }).count()).toBe(0)
    await page.context().close()
  })

  it('show colours, and stderr for what it is', async () => {
    const run = await WandbRun.start(suite.server)
    await run.print(['\x1b[1;32mgood\x1b[0m plain'])
    await run.post({
      files: {
        'output.log': { offset: 1, content: ['ERROR 2026-03-04T05:06:07.000000 a warning'] },
      },
    })
    const page = await suite.visit(logsOf(run))
    const good = page.getByText('good', { exact: true })
    await good.waitFor()
    const style = await good.evaluate((element) => {
      const { color, fontWeight } = getComputedStyle(element)
      return { color, fontWeight }
    })
    const green = await page.evaluate(() => {
      const probe = document.createElement('i')
      probe.style.color = 'var(--ansi-2)'
      document.body.append(probe)
      const { color } = getComputedStyle(probe)
      probe.remove()
      return color
    })
    expect(style).toEqual({ color: green, fontWeight: '600' })
    await page.getByText('Error:').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Times (UTC)' }).click()
    await page.getByText('05:06:07.000').waitFor()
    await page.context().close()
  })

  it.each<Theme>(['light', 'dark'])('keep any colours readable in the %s theme', async (theme) => {
    const run = await WandbRun.start(suite.server)
    const named = Array.from({ length: 16 }, (_, i) => {
      const code = i < 8 ? 30 + i : 82 + i
      return `\x1b[${code}mcolour ${i}\x1b[0m \x1b[${code};48;5;${i}mon itself\x1b[0m \x1b[2;${code}mdim`
    })
    const others = ['255;255;0', '0;0;64', '0;255;0', '128;128;128', '255;255;255', '0;0;0']
    await run.print([
      ...named,
      ...others.map((rgb) => `\x1b[38;2;${rgb}mtrue ${rgb}\x1b[0m \x1b[48;2;${rgb}mbehind`),
      '\x1b[2mdim\x1b[22m \x1b[3mitalic\x1b[23m \x1b[7minverse',
    ])
    const page = await suite.visit(logsOf(run), { theme })
    await page.getByText('inverse', { exact: true }).waitFor()
    await expectAccessible(page)
    expectNoProblems(page)
    await page.context().close()
  })

  it('of a hundred thousand lines open at once and are searched', async () => {
    const run = await WandbRun.start(suite.server)
    for (let from = 0; from < 100_000; from += 10_000) await run.print(lines(from, 10_000))
    await run.print(['a needle (really)'])
    await run.print(lines(100_001, 10))
    await run.finish()
    const page = await suite.visit(logsOf(run))
    await page.getByText('100,011 lines').waitFor()
    await page.getByText('step 0 of many').waitFor()
    expect(await page.locator('[data-index]').count()).toBeLessThan(200)

    await page.getByLabel('Search logs').fill('NEEDLE')
    await page.getByText('1 line found').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('mark').getByText('needle').waitFor()

    await page.getByRole('button', { name: 'Regular expression' }).click()
    await page.getByLabel('Search logs').fill('step 4242\\d of')
    await page.getByText('10 lines found').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('1 of 10').waitFor()
    await page.locator('mark').getByText('step 42420 of').waitFor()
    await page.keyboard.press('Shift+Enter')
    await page.getByText('10 of 10').waitFor()

    await page.getByLabel('Search logs').fill('(')
    await page.getByRole('status').filter({ hasText: 'not a regular expression' }).waitFor()

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download logs' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`${run.name}.log`)
    expectNoProblems(page, [/400/])
    await page.context().close()
  })
})
