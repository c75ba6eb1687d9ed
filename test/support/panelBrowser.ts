// Opens test/support/panelPage.tsx in Chromium, as if the server under test had such a page: its
// styles, its session and its data are the server's own.
import path from 'node:path'
import { build } from 'esbuild'
import type { BrowserContext, Page } from 'playwright-core'
import { newPage } from './browser'
import { root } from './freshDatabase'
import type { PanelPageOptions } from './panelPage'

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
  // An answer of the server gives the page its origin; what it says is replaced.
  await page.goto('/healthz')
  const home = await context.request.get('/')
  const styles = (await home.text()).match(/<link[^>]+rel="stylesheet"[^>]*>/g) ?? []
  const theme = await page.evaluate(() =>
    matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  )
  await page.setContent(
    `<!doctype html><html lang="en" data-theme="${theme}"><head><title>Panels</title>${styles.join('')}
      </head><body><div id="root"></div></body></html>`,
  )
  await page.evaluate((given) => (window.panelPage = given), options)
  await page.addScriptTag({ content: script })
  return page
}

/** The panel of a key. */
export function panelOf(page: Page, key: string) {
  return page.locator(`[data-panel="history/${key}"]`).first()
}
