// Runs scripts of test/sdk/scripts with the real SDK, each in a home and working folder of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { inject } from 'vitest'
import { root } from './freshDatabase'
import type { Target } from './wandbClient'

/** A script that takes longer hangs, and is ended to show what it printed. */
const PATIENCE_MS = 150_000

export interface ScriptOptions {
  args?: (string | number)[]
  env?: Record<string, string>
  /** The oldest SDK that is supported rather than the newest. */
  old?: boolean | undefined
  /** Another environment than those with the SDK alone. */
  python?: string
  /** A working folder that outlives the script, as `wandb sync` needs it. */
  folder?: string
}

export interface Ended {
  code: number | null
  output: string
}

export interface Script {
  process: ChildProcess
  output(): string
  ended: Promise<Ended>
}

export function tempFolder(): Promise<string> {
  return fs.mkdtemp(path.join(os.tmpdir(), 'runroom-sdk-'))
}

/** Starts `python <args>`; a first argument ending in .py is a script of test/sdk/scripts. */
export async function startPython(
  target: Target,
  command: string[],
  { args = [], env = {}, folder, old = false, python }: ScriptOptions = {},
): Promise<Script> {
  const home = folder ?? (await tempFolder())
  const child = spawn(
    python ?? inject(old ? 'oldPython' : 'python'),
    [...command, ...args.map(String)],
    {
      cwd: home,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that a test can end the script with all that it started.
      detached: true,
      env: {
        NODE_ENV: 'test',
        PATH: process.env.PATH,
        HOME: home,
        LANG: 'C.UTF-8',
        NO_PROXY: '127.0.0.1,localhost',
        PYTHONUNBUFFERED: '1',
        WANDB_BASE_URL: target.url,
        WANDB_API_KEY: target.apiKey,
        WANDB__FILE_STREAM_TRANSMIT_INTERVAL: '1',
        WANDB_ERROR_REPORTING: 'false',
        WANDB_DIR: home,
        ...env,
      },
    },
  )
  let output = ''
  child.stdout.on('data', (data) => (output += data))
  child.stderr.on('data', (data) => (output += data))
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  ).finally(() =>
    folder ? undefined : fs.rm(home, { recursive: true, force: true, maxRetries: 5 }),
  )
  return { process: child, output: () => output, ended }
}

export function startScript(target: Target, script: string, options?: ScriptOptions) {
  return startPython(target, [path.join(root, 'test/sdk/scripts', script)], options)
}

/** Ends a script at once with every process that it started, as a power cut would. */
export function endGroup(script: Script): void {
  process.kill(-script.process.pid!, 'SIGKILL')
}

/** Runs a script to its end; throws what it printed when it ends with another code than `code`. */
export async function runScript(
  target: Target,
  script: string,
  { code = 0, ...options }: ScriptOptions & { code?: number } = {},
): Promise<string> {
  const running = await startScript(target, script, options)
  const timer = setTimeout(() => endGroup(running), PATIENCE_MS)
  const ended = await running.ended
  clearTimeout(timer)
  if (ended.code !== code) {
    throw new Error(`${script} ended with ${ended.code}, not ${code}:\n${ended.output}`)
  }
  return ended.output
}
