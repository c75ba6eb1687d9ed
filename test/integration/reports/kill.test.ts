// What was acknowledged of a report is there, however the server ends; and so is its title in lists.
import { afterAll, beforeAll, it } from 'vitest'
import { Api } from '../../support/api'
import { surviveKills } from '../../support/reportKills'
import { startServer, type TestServer } from '../../support/server'
import { done } from '../../support/teams'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await done(new Api(server).send('POST', '/api/teams', { name: 'lab' }))
  await WandbRun.start(server, { entity: 'lab', project: 'p' })
})
afterAll(() => server?.close())

it('has every acknowledged word and record after a kill', async () => {
  server = await surviveKills(server, { kills: 5, people: 4 })
})
