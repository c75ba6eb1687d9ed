// Puts test/support/panelPage.tsx into a Chromium page, as if the server under test had such a page: its
// styles, its session and its data are the server's own.
import path from 'node:path'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import type { PanelPageOptions } from './panelPage'

const root = path.resolve(import.meta.dirname, '../..')
const bundles = new Map<string, Promise<string>>()

/** A source file of this repository as one script for a browser. */
export function bundled(entry: string): Promise<string> {
  let bundle = bundles.get(entry)
  if (!bundle) {
    bundle = build({
      entryPoints: [path.join(root, entry)],
      bundle: true,
      write: false,
      format: 'iife',
      jsx: 'automatic',
      alias: { '@': root },
      define: { 'process.env.NODE_ENV': '"production"' },
      banner: { js: 'globalThis.process = { env: {} };' },
      logLevel: 'error',
    }).then((result) => result.outputFiles[0]!.text)
    bundles.set(entry, bundle)
  }
  return bundle
}

/** `page` belongs to a signed-in context whose base URL is the server's. */
export function showPanels(page: Page, options: PanelPageOptions): Promise<void> {
  return showBundle(page, 'test/support/panelPage.tsx', { panelPage: options })
}

/** The entry as a page of its own; `globals` are there before it runs. */
export async function showBundle(page: Page, entry: string, globals: object): Promise<void> {
  const script = await bundled(entry)
  await emptyPage(page)
  await page.evaluate((given) => void Object.assign(window, given), globals)
  await page.addScriptTag({ content: script })
}

/** A page of the server's, with its styles and nothing else. */
export async function emptyPage(page: Page): Promise<void> {
  // An answer of the server gives the page its origin; what it says is replaced.
  await page.goto('/healthz')
  const home = await page.context().request.get('/')
  const styles = (await home.text()).match(/<link[^>]+rel="stylesheet"[^>]*>/g) ?? []
  const theme = await page.evaluate(() =>
    matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  )
  await page.setContent(
    `<!doctype html><html lang="en" data-theme="${theme}"><head><title>Panels</title>${styles.join('')}
      </head><body><div id="root"></div></body></html>`,
  )
}
