/** `wandb verify`: the checks that the SDK itself makes of a server, as outcomes of tests. */
import { spawn } from 'node:child_process'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { Outcome } from './table'

export const VERIFY = 'verify'

interface Target {
  url: string
  apiKey: string
}

export async function verify(python: string, work: string, target: Target): Promise<Outcome[]> {
  const home = path.join(work, 'verify')
  await fs.mkdir(home)
  const child = spawn(python, ['-m', 'wandb', 'verify', '--host', target.url], {
    cwd: home,
    env: {
      NODE_ENV: 'test',
      PATH: process.env.PATH,
      HOME: home,
      PYTHONUNBUFFERED: '1',
      WANDB_API_KEY: target.apiKey,
      WANDB_BASE_URL: target.url,
      WANDB_ERROR_REPORTING: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 300_000,
  })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  child.stderr.on('data', (text) => (output += text))
  await new Promise((resolve) => child.once('close', resolve))
  return readChecks(output)
}

/** A check is a line "Checking …....✅"; one without a sign at its end broke off. */
export function readChecks(output: string): Outcome[] {
  const checks = output.split(/^(?=Checking )/m).slice(1)
  return checks.map((text) => {
    const name = /^Checking (.*?)\.{2,}/.exec(text)?.[1] ?? text.slice(0, 80)
    const passed = text.includes('✅')
    return { test: `${VERIFY}::${name}`, outcome: passed ? 'passed' : 'failed', reason: text }
  })
}
