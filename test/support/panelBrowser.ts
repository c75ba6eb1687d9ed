// Line panels in a page of their own, for tests of the panels themselves.
import type { BrowserContext, Page } from 'playwright-core'
import { newPage } from './browser'
import { showPanels } from './panelHarness'
import type { PanelPageOptions } from './panelPage'

export async function openPanels(
  context: BrowserContext,
  options: PanelPageOptions,
): Promise<Page> {
  const page = await newPage(context)
  await showPanels(page, options)
  return page
}

/** The panel of a key. */
export function panelOf(page: Page, key: string) {
  return page.locator(`[data-panel="history/${key}"]`).first()
}
