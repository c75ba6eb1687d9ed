// Teams from the first invitation to the last admin, and what is written down of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import pg from 'pg'
import type { AuditEvent, Team } from '@/lib/api/teams'
import { Api } from '../../support/api'
import { addPerson } from '../../support/people'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { authorization, graphql, WandbRun } from '../../support/wandbClient'

let server: TestServer
let ada: Api
let team: TeamOfTest

beforeAll(async () => {
  server = await startServer()
  ada = new Api(server)
  team = await addTeam(server, 'lab')
})
afterAll(() => server?.close())

const lab = async () => done<Team>(ada.fetch('/api/teams/lab'))
const roleOf = async (username: string) =>
  (await lab()).members.find((member) => member.username === username)?.role

function post(path: string, body: unknown) {
  const headers = { 'content-type': 'application/json', origin: server.url }
  return fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

const cookieOf = (answer: Response) => answer.headers.get('set-cookie')!.split(';')[0]!

async function errorOf(answer: Promise<Response>) {
  const response = await answer
  const { error } = (await response.json()) as { error: { code: string; field?: string } }
  return { status: response.status, code: error.code, field: error.field }
}

describe('a team', () => {
  it('has a name that nobody else has, in any case of letters', async () => {
    for (const name of ['lab', 'LAB', 'ada', 'Lab-Viewer']) {
      const refused = await errorOf(ada.send('POST', '/api/teams', { name }))
      expect(refused, name).toEqual({ status: 409, code: 'conflict', field: 'name' })
    }
    for (const name of ['', 'a b', 'settings', '../x']) {
      const refused = await errorOf(ada.send('POST', '/api/teams', { name }))
      expect(refused, name).toEqual({ status: 400, code: 'bad_request', field: 'name' })
    }
  })

  it('owns runs that members log, and nobody else can', async () => {
    const run = await WandbRun.start(team.member, { entity: 'lab', project: 'p', name: 'one' })
    expect(run.entity).toBe('lab')
    expect((await run.log([{ _step: 0, loss: 1 }])).status).toBe(200)
    const ours = new Api(team.viewer, 'lab')
    expect((await ours.run('p', 'one')).run.user).toBe('lab-member')
    for (const person of [team.viewer, team.stranger]) {
      await expect(WandbRun.start(person, { entity: 'lab', project: 'p' })).rejects.toThrow()
    }
  })

  it('never loses its last admin, not even to two admins at once', async () => {
    await done(ada.send('POST', '/api/teams', { name: 'pair' }))
    const other = await addPerson(server, 'pair-admin', { entity: 'pair', role: 'ADMIN' })
    const answers = await Promise.all([
      ada.send('PATCH', '/api/teams/pair/members/pair-admin', { role: 'VIEWER' }),
      new Api(other).send('PATCH', '/api/teams/pair/members/ada', { role: 'VIEWER' }),
    ])
    expect(answers.map((answer) => answer.status).toSorted()).not.toEqual([200, 200])
    const { members } = await done<Team>(ada.fetch('/api/teams/pair'))
    const left = members.filter((member) => member.role === 'ADMIN')
    expect(left).toHaveLength(1)
    const last = left[0]!.username
    const api = last === 'ada' ? ada : new Api(other)
    const path = `/api/teams/pair/members/${last}`
    const demoted = await errorOf(api.send('PATCH', path, { role: 'MEMBER' }))
    expect(demoted).toEqual({ status: 409, code: 'last_admin', field: 'role' })
    expect((await errorOf(api.send('DELETE', path, {}))).code).toBe('last_admin')
  })

  it('goes only when it owns nothing', async () => {
    expect((await errorOf(ada.send('DELETE', '/api/teams/lab', {}))).code).toBe('conflict')
    await done(ada.send('POST', '/api/teams', { name: 'empty' }))
    await done(ada.send('DELETE', '/api/teams/empty', {}))
    expect((await ada.fetch('/api/teams/empty')).status).toBe(404)
  })

  it('may be left by anybody but shown the door by admins only', async () => {
    const leaver = await addPerson(server, 'leaver', { entity: 'lab', role: 'VIEWER' })
    const member = new Api(team.member)
    const refused = await errorOf(member.send('DELETE', '/api/teams/lab/members/leaver', {}))
    expect(refused.status).toBe(403)
    await done(new Api(leaver).send('DELETE', '/api/teams/lab/members/leaver', {}))
    expect((await new Api(leaver).fetch('/api/teams/lab')).status).toBe(404)
  })
})

describe('an invitation', () => {
  const invite = (body: object) =>
    done<{ id: number; token: string }>(ada.send('POST', '/api/teams/lab/invitations', body))

  it('lets somebody sign up into the team with its role, once', async () => {
    const { token } = await invite({ role: 'VIEWER' })
    const preview = await done(post('/api/invitations/preview', { token }))
    expect(preview).toMatchObject({ team: 'lab', role: 'VIEWER', username: null, member: false })
    const account = { password: 'long enough for me', invitation: token }
    const joined = await post('/api/signup', { username: 'newcomer', ...account })
    expect(joined.status).toBe(200)
    expect(await joined.json()).toMatchObject({ user: { entities: ['newcomer', 'lab'] } })
    expect(cookieOf(joined)).toMatch(/^runroom_session=/)
    expect(await roleOf('newcomer')).toBe('VIEWER')
    const again = await errorOf(post('/api/signup', { username: 'second', ...account }))
    expect(again).toEqual({ status: 404, code: 'invitation_invalid', field: 'invitation' })
    const signIn = { username: 'second', password: account.password }
    expect((await post('/api/session', signIn)).status, 'no half-made account').toBe(401)
  })

  it('brings in who has an account already, as many as it says and no more', async () => {
    const { token } = await invite({ role: 'MEMBER', maxUses: 2 })
    const people = await Promise.all([1, 2, 3, 4].map((n) => addPerson(server, `crowd${n}`)))
    const answers = await Promise.all(
      people.map((person) => new Api(person).send('POST', '/api/invitations/accept', { token })),
    )
    expect(answers.filter((answer) => answer.ok)).toHaveLength(2)
    const roles = await Promise.all([1, 2, 3, 4].map((n) => roleOf(`crowd${n}`)))
    expect(roles.filter((role) => role === 'MEMBER')).toHaveLength(2)
  })

  it('changes nothing for who is in the team already', async () => {
    const { token } = await invite({ role: 'ADMIN' })
    await done(new Api(team.viewer).send('POST', '/api/invitations/accept', { token }))
    expect(await roleOf('lab-viewer')).toBe('VIEWER')
    expect((await post('/api/invitations/preview', { token })).status).toBe(200)
  })

  it('ends when it is taken back', async () => {
    const { id, token } = await invite({})
    await done(ada.send('DELETE', `/api/teams/lab/invitations/${id}`, {}))
    expect((await errorOf(post('/api/invitations/preview', { token }))).status).toBe(404)
    const late = await errorOf(
      new Api(team.stranger).send('POST', '/api/invitations/accept', { token }),
    )
    expect(late.code).toBe('invitation_invalid')
  })
})

describe('signing up', () => {
  it('needs an invitation unless the server is open', async () => {
    const account = { username: 'walkin', password: 'long enough for me' }
    const refused = await errorOf(post('/api/signup', account))
    expect(refused).toEqual({ status: 403, code: 'invitation_needed', field: 'invitation' })
    const open = await startServer({ env: { RUNROOM_SIGNUP: 'open' } })
    try {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify(account)
      const answer = await fetch(`${open.url}/api/signup`, { method: 'POST', headers, body })
      expect(answer.status).toBe(200)
      const session = await fetch(`${open.url}/api/session`, {
        headers: { cookie: cookieOf(answer) },
      })
      expect(await session.json()).toMatchObject({ user: { username: 'walkin', isAdmin: false } })
    } finally {
      await open.close()
    }
  })

  it('names the field that is wrong', async () => {
    const good = { username: 'fine', password: 'long enough for me', invitation: 'x' }
    const wrong = [
      [{ username: 'not fine' }, 'username'],
      [{ username: 'ADA' }, 'username'],
      [{ password: 'short' }, 'password'],
      [{}, 'invitation'],
    ] as const
    for (const [change, field] of wrong) {
      const refused = await errorOf(post('/api/signup', { ...good, ...change }))
      expect(refused.field, JSON.stringify(change)).toBe(field)
    }
  })
})

describe('a key that reads', () => {
  it('reads what its owner may and changes nothing, by any door', async () => {
    const member = new Api(team.member)
    const made = await done<{ key: string }>(
      member.send('POST', '/api/keys', { name: 'dashboard', scope: 'READ' }),
    )
    const reader = { url: server.url, apiKey: made.key }
    expect((await new Api(reader, 'lab').run('p', 'one')).canWrite).toBe(false)
    expect((await graphql(reader, '{ viewer { username } }')).data).toEqual({
      viewer: { username: 'lab-member' },
    })
    await expect(WandbRun.start(reader, { entity: 'lab', project: 'p' })).rejects.toThrow(
      /may only read/,
    )
    const more = await new Api(reader).send('POST', '/api/keys', { name: 'more' })
    expect(more.status).toBe(403)
  })
})

describe('a service account', () => {
  let key: string
  beforeAll(async () => {
    await done(ada.send('POST', '/api/teams/lab/services', { username: 'lab-ci' }))
    const path = '/api/teams/lab/services/lab-ci/keys'
    key = (await done<{ key: string }>(ada.send('POST', path, { name: 'runner' }))).key
  })

  /** Makes a run as the SDK does when WANDB_USERNAME or WANDB_USER_EMAIL are set. */
  async function authorOf(headers: Record<string, string>, name: string) {
    const query = `mutation { upsertBucket(input: {entityName: "lab", modelName: "p", name: "${name}"}) { inserted } }`
    const answer = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        authorization: authorization(key),
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify({ query }),
    })
    expect(await answer.json()).toMatchObject({ data: { upsertBucket: { inserted: true } } })
    return (await new Api(team.viewer, 'lab').run('p', name)).run.user
  }

  it('logs for its team, where runs land by themselves', async () => {
    const run = await WandbRun.start({ url: server.url, apiKey: key }, { project: 'p', name: 'ci' })
    expect(run.entity).toBe('lab')
    expect((await run.log([{ _step: 0, loss: 1 }])).status).toBe(200)
  })

  it('logs in the name of members of its team, and of nobody else', async () => {
    expect(await authorOf({}, 'by-nobody')).toBe('lab-ci')
    expect(await authorOf({ 'x-wandb-username': 'lab-member' }, 'by-member')).toBe('lab-member')
    expect(await authorOf({ 'x-wandb-username': 'lab-stranger' }, 'by-stranger')).toBe('lab-ci')
    expect(await authorOf({ 'x-wandb-user-email': 'x@example.org' }, 'by-mail')).toBe('lab-ci')
  })

  it('has no account to change and no way to sign in', async () => {
    const api = new Api({ url: server.url, apiKey: key })
    expect((await api.send('POST', '/api/keys', { name: 'x' })).status).toBe(403)
    expect((await api.send('POST', '/api/teams', { name: 'mine' })).status).toBe(403)
    const password = { next: 'long enough for me' }
    expect((await api.send('PUT', '/api/session/password', password)).status).toBe(403)
    const signIn = { username: 'lab-ci', password: '' }
    expect((await post('/api/session', signIn)).status).toBe(400)
  })

  it('is gone with all its keys when it is removed; its runs stay', async () => {
    await done(ada.send('DELETE', '/api/teams/lab/services/lab-ci', {}))
    const api = new Api({ url: server.url, apiKey: key })
    expect((await api.fetch('/api/session')).status).toBe(401)
    expect((await new Api(team.viewer, 'lab').run('p', 'ci')).run.user).toBe('lab-ci')
  })
})

