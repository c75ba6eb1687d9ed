// What a panel's menu saves.
import type { Locator, Page } from 'playwright-core'
import { textOf } from './panelActions'

/** Chooses an entry of the panel's menu. */
export async function chooseInMenu(page: Page, panel: Locator, entry: string): Promise<void> {
  await panel.hover()
  await panel.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

export async function saved(page: Page, panel: Locator, format: 'SVG' | 'CSV'): Promise<string> {
  const download = page.waitForEvent('download')
  await chooseInMenu(page, panel, `Save as ${format}`)
  return textOf(await download)
}
