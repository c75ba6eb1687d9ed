// Opens test/support/panelPage.tsx in Chromium, as if the server under test had such a page: its
// styles, its session and its data are the server's own.
import path from 'node:path'
import { build } from 'esbuild'
import type { BrowserContext, Page } from 'playwright-core'
import { newPage } from './browser'
import { root } from './freshDatabase'
import type { PanelPageOptions } from './panelPage'

const PATH = '/panel-test-page'
let bundle: Promise<string> | undefined

function bundled(): Promise<string> {
  bundle ??= build({
    entryPoints: [path.join(root, 'test/support/panelPage.tsx')],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    alias: { '@': root },
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: 'globalThis.process = { env: {} };' },
    logLevel: 'error',
  }).then((result) => result.outputFiles[0]!.text)
  return bundle
}

export async function openPanels(
  context: BrowserContext,
  options: PanelPageOptions,
): Promise<Page> {
  const page = await newPage(context)
  const script = await bundled()
  const theme = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await page.route(`**${PATH}`, async (route) => {
    const home = await context.request.get('/')
    const styles = (await home.text()).match(/<link[^>]+rel="stylesheet"[^>]*>/g) ?? []
    await route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en" data-theme="${theme ? 'dark' : 'light'}"><head><title>Panels</title>${styles.join('')}</head>
        <body><div id="root"></div><script>window.panelPage = ${JSON.stringify(options)}</script>
        <script src="${PATH}.js"></script></body></html>`,
    })
  })
  await page.route(`**${PATH}.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  )
  await page.goto(PATH)
  return page
}

/** The panel of a key. */
export function panelOf(page: Page, key: string) {
  return page.locator(`[data-panel="history/${key}"]`).first()
}
