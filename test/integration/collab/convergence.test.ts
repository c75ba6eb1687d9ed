// However lines, servers and databases fail: everybody ends with the same, and what was acknowledged
// is there. `npm run test:soak` does the same for longer.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addDocument, query } from '../../support/collab'
import { storm } from '../../support/collabStorm'
import { startServer, type TestServer } from '../../support/server'

let server: TestServer
beforeEach(async () => {
  // A database of its own, since it is to survive the server's death.
  server = await startServer({ embedded: true, env: { RUNROOM_LOG: 'info' } })
})
afterEach(() => server?.close())

it('cut lines, partitions and kills lose nothing that was acknowledged, and all end the same', async () => {
  const documentId = await addDocument(server, server, { project: 'shared' })
  const after = await storm(server, {
    documentId,
    editors: 5,
    rounds: 4,
    editsPerRound: 200,
    seed: 3,
  })
  server = after.server
  expect(after.kills).toBe(2)
})

it('neither does a database that fails three writes of ten', async () => {
  const documentId = await addDocument(server, server, { project: 'shared' })
  await query(
    server,
    `CREATE FUNCTION fail_now_and_then() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF random() < 0.3 THEN RAISE EXCEPTION 'not this time'; END IF;
        RETURN NULL;
      END $$`,
  )
  await query(
    server,
    `CREATE TRIGGER fail_now_and_then BEFORE INSERT ON document_update
      EXECUTE FUNCTION fail_now_and_then()`,
  )
  try {
    const after = await storm(server, {
      documentId,
      editors: 4,
      rounds: 3,
      editsPerRound: 120,
      seed: 5,
    })
    server = after.server
    expect(server.output()).toMatch(/cannot be stored, trying again: not this time/)
  } finally {
    await query(server, 'DROP TRIGGER fail_now_and_then ON document_update')
  }
})
