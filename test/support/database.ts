// Vitest global set-up: one embedded PostgreSQL for the whole run, in a folder of its own.
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../server/db/embedded'
import { createLog } from '../../server/log'

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
  }
}

export default async function setup(project: TestProject) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'runroom-test-'))
  await fs.chmod(folder, 0o711)
  const postgres = await startEmbeddedPostgres(folder, createLog('error'))
  const { host, user } = postgres.connection
  const url = `postgresql://${user}@localhost/postgres?host=${encodeURIComponent(host!)}`
  project.provide('databaseUrl', url)
  return async () => {
    await postgres.stop()
    await fs.rm(folder, { recursive: true, force: true })
  }
}
