// Rights that change while a run is being looked up: what is remembered of it is never the older one.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { graphql, WandbRun } from '../../support/wandbClient'

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

it('a run that is met for the first time while its project becomes private is private', async () => {
  const viewer = new Api(team.viewer, 'lab')
  await WandbRun.start(team.member, { entity: 'lab', project: 'p', name: 'first' })
  for (let round = 0; round < ROUNDS; round++) {
    await setVisibility('TEAM')
    // Made through GraphQL by its id alone, so that nothing has looked the run up yet.
    const name = `run-${round}`
    const made = await graphql<{ upsertBucket: { bucket: { id: string } } }>(
      team.member,
      `mutation { upsertBucket(input: {entityName: "lab", modelName: "p", name: "${name}"}) { bucket { id } } }`,
    )
    const text = Buffer.from(made.data!.upsertBucket.bucket.id, 'base64').toString()
    const id = Number(text.split(':').at(-1))
    const looks = Array.from({ length: 8 }, () => viewer.fetch(`/api/runs/${id}/console`))
    await Promise.all([setVisibility('PRIVATE'), ...looks])
    expect((await viewer.fetch(`/api/runs/${id}/console`)).status, name).toBe(404)
  }
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
