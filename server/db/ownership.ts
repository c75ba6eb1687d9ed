/** One server process a database: a second one would hand out the same row numbers. */
import pg from 'pg'

const OWNER_LOCK = 7_287_002
const PATIENCE_MS = 5_000

export class AlreadyRunningError extends Error {}

export interface Ownership {
  /** Called when the connection that holds the lock is lost. */
  onLost(listener: () => void): void
  release(): Promise<void>
}

/**
 * Takes the lock or throws AlreadyRunningError. The lock belongs to a connection, so it is free as
 * soon as the process that held it is gone, however it went; a few seconds of patience cover a
 * statement of a killed process that is still finishing.
 */
export async function takeOwnership(connection: pg.ClientConfig): Promise<Ownership> {
  const client = new pg.Client({
    ...connection,
    keepAlive: true,
    application_name: 'runroom-owner',
  })
  const listeners: (() => void)[] = []
  let released = false
  const lost = () => {
    if (!released) for (const listener of listeners.splice(0)) listener()
  }
  client.on('error', lost)
  client.on('end', lost)
  await client.connect()
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const answer = await client.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock($1::bigint) AS taken',
      [OWNER_LOCK],
    )
    if (answer.rows[0]?.taken) break
    if (Date.now() > deadline) {
      released = true
      await client.end()
      throw new AlreadyRunningError('another Runroom server already uses this database')
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    onLost: (listener) => listeners.push(listener),
    async release() {
      released = true
      await client.end().catch(() => {})
    },
  }
}
