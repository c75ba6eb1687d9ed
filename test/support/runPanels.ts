// Panels of any kind in a page of their own, and what tests do with them.
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { newPage } from './browser'
import { showBundle } from './panelHarness'
import type { RunPanelPageOptions } from './runPanelPage'

export async function openRunPanels(
  context: BrowserContext,
  options: RunPanelPageOptions,
): Promise<Page> {
  const page = await newPage(context)
  await showBundle(page, 'test/support/runPanelPage.tsx', { runPanelPage: options })
  return page
}

export function panel(page: Page, id: string): Locator {
  return page.locator(`[data-panel="${id}"]`).first()
}

/** Elements and attributes of an SVG file, as Chromium's own parser reads it. */
export async function parseSvg(page: Page, svg: string) {
  return page.evaluate((text) => {
    const file = new DOMParser().parseFromString(text, 'image/svg+xml')
    const all = (selector: string) => [...file.querySelectorAll(selector)]
    const ds = (selector: string) => all(selector).map((path) => path.getAttribute('d') ?? '')
    return {
      errors: all('parsererror').length,
      root: file.documentElement.tagName,
      width: Number(file.documentElement.getAttribute('width')),
      texts: all('text').map((one) => one.textContent ?? ''),
      /** Dots are lines of no length. */
      dots: ds('path.dots').reduce((count, d) => count + d.split('h0').length - 1, 0),
      dotColors: new Set(all('path.dots').map((path) => path.getAttribute('stroke'))).size,
      /** Lines begin with a move. */
      lines: ds('path.lines').reduce((count, d) => count + d.split('M').length - 1, 0),
      dashed: all('path.lines[stroke-dasharray]').length,
      rects: all('rect').length,
      circles: all('circle').length,
    }
  }, svg)
}
