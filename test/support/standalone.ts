// The built server on a database of its own, for programs that vitest does not run.
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

export interface StandaloneServer {
  url: string
  apiKey: string
  signInPath: string
  dataDir: string
  pid: number
  /** Resident memory of the server process in bytes, its threads included. */
  rss(): Promise<number>
  close(): Promise<void>
}

export async function startStandaloneServer(
  env: Record<string, string> = {},
): Promise<StandaloneServer> {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'runroom-alone-'))
  await fs.chmod(dataDir, 0o711)
  const child: ChildProcess = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      // As scripts/start.mjs sets it: fewer malloc arenas, less memory lost between them.
      MALLOC_ARENA_MAX: '2',
      RUNROOM_DATA: dataDir,
      RUNROOM_LOG: 'error',
      RUNROOM_ADMIN: 'ada',
      HOST: '127.0.0.1',
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout!.on('data', (data) => (output += data))
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  while (!output.includes('Ctrl-C stops it')) {
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${output}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const pid = child.pid!
  return {
    url: /running at (http\S+)/.exec(output)![1]!.replace('localhost', '127.0.0.1'),
    apiKey: /WANDB_API_KEY=(\w{40})/.exec(output)![1]!,
    signInPath: /(\/signin\?token=\S+)/.exec(output)![1]!,
    dataDir,
    pid,
    async rss() {
      const status = await fs.readFile(`/proc/${pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) * 1024
    },
    async close() {
      child.kill('SIGINT')
      await exited
      await fs.rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A connection to the embedded database of a standalone server. */
export function databaseOf(server: StandaloneServer) {
  return {
    host: path.join(server.dataDir, 'postgres', 'socket'),
    user: 'runroom',
    database: 'runroom',
  }
}
