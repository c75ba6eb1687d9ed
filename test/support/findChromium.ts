import fs from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** RUNROOM_CHROMIUM, else the first browser on the PATH, else the one playwright has fetched. */
export function findChromium(): string | undefined {
  const own = process.env.RUNROOM_CHROMIUM
  if (own) return own
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const places = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return [...places, chromium.executablePath()].find((file) => fs.existsSync(file))
}