describe('an admin of the server', () => {
  it('keeps people out and lets them in again', async () => {
    const person = await addPerson(server, 'trouble')
    const set = (disabled: boolean) => ada.send('PATCH', '/api/people/trouble', { disabled })
    const session = () => fetch(`${server.url}/api/session`, { headers: { cookie: person.cookie } })
    const byKey = () => new Api(person).fetch('/api/session')
    expect((await byKey()).status).toBe(200)
    await done(set(true))
    expect((await byKey()).status).toBe(401)
    expect((await session()).status).toBe(401)
    await done(set(false))
    expect((await byKey()).status).toBe(200)
    const { token } = await done<{ token: string }>(
      ada.send('POST', '/api/people/trouble/link', {}),
    )
    const signedIn = await post('/api/session/link', { token })
    expect(await signedIn.json()).toMatchObject({ user: { username: 'trouble' } })
    const self = await errorOf(ada.send('PATCH', '/api/people/ada', { disabled: true }))
    expect(self).toEqual({ status: 409, code: 'conflict', field: 'disabled' })
  })

  it('is the only one who may', async () => {
    const admin = new Api(team.admin)
    expect((await admin.fetch('/api/people')).status).toBe(403)
    expect((await admin.fetch('/api/audit')).status).toBe(403)
    const refused = await admin.send('PATCH', '/api/people/lab-viewer', { disabled: true })
    expect(refused.status).toBe(403)
  })
})

