import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PanelSpec } from '@/lib/panels/spec'
import { expectAccessible, expectNoProblems, launchBrowser, newContext } from '../support/browser'
import { saved } from '../support/downloads'
import { openRunPanels, panel, parseSvg } from '../support/runPanels'
import { startServer, type TestServer } from '../support/server'
import { seedSweep, sweep } from '../support/sweepRuns'
import { uploadUrl } from '../support/uploads'

/** A picture of one grey pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

let server: TestServer
let browser: Browser
let context: BrowserContext
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  context = await newContext(browser, server)
  const [first, second] = await seedSweep(server, sweep(2))
  const upload = async (run: typeof first, name: string) => {
    const url = new URL(await uploadUrl(run!, name), server.url)
    expect((await fetch(url, { method: 'PUT', body: PNG })).ok).toBe(true)
  }
  for (const step of [0, 10, 20]) {
    await upload(first, `media/images/val/samples_${step}_0123456789abcdef0123.png`)
  }
  await upload(second, 'media/images/val/samples_10_1123456789abcdef0123.png')
  await upload(second, 'media/object3D/cloud_10_2123456789abcdef0123.pts.json')
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

async function open(spec: PanelSpec, readOnly = false) {
  const page = await openRunPanels(context, {
    entity: server.username,
    project: 'sweep',
    specs: [spec],
    height: 500,
    wide: true,
    readOnly,
  })
  return { page, body: panel(page, spec.id) }
}

describe('a text panel', () => {
  it('sets formulas, and is saved as a picture of its lines', async () => {
    const text = [
      '# Findings',
      'Loss is **low** with $x^2$ and a sentence that goes on for so long that it has to be broken.',
      '- first\n- [x] done',
      '```\nx = 1\n```',
      '| run | loss |\n|---|---|\n| a | 0.5 |',
      '$$\n\\frac{1}{2}\n$$',
    ].join('\n\n')
    const { page, body } = await open({ id: 'text', type: 'markdown', text })
    await expect.poll(() => body.locator('math').count()).toBe(2)
    expect(await body.locator('mfrac').count()).toBe(1)
    const svg = await saved(page, body, 'SVG')
    const { errors, root, texts } = await parseSvg(page, svg)
    expect({ errors, root }).toEqual({ errors: 0, root: 'svg' })
    const lines = ['Findings', '• first', '☑ done', '  x = 1', 'run   loss', 'a   0.5']
    expect(texts).toEqual(expect.arrayContaining(lines))
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('is written where it stands, with a preview', async () => {
    const { page, body } = await open({ id: 'text', type: 'markdown', text: '' })
    await body.getByRole('button', { name: 'Write' }).click()
    await body.getByLabel('Text in Markdown').fill('# Findings\n\n### Deep\n\nLoss is **low**.')
    await body.getByText('Preview').click()
    await expect.poll(() => body.locator('strong').textContent()).toBe('low')
    await body.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => body.getByRole('heading', { name: 'Findings' }).count()).toBe(1)
    expect(await page.evaluate(() => window.seen.specs[0])).toMatchObject({
      text: '# Findings\n\n### Deep\n\nLoss is **low**.',
    })
    await expectAccessible(page)
    // By keyboard: Enter begins, Ctrl-Enter keeps, Escape takes back.
    await body.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' Really.')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => body.textContent()).toContain('Really.')
    await body.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('gone')
    await page.keyboard.press('Escape')
    await expect.poll(() => body.textContent()).not.toContain('gone')
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('runs nothing and loads nothing, whoever wrote it', async () => {
    const text = [
      '<script>window.bad = 1</script><img src=x onerror="window.bad = 1"><b>raw</b>',
      '[a](javascript:window.bad=1) [b](data:text/html,x) [c](/api/session) [d](//evil.example)',
      '[good](https://example.org/a) [mail](mailto:a@example.org)',
      '![picture](https://example.org/p.png) ![evil](javascript:1)',
      '<https://example.org> <javascript:alert(1)>',
    ].join('\n\n')
    const requests: string[] = []
    const { page, body } = await open({ id: 'text', type: 'markdown', text }, true)
    page.on('request', (request) => requests.push(request.url()))
    await expect.poll(() => body.textContent()).toContain('<b>raw</b>')
    const links = await body
      .locator('a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')))
    expect(links).toEqual([
      'https://example.org/a',
      'mailto:a@example.org',
      'https://example.org/p.png',
      'https://example.org',
    ])
    expect(await body.locator('img, script, iframe').count()).toBe(0)
    expect(requests.filter((url) => url.includes('example'))).toEqual([])
    expect(await page.evaluate(() => 'bad' in window)).toBe(false)
    // Nobody who may not write is offered to.
    expect(await body.getByRole('button', { name: /Edit text|Write/ }).count()).toBe(0)
    await page.close()
  })
})

describe('the media browser', () => {
  it('shows pictures of runs by step, and says what it does not show yet', async () => {
    const { page, body } = await open({ id: 'media', type: 'media', keys: [] })
    const pictures = body.locator('img')
    await expect.poll(() => pictures.count()).toBe(2)
    await expect.poll(() => body.textContent()).toContain('step 20')
    expect(await body.textContent()).toContain('Media of the kind object3D are not shown here yet.')
    for (const picture of await pictures.all()) {
      await picture.scrollIntoViewIfNeeded()
      await expect
        .poll(() => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth))
        .toBe(1)
    }
    // The second run has nothing at the first step.
    await body.focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => pictures.count()).toBe(1)
    await expectAccessible(page)
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('are saved as a sheet that holds the pictures themselves', async () => {
    const { page, body } = await open({ id: 'media', type: 'media', keys: [] })
    await body.getByRole('img').first().waitFor()
    const svg = await saved(page, body, 'SVG')
    const { errors, root, texts } = await parseSvg(page, svg)
    expect({ errors, root }).toEqual({ errors: 0, root: 'svg' })
    expect(svg.match(/<image [^>]*href="data:image\/jpeg;base64,/g)).toHaveLength(2)
    expect(texts).toEqual(expect.arrayContaining(['other', 'trial-0', 'val/samples, step 20']))
    expect(svg.length).toBeLessThan(100_000)
    expectNoProblems(page, [/favicon/])
    await page.close()
  })

  it('lays runs and keys out as a grid, and says when a key has nothing', async () => {
    const { page, body } = await open({ id: 'media', type: 'media', keys: [], layout: 'grid' })
    await expect.poll(() => body.locator('tbody tr').count()).toBe(2)
    expect(await body.locator('thead th').allTextContents()).toEqual(['cloud', 'val/samples'])
    await page.close()
    const none = await open({ id: 'media', type: 'media', keys: ['no/such'] })
    await expect
      .poll(() => none.body.textContent())
      .toContain('No run here has media under no/such')
    await none.page.close()
  })
})
