// Vitest global set-up: finds a Chromium, or installs one.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { findChromium } from './findChromium'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: string
  }
}

export default function setup(project: TestProject) {
  project.provide('chromium', findChromium() ?? installChromium())
}

/** Debian's package where we may install it, else the build that playwright would fetch. */
function installChromium(): string {
  console.log('Installing Chromium …')
  const said: string[] = []
  const attempt = (command: string, ...args: string[]) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const result = spawnSync(command, args, { encoding: 'utf8', env })
    if (result.status === 0) return true
    said.push(`${command} ${args.join(' ')}: ${result.error?.message ?? result.stderr}`)
    return false
  }
  if (process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
    const packages = ['chromium', 'fonts-dejavu-core']
    const installed = () =>
      attempt('apt-get', 'install', '-y', '--no-install-recommends', ...packages)
    if (installed() || (attempt('apt-get', 'update') && installed())) {
      const found = findChromium()
      if (found) return found
    }
  }
  const cli = path.resolve(import.meta.dirname, '../../node_modules/playwright-core/cli.js')
  if (attempt(process.execPath, cli, 'install', 'chromium')) return chromium.executablePath()
  throw new Error(
    `No Chromium found and none could be installed; set RUNROOM_CHROMIUM.\n${said.join('\n')}`,
  )
}