describe('the audit log', () => {
  const page = (api: Api, path: string) =>
    done<{ events: AuditEvent[]; next: number | null }>(api.fetch(path))

  it('tells the admins of a team who did what to whom', async () => {
    const path = '/api/teams/lab/members/lab-member'
    await done(ada.send('PATCH', path, { role: 'VIEWER' }))
    await done(ada.send('PATCH', path, { role: 'MEMBER' }))
    const { events } = await page(new Api(team.admin), '/api/teams/lab/audit')
    expect(events.slice(0, 2)).toMatchObject([
      {
        actor: 'ada',
        action: 'member.role_changed',
        target: 'lab-member',
        detail: 'VIEWER → MEMBER',
      },
      { actor: 'ada', action: 'member.role_changed', detail: 'MEMBER → VIEWER' },
    ])
    expect(events.every((event) => event.entity === 'lab')).toBe(true)
    const actions = new Set(events.map((event) => event.action))
    for (const action of ['team.created', 'invitation.created', 'member.joined', 'service.removed'])
      expect(actions, action).toContain(action)
  })

  it('has every change of rights, or the change is not made', async () => {
    await done(ada.send('POST', '/api/teams/lab/services', { username: 'lab-audited' }))
    const keys = '/api/teams/lab/services/lab-audited/keys'
    const { id } = await done<{ id: number }>(ada.send('POST', keys, { name: 'kept' }))
    const database = new pg.Client({ connectionString: server.databaseUrl })
    await database.connect()
    const rights = async () =>
      (
        await database.query(`SELECT (SELECT count(*) FROM sign_in_link) AS links,
          (SELECT count(*) FROM api_key WHERE revoked_at IS NULL) AS keys,
          (SELECT count(*) FROM membership WHERE role = 'VIEWER') AS viewers`)
      ).rows[0] as unknown
    try {
      const before = await rights()
      await database.query('ALTER TABLE audit_event RENAME TO away')
      for (const [method, path, body] of [
        ['POST', keys, { name: 'unwritten' }],
        ['DELETE', `${keys}/${id}`, {}],
        ['POST', '/api/people/lab-member/link', {}],
        ['PATCH', '/api/teams/lab/members/lab-member', { role: 'VIEWER' }],
      ] as const) {
        expect([path, (await ada.send(method, path, body)).status]).toEqual([path, 500])
      }
      expect(await rights()).toEqual(before)
    } finally {
      await database.query('ALTER TABLE IF EXISTS away RENAME TO audit_event')
      await database.end()
    }
  })

  it('comes in pages without gaps', async () => {
    const path = '/api/teams/lab/members/lab-member'
    for (let i = 0; i < 60; i++) {
      await done(ada.send('PATCH', path, { role: i % 2 ? 'MEMBER' : 'VIEWER' }))
    }
    const ids: number[] = []
    let next: number | null = null
    do {
      const query: string = next === null ? '' : `?before=${next}`
      const one = await page(ada, `/api/audit${query}`)
      ids.push(...one.events.map((event) => event.id))
      next = one.next
    } while (next !== null)
    expect(ids.length).toBeGreaterThan(60)
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => b - a))
    expect(ids.at(-1)).toBe(1)
  })
})
