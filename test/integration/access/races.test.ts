// Rights that change while a run is being looked up: what is remembered of it is never the older one.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { WandbRun } from '../../support/wandbClient'

const RUNS = 150
const ROUNDS = 40

let server: TestServer
let ada: Api
let team: TeamOfTest

beforeAll(async () => {
  server = await startServer()
  ada = new Api(server)
  team = await addTeam(server, 'lab')
})
afterAll(() => server?.close())

const setVisibility = (visibility: string) =>
  done(ada.send('PATCH', '/api/projects/lab/p', { visibility }))

it('runs that are met for the first time while their project becomes private are private', async () => {
  const ids: number[] = []
  for (let i = 0; i < RUNS; i++) {
    const run = await WandbRun.start(team.member, { entity: 'lab', project: 'p', name: `run-${i}` })
    ids.push((await new Api(team.member, 'lab').run('p', run.name)).run.id)
  }
  // After a start, none of them has been looked up.
  await server.kill()
  server = await server.restart()
  const viewer = new Api(team.viewer, 'lab')
  const look = (id: number) => viewer.fetch(`/api/runs/${id}/console`)
  await Promise.all([...ids.map(look), setVisibility('PRIVATE'), ...ids.map(look)])
  for (const id of ids) expect((await look(id)).status, `run ${id}`).toBe(404)
  await setVisibility('TEAM')
})

it('of two who change it at once, one has the last word, in memory and in the database', async () => {
  const run = await WandbRun.start(team.member, { entity: 'lab', project: 'p', name: 'last' })
  const { id } = (await new Api(team.member, 'lab').run('p', run.name)).run
  const viewer = new Api(team.viewer, 'lab')
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all([setVisibility('PRIVATE'), setVisibility('TEAM')])
    const project = await done<{ visibility: string }>(ada.fetch('/api/projects/lab/p'))
    const seen = (await viewer.fetch(`/api/runs/${id}/console`)).status
    expect(seen).toBe(project.visibility === 'TEAM' ? 200 : 404)
  }
})
