// The embedded database of a server under test, as something that can die.
import fs from 'node:fs/promises'
import path from 'node:path'
import type { TestServer } from './server'
import { until } from './until'

export async function postmasterPid(server: TestServer): Promise<number> {
  const file = path.join(server.dataDir, 'postgres/cluster/postmaster.pid')
  return Number((await fs.readFile(file, 'utf8')).split('\n')[0])
}

/** Ends the database as a crash or the out-of-memory killer would; resolves when it is gone. */
export async function killDatabase(server: TestServer): Promise<void> {
  const pid = await postmasterPid(server)
  process.kill(pid, 'SIGKILL')
  await until('the end of the database', () => !isAlive(pid))
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
