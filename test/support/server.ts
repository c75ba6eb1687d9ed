// Starts the built server as users do: a process of its own, on a free port, with a data folder and
// a database of its own. Tests talk to it over its public ports only.
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { freshDatabaseUrl, root } from './freshDatabase'

export interface TestServer {
  url: string
  port: number
  apiKey: string
  username: string
  /** Path and query of the one-time sign-in link. */
  signInPath: string
  dataDir: string
  /** Of the shared test server; empty when the server runs its own database. */
  databaseUrl: string
  process: ChildProcess
  /** Everything printed so far. */
  output(): string
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>
  /** Starts it again on the same data, database and port. */
  restart(env?: Record<string, string>): Promise<TestServer>
  /** Stops it as Ctrl-C would and removes its data. */
  close(): Promise<void>
}

export interface ServerOptions {
  env?: Record<string, string>
  /** Runs the embedded database in the data folder rather than using the shared test server. */
  embedded?: boolean
  /** Another user to run as, where the tests run as root; the data folder is theirs. */
  uid?: number
}

const READY_MS = 60_000

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'runroom-data-'))
  await fs.chmod(dataDir, 0o711)
  const env: Record<string, string> = { RUNROOM_DATA: dataDir, PORT: '0', ...options.env }
  if (!options.embedded) env.DATABASE_URL ??= await freshDatabaseUrl()
  if (options.uid !== undefined) {
    await fs.chown(dataDir, options.uid, options.uid)
    env.HOME = dataDir
  }
  return launch(env, dataDir, options.uid, undefined)
}

function spawnServer(env: Record<string, string>, uid: number | undefined) {
  return spawn(process.execPath, ['--enable-source-maps', 'dist/server/main.js'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      RUNROOM_LOG: 'error',
      RUNROOM_ADMIN: 'ada',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
}

/** Starts a server that is expected to give up; resolves with its exit code and what it printed. */
export function failToStart(
  env: Record<string, string>,
  uid?: number,
): Promise<{ code: number | null; output: string }> {
  const child = spawnServer({ PORT: '0', ...env }, uid)
  let output = ''
  child.stdout.on('data', (data) => (output += data))
  child.stderr.on('data', (data) => (output += data))
  const timer = setTimeout(() => child.kill('SIGKILL'), READY_MS)
  return new Promise((resolve) =>
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code, output })
    }),
  )
}

async function launch(
  env: Record<string, string>,
  dataDir: string,
  uid: number | undefined,
  known: { apiKey: string } | undefined,
): Promise<TestServer> {
  const child = spawnServer(env, uid)
  let output = ''
  child.stdout.on('data', (data) => (output += data))
  child.stderr.on('data', (data) => (output += data))
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await waitForOutput(child, () => output, /Ctrl-C stops it/)
  const url = /running at (http\S+)/.exec(output)![1]!.replace('localhost', '127.0.0.1')
  const port = Number(new URL(url).port)
  const server: TestServer = {
    url,
    port,
    apiKey: /WANDB_API_KEY=(\w{40})/.exec(output)?.[1] ?? known?.apiKey ?? '',
    username: /Sign in as (\S+)/.exec(output)![1]!,
    signInPath: /(\/signin\?token=\S+)/.exec(output)![1]!,
    dataDir,
    databaseUrl: env.DATABASE_URL ?? '',
    process: child,
    output: () => output,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async restart(more = {}) {
      return launch({ ...env, PORT: `${port}`, ...more }, dataDir, uid, server)
    },
    async close() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
      await exited
      await fs.rm(dataDir, { recursive: true, force: true })
    },
  }
  return server
}

async function waitForOutput(child: ChildProcess, output: () => string, pattern: RegExp) {
  const deadline = Date.now() + READY_MS
  while (!pattern.test(output())) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      throw new Error(`the server did not start:\n${output()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
