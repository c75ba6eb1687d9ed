// What tests do with a line panel in Chromium, and how they look at it.
import type { Download, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { whenStill } from './browser'
import { panelOf } from './panelBrowser'

/** The number of inked pixels of a layer: still lines, growing lines, overlay. */
export async function inked(panel: Locator, layer = 0): Promise<number> {
  return panel.evaluate((element, index) => {
    const canvas = element.querySelectorAll('canvas')[index]!
    if (canvas.width === 0) return 0
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    let count = 0
    for (let i = 3; i < data.length; i += 4) if (data[i]! > 0) count++
    return count
  }, layer)
}

export async function drawn(page: Page, key: string): Promise<Locator> {
  const panel = panelOf(page, key)
  await expect.poll(async () => (await inked(panel)) + (await inked(panel, 1))).toBeGreaterThan(200)
  return panel
}

export const xLabels = (panel: Locator) => panel.locator('.visx-axis-bottom text').allTextContents()
export const yLabels = (panel: Locator) => panel.locator('.visx-axis-left text').allTextContents()
export const tooltip = (page: Page) => page.getByTestId('chart-tooltip')

/** Moves the mouse over the chart, in fractions of its width and height. */
export async function point(page: Page, panel: Locator, fx: number, fy: number): Promise<void> {
  const box = (await panel.locator('canvas').first().boundingBox())!
  await page.mouse.move(box.x + box.width * fx, box.y + box.height * fy)
}

export async function drag(page: Page, panel: Locator, from: number, to: number, shift = false) {
  await point(page, panel, from, 0.25)
  if (shift) await page.keyboard.down('Shift')
  await page.mouse.down()
  await point(page, panel, (from + to) / 2, 0.4)
  await point(page, panel, to, 0.6)
  await page.mouse.up()
  if (shift) await page.keyboard.up('Shift')
}

export function seriesRequests(
  page: Page,
): { range?: [number, number]; x: string; keys: string[] }[] {
  const sent: { range?: [number, number]; x: string; keys: string[] }[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/series')) sent.push(request.postDataJSON())
  })
  return sent
}

/** Resolves when nothing moves and no tooltip is open. */
export async function settled(page: Page): Promise<void> {
  await whenStill(page)
  await expect.poll(() => page.getByRole('tooltip').count()).toBe(0)
}

export async function textOf(download: Download): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
