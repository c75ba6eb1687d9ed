import { randomBytes } from 'node:crypto'
import path from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { readInt8AsNumber } from '@/server/db'
import { applyMigrations } from '@/server/db/migrate'

export const root = path.resolve(import.meta.dirname, '../..')

/** The URL of a new, empty database on the test server. */
export async function freshDatabaseUrl(): Promise<string> {
  const url = inject('databaseUrl')
  const name = `t_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const fresh = new URL(url)
  fresh.pathname = `/${name}`
  return fresh.toString()
}

/** A migrated database and a pool on it, for tests below the HTTP surface. */
export async function freshDatabase(): Promise<{ url: string; pool: pg.Pool }> {
  readInt8AsNumber()
  const url = await freshDatabaseUrl()
  const pool = new pg.Pool({ connectionString: url, max: 6 })
  await applyMigrations(pool, path.join(root, 'prisma/migrations'))
  return { url, pool }
}
