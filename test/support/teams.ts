// A team with people in every role, made through the API as pages make it.
import { Api } from './api'
import { addPerson, type Person } from './people'
import type { TestServer } from './server'

/** Fails loudly unless the answer is a success; resolves with its body. */
export async function done<T = Record<string, unknown>>(answer: Promise<Response>): Promise<T> {
  const response = await answer
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 300)}`)
  return JSON.parse(text) as T
}

export interface TeamOfTest {
  admin: Person
  member: Person
  viewer: Person
  /** In another team, as its admin. */
  stranger: Person
}

/** The team is made by the first admin of the server, who is one of its admins too. */
export async function addTeam(server: TestServer, name: string): Promise<TeamOfTest> {
  const ada = new Api(server)
  await done(ada.send('POST', '/api/teams', { name }))
  const stranger = await addPerson(server, `${name}-stranger`)
  await done(new Api(stranger).send('POST', '/api/teams', { name: `not-${name}` }))
  return {
    admin: await addPerson(server, `${name}-admin`, { entity: name, role: 'ADMIN' }),
    member: await addPerson(server, `${name}-member`, { entity: name, role: 'MEMBER' }),
    viewer: await addPerson(server, `${name}-viewer`, { entity: name, role: 'VIEWER' }),
    stranger,
  }
}
