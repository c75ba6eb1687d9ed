import path from 'node:path'
import pg from 'pg'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@/prisma/generated/client'
import type { Config } from '../config'
import type { Log } from '../log'
import { startEmbeddedPostgres } from './embedded'
import { applyMigrations } from './migrate'
import { takeOwnership, type Ownership } from './ownership'

export { AlreadyRunningError } from './ownership'
export { PrismaClient, Prisma } from '@/prisma/generated/client'
export type * from '@/prisma/generated/client'

export interface Database {
  /** For the metric store's hot paths. */
  pool: pg.Pool
  /** For everything else. */
  prisma: PrismaClient
  connection: pg.ClientConfig
  /** Whether the server still holds the database for itself. */
  owned(): boolean
  close(): Promise<void>
}

const INT8_OID = 20

/** Row counts and sizes stay far below 2^53, so int8 is read as a number. */
export function readInt8AsNumber(): void {
  pg.types.setTypeParser(INT8_OID, Number)
}

export async function openDatabase(config: Config, root: string, log: Log): Promise<Database> {
  readInt8AsNumber()
  const embedded = config.databaseUrl ? undefined : await startEmbeddedPostgres(config.dataDir, log)
  const connection: pg.ClientConfig = embedded?.connection ?? {
    connectionString: config.databaseUrl,
  }
  // When another process holds the database, the embedded server is its: it is left running.
  let ownership: Ownership = await takeOwnership(connection)
  const pool = new pg.Pool({ ...connection, max: 12, application_name: 'runroom' })
  // A pool without a listener would end the process when the database goes away.
  pool.on('error', (error) => log.debug(`database connection lost: ${error.message}`))
  const prisma = new PrismaClient({
    adapter: new PrismaPg({ ...connection, max: 8 } as pg.PoolConfig),
    // A cluster may start hundreds of runs at once: they wait for their turn rather than fail.
    transactionOptions: { maxWait: 30_000, timeout: 30_000 },
  })
  const applied = await applyMigrations(pool, path.join(root, 'prisma', 'migrations'))
  if (applied.length > 0) log.info(`database migrated: ${applied.join(', ')}`)

  let owned = true
  let closing = false
  const watch = (held: Ownership) =>
    held.onLost(() => {
      owned = false
      if (!closing) void retake()
    })
  const retake = async () => {
    while (!closing) {
      try {
        ownership = await takeOwnership(connection)
        owned = true
        watch(ownership)
        return
      } catch (error) {
        log.debug(`waiting for the database: ${String(error)}`)
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
  }
  watch(ownership)

  return {
    pool,
    prisma,
    connection,
    owned: () => owned,
    async close() {
      closing = true
      await prisma.$disconnect()
      await pool.end()
      await ownership.release()
      await embedded?.stop()
    },
  }
}
export { isDatabaseOutage, isRefusedText } from './outage'
