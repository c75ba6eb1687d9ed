// Logging to a team with the real SDK: by members, by its machines, and in the name of members.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../support/api'
import { runScript } from '../support/python'
import { startServer, type TestServer } from '../support/server'
import { addTeam, done, type TeamOfTest } from '../support/teams'

let server: TestServer
let team: TeamOfTest
let machine: { url: string; apiKey: string }

beforeAll(async () => {
  server = await startServer()
  team = await addTeam(server, 'lab')
  const ada = new Api(server)
  await done(ada.send('POST', '/api/teams/lab/services', { username: 'lab-ci' }))
  const keys = '/api/teams/lab/services/lab-ci/keys'
  const { key } = await done<{ key: string }>(ada.send('POST', keys, { name: 'runner' }))
  machine = { url: server.url, apiKey: key }
})
afterAll(() => server?.close())

const logged = async (name: string) => {
  const { run, steps } = await new Api(team.viewer, 'lab').inState('team', name, ['finished'])
  expect(steps).toBe(1)
  return run.user
}

describe.concurrent.each([false, true])('the SDK (oldest supported: %s)', (old) => {
  const id = (name: string) => `${name}-${old ? 'old' : 'new'}`

  it('logs a member’s run to the team that WANDB_ENTITY names', async () => {
    const name = id('member')
    await runScript(team.member, 'team.py', { args: [name], env: { WANDB_ENTITY: 'lab' }, old })
    expect(await logged(name)).toBe('lab-member')
  })

  it('logs a machine’s run to its team', async () => {
    const name = id('machine')
    await runScript(machine, 'team.py', { args: [name], old })
    expect(await logged(name)).toBe('lab-ci')
  })

  it('logs a machine’s run in the name of the member that WANDB_USERNAME names', async () => {
    const name = id('named')
    const env = { WANDB_USERNAME: 'lab-member' }
    await runScript(machine, 'team.py', { args: [name], env, old })
    expect(await logged(name)).toBe('lab-member')
  })
})
