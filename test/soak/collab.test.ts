// A document under a long storm of cuts and kills. RUNROOM_SOAK_MINUTES says how long (3 by default).
import { expect, it } from 'vitest'
import { addDocument } from '../support/collab'
import { storm } from '../support/collabStorm'
import { startServer } from '../support/server'

const MINUTES = Number(process.env.RUNROOM_SOAK_MINUTES ?? 3)

it('people edit together through everything', async () => {
  let server = await startServer({ embedded: true })
  try {
    const until = Date.now() + MINUTES * 60_000
    for (let seed = 100; Date.now() < until; seed++) {
      const documentId = await addDocument(server, server, { project: 'shared' })
      const after = await storm(server, {
        documentId,
        editors: 6,
        rounds: 6,
        editsPerRound: 500,
        seed,
      })
      server = after.server
      expect(after.kills).toBe(2)
    }
  } finally {
    await server.close()
  }
})
