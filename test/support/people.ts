// More people than the first admin, put into the database as signing up would.
import pg from 'pg'
import { hashToken, newApiKey, newToken } from '@/server/auth/tokens'
import type { Role } from '@/lib/api/roles'
import type { TestServer } from './server'
import type { Target } from './wandbClient'

export interface Person extends Target {
  username: string
  cookie: string
}

/** Somebody with a key, a session and an entity of their own, and, if asked, a role in another. */
export async function addPerson(
  server: TestServer,
  username: string,
  role?: { entity: string; role: Role },
): Promise<Person> {
  const client = new pg.Client({ connectionString: server.databaseUrl })
  await client.connect()
  try {
    const insert = async (text: string, values: unknown[]) =>
      (await client.query<{ id: number }>(`${text} RETURNING id`, values)).rows[0]!.id
    const entity = await insert(`INSERT INTO entity (name, kind) VALUES ($1, 'USER')`, [username])
    const user = await insert(`INSERT INTO "user" (username, name) VALUES ($1, $1)`, [username])
    const join = `INSERT INTO membership (user_id, entity_id, role)`
    await client.query(`${join} VALUES ($1, $2, 'ADMIN')`, [user, entity])
    if (role) {
      const { rows } = await client.query<{ id: number }>('SELECT id FROM entity WHERE name = $1', [
        role.entity,
      ])
      await client.query(`${join} VALUES ($1, $2, $3)`, [user, rows[0]!.id, role.role])
    }
    const apiKey = newApiKey()
    await insert(
      `INSERT INTO api_key (user_id, name, token_hash, hint) VALUES ($1, 'test', $2, '')`,
      [user, hashToken(apiKey)],
    )
    const token = newToken()
    await insert(
      `INSERT INTO session (user_id, token_hash, user_agent, expires_at)
       VALUES ($1, $2, '', now() + interval '1 day')`,
      [user, hashToken(token)],
    )
    return { url: server.url, username, apiKey, cookie: `runroom_session=${token}` }
  } finally {
    await client.end()
  }
}
