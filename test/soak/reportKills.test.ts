// Ten people write a report while its server is killed twenty times.
import { it } from 'vitest'
import { Api } from '../support/api'
import { surviveKills } from '../support/reportKills'
import { startServer } from '../support/server'
import { done } from '../support/teams'
import { WandbRun } from '../support/wandbClient'

it('loses nothing that was acknowledged, and everybody ends with the same text', async () => {
  let server = await startServer({ embedded: true })
  try {
    await done(new Api(server).send('POST', '/api/teams', { name: 'lab' }))
    await WandbRun.start(server, { entity: 'lab', project: 'p' })
    server = await surviveKills(server, { kills: 20, people: 10 })
  } finally {
    await server.close()
  }
})
